import * as vscode from 'vscode';
import { sayBriefly } from '../vscode/showMessage';
import type { MutedFindings } from './mutedFindings';

/** Brings back the warnings of the check that were put away in this workspace. */
export function resetWarningsCommand(muted: Pick<MutedFindings, 'reset'>) {
  return async (): Promise<void> => {
    await muted.reset();
    sayBriefly(vscode.l10n.t('All warnings about packages are shown again.'));
  };
}
