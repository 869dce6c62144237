import * as vscode from 'vscode';
import { revealFile } from '../vscode/revealFile';
import type { Upload } from './upload';

/** Shows the file of the upload. */
export async function revealPackageFile({ order }: Upload): Promise<void> {
  await revealFile(vscode.Uri.file(order.path));
}
