import * as vscode from 'vscode';
import { copyText } from '../vscode/copyText';

/** Copies where a package lies in the store. */
export async function copyPackagePath(key: string): Promise<void> {
  await copyText(key, vscode.l10n.t('Copied {0}', key));
}
