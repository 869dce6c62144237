import * as vscode from 'vscode';
import type { Node } from '../applications/nodes';
import type { Upload } from '../uploads/upload';

/** Copies where the clicked package lies in the store. */
export async function copyPackagePath(clicked?: Node | Upload): Promise<void> {
  const key = keyOf(clicked);
  if (!key) return;
  await vscode.env.clipboard.writeText(key);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', key), 3000);
}

function keyOf(clicked: Node | Upload | undefined): string | undefined {
  if (clicked?.kind === 'package') return (clicked.known.stored ?? clicked.known.uploaded)?.key;
  if (clicked?.kind === 'upload' && clicked.state.is === 'finished') return clicked.state.uploaded.key;
  return undefined;
}
