import * as vscode from 'vscode';
import type { PackageNode } from '../../browse/nodes';
import { copyText } from '../vscode/copyText';

/** Copies the version of the package. */
export async function copyVersion({ known: { version } }: PackageNode): Promise<void> {
  await copyText(version, vscode.l10n.t('Copied {0}', version));
}
