import * as vscode from 'vscode';
import type { ApplicationNode } from '../../browse/nodes';
import { copyText } from '../vscode/copyText';

/** Copies the application's id. */
export async function copyId({ application }: ApplicationNode): Promise<void> {
  await copyText(application.id, vscode.l10n.t('Copied {0}', application.id));
}
