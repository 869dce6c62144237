import type * as vscode from 'vscode';

/** Keeps the JARs and WARs, in any letter case, that lie on the disk this extension runs on. */
export function packagesAmong(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return uris.filter(({ scheme, path }) => scheme === 'file' && /\.(jar|war)$/i.test(path));
}
