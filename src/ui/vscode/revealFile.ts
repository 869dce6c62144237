import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { showInformation } from './showMessage';

/** Shows a file in the explorer, or outside the workspace in the system's file manager. Throws `gone`. */
export async function revealFile(file: vscode.Uri): Promise<void> {
  if (!(await isThere(file))) throw new AppError('gone', 'there is no such file');
  if (vscode.workspace.getWorkspaceFolder(file)) {
    await vscode.commands.executeCommand('revealInExplorer', file);
  } else if (vscode.env.remoteName || vscode.env.uiKind === vscode.UIKind.Web) {
    // The file manager of the person's own machine cannot show another machine's file.
    void showInformation(vscode.l10n.t('File: {0}', file.fsPath));
  } else {
    await vscode.commands.executeCommand('revealFileInOS', file);
  }
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
