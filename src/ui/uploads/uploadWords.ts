import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';

/** Words the beginning of every sentence about a failed upload. */
export function uploadFailed(packageName: string): string {
  return vscode.l10n.t('Could not upload {0}', packageName);
}

/** Says that an upload was cancelled. */
export function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t('The upload of {0} was cancelled.', packageName);
  void showInformation(said);
}
