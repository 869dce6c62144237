import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';

/** Names a rollout in a sentence: `20261123120500 to orders in shop-test`. */
export function deploymentName(rollout: Pick<Rollout, 'version' | 'applicationName' | 'environmentName'>): string {
  const { version, applicationName, environmentName } = rollout;
  return vscode.l10n.t('{0} to {1} in {2}', version, applicationName, environmentName);
}
