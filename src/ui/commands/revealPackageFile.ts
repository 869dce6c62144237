import * as vscode from 'vscode';
import { revealFile } from '../revealFile';
import type { Upload } from '../uploads/upload';

/** Shows the file of the upload. */
export async function revealPackageFile({ order }: Upload): Promise<void> {
  await revealFile(vscode.Uri.file(order.path));
}
