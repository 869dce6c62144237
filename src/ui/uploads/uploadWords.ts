import * as vscode from 'vscode';

/** Words the beginning of every sentence about a failed upload. */
export function uploadFailed(packageName: string): string {
  return vscode.l10n.t('Could not upload {0}', packageName);
}
