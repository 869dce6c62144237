import * as vscode from 'vscode';

/** Copies where a package lies in the store. */
export async function copyPackagePath(key: string): Promise<void> {
  await vscode.env.clipboard.writeText(key);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', key), 3000);
}
