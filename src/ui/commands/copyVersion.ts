import * as vscode from 'vscode';
import type { Node } from '../applications/nodes';

/** Copies the version of the clicked package. */
export async function copyVersion(clicked?: Node): Promise<void> {
  if (clicked?.kind !== 'package') return;
  const { version } = clicked.known;
  await vscode.env.clipboard.writeText(version);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', version), 3000);
}
