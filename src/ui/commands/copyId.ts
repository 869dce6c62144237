import * as vscode from 'vscode';
import type { ApplicationNode } from '../applications/nodes';

/** Copies the application's id. */
export async function copyId({ application }: ApplicationNode): Promise<void> {
  await vscode.env.clipboard.writeText(application.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', application.id), 3000);
}
