import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';

/** Says that an upload was cancelled. */
export function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t('The upload of {0} was cancelled.', packageName);
  void showInformation(said);
}
