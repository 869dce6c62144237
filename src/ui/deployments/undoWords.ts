import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import { typeNameAs } from './typeName';

/** Words the way back where a rollout may be somebody else's: a button that leads to the application's name, and its line. */
export function undoWords({ plan, oldVersion }: Pick<Rollout, 'plan' | 'oldVersion'>): {
  readonly undo: string;
  readonly undoLine: string;
} {
  return plan
    ? {
        undo: vscode.l10n.t('Undo…'),
        undoLine: vscode.l10n.t('Undo: all instances go back to version {0}.', oldVersion),
      }
    : {
        undo: vscode.l10n.t('Undo Theirs…'),
        undoLine: vscode.l10n.t('Undo Theirs: all instances go back to version {0}.', oldVersion),
      };
}

/** Has the name of the application typed before a rollout is undone; resolves with whether it was. */
export async function isUndoTyped({ version, environmentName, applicationName }: Rollout): Promise<boolean> {
  const title = vscode.l10n.t('Undo the deployment of {0} in {1}', version, environmentName);
  return (await typeNameAs(title, applicationName)) === 'next';
}
