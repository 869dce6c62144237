import * as vscode from 'vscode';
import type { PackageNode } from '../applications/nodes';

/** Copies the version of the package. */
export async function copyVersion({ known: { version } }: PackageNode): Promise<void> {
  await vscode.env.clipboard.writeText(version);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', version), 3000);
}
