import * as vscode from 'vscode';
import { plainText } from '../messages/plainText';

/** Asks for files to open. */
export function askFiles(options: vscode.OpenDialogOptions & { readonly title: string }) {
  return vscode.window.showOpenDialog({ ...options, title: plainText(options.title) });
}

/** Asks where to save a file; `undefined` when closed. */
export function askPlaceToSave(options: vscode.SaveDialogOptions & { readonly title: string }) {
  return vscode.window.showSaveDialog({ ...options, title: plainText(options.title) });
}
