import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { rolloutSentence } from '../messages/rolloutWords';
import { commandOf } from '../vscode/contributions';
import { StatusEntry, type StatusWords } from '../vscode/statusEntry';
import { canContinue, isUnderWay } from '../../core/deployment/canAct';

/** Dependencies of the entry in the status bar. */
export interface RolloutStatusDeps {
  readonly board: Pick<RolloutBoard, 'all' | 'onDidChange'>;
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
}

/** Shows in the status bar that rollouts of this window run, while they do; a click leads to their rows. */
export function showRolloutStatus({ board, marksOf }: RolloutStatusDeps): vscode.Disposable {
  const entry = new StatusEntry({
    id: 'tem.deployments',
    name: vscode.l10n.t('TEM deployments'),
    command: commandOf('tem.revealDeployment', vscode.l10n.t('Reveal Deployment')),
  });
  const draw = (): void => entry.say(rolloutStatusWords(board.all, marksOf));
  draw();
  return vscode.Disposable.from(entry, { dispose: board.onDidChange(draw) });
}

/** Words the entry: one rollout by its application, several by their number; `undefined` where none of this window runs. */
export function rolloutStatusWords(
  all: readonly Rollout[],
  marksOf: (rollout: Rollout) => RolloutMarks,
): StatusWords | undefined {
  const running = all.filter((rollout) => rollout.plan && isUnderWay(rollout));
  const [only, ...others] = running;
  if (!only) return undefined;
  const waiting = running.filter(canContinue).length;
  const sentences = running.map((rollout) => rolloutSentence(rollout, marksOf(rollout)));
  const words = others.length === 0 ? textOfOne(only) : textOfSeveral(running.length, waiting);
  return {
    icon: waiting > 0 ? 'debug-pause' : 'sync~spin',
    text: words,
    tooltip: sentences.join('; '),
    spoken: vscode.l10n.t('{0}. Reveal deployment.', [...(others.length > 0 ? [words] : []), ...sentences].join('. ')),
    isWarning: waiting > 0,
  };
}

function textOfOne(rollout: Rollout): string {
  const { applicationName, environmentName } = rollout;
  if (rollout.state.kind === 'undoing' || rollout.asked === 'undo')
    return vscode.l10n.t('TEM: undoing {0} in {1}', applicationName, environmentName);
  if (rollout.state.kind === 'queued')
    return vscode.l10n.t('TEM: waiting to deploy {0} to {1}', applicationName, environmentName);
  return canContinue(rollout)
    ? vscode.l10n.t('TEM: {0} in {1} is waiting', applicationName, environmentName)
    : vscode.l10n.t('TEM: deploying {0} to {1}', applicationName, environmentName);
}

function textOfSeveral(count: number, waiting: number): string {
  return waiting > 0
    ? vscode.l10n.t('TEM: {0} deployments, {1} waiting', count, waiting)
    : vscode.l10n.t('TEM: {0} deployments', count);
}
