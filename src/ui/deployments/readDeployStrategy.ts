import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { EnvironmentKind } from '../../core/model';
import { readSetting } from '../vscode/settings';
import { strategyIn } from '../vscode/strategySetting';

/** Reads the strategy for environments of a kind. */
export function readDeployStrategy(kind: EnvironmentKind): RolloutStrategy {
  return strategyIn(readSetting('tem.deploy.strategy'), kind);
}
