import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { CheckedFile } from './checkedFile';
import { checkText } from './checkText';

/** The room for documents that nobody can change. */
export interface CheckDocuments {
  show(
    subject: { readonly title: string; readonly below: string; readonly key: string },
    lines: readonly string[],
  ): Promise<void>;
}

/** Names the document of a check. `name` is the package's. */
export function checkTitle(name: string): string {
  return vscode.l10n.t('{0} (check)', name);
}

/** Shows the checks of files, each as a document of its own. */
export async function showChecks(
  texts: CheckDocuments,
  files: readonly Pick<CheckedFile, 'path' | 'report'>[],
): Promise<void> {
  for (const { path, report } of files) {
    const name = basename(path);
    const below = dirname(vscode.workspace.asRelativePath(vscode.Uri.file(path), true));
    await texts.show(
      { title: checkTitle(name), below, key: vscode.Uri.file(path).toString() },
      checkText(name, report),
    );
  }
}
