import * as vscode from 'vscode';
import { plainText } from '../plainText';

/** Says that an upload was cancelled. */
export function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t('The upload of {0} was cancelled.', packageName);
  void vscode.window.showInformationMessage(plainText(said));
}
