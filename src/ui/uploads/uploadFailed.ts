import * as vscode from 'vscode';

/** What a failed upload is called at the beginning of every sentence about it. */
export function uploadFailed(packageName: string): string {
  return vscode.l10n.t('Could not upload {0}', packageName);
}
