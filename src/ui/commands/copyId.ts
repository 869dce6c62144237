import * as vscode from 'vscode';
import type { Node } from '../applications/nodes';

/** Copies the clicked application's id. */
export async function copyId(clicked?: Node): Promise<void> {
  if (clicked?.kind !== 'application') return;
  await vscode.env.clipboard.writeText(clicked.application.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', clicked.application.id), 3000);
}
