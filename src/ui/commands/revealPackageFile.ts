import * as vscode from 'vscode';
import { revealFile } from '../revealFile';
import type { Upload } from '../uploads/upload';

/** Shows the file of the clicked upload. */
export async function revealPackageFile(clicked?: Upload): Promise<void> {
  if (clicked?.kind === 'upload') await revealFile(vscode.Uri.file(clicked.order.path));
}
