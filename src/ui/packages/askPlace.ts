import * as vscode from 'vscode';
import { askPlaceToSave } from '../vscode/fileDialogs';
import { proposedName } from './proposedName';

/** Where a person wants a package of TEM; `undefined` when they close the dialog. `lastFolder` is where they saved before. */
export function askPlace(
  lastFolder: vscode.Uri | undefined,
  packageName: string,
  version: string,
): Thenable<vscode.Uri | undefined> {
  const extension = /\.(jar|war)$/i.exec(packageName)?.[1] ?? 'jar';
  return askPlaceToSave({
    title: vscode.l10n.t('Download {0}, version {1}', packageName, version),
    saveLabel: vscode.l10n.t('Download'),
    defaultUri: vscode.Uri.joinPath(lastFolder ?? likelyFolder(), proposedName(packageName)),
    filters: { [vscode.l10n.t('Java packages')]: [extension] },
  });
}

/** The workspace, unless it is one of strangers. */
function likelyFolder(): vscode.Uri {
  const home = vscode.Uri.file(process.env['HOME'] ?? process.env['USERPROFILE'] ?? '/');
  return (vscode.workspace.isTrusted && vscode.workspace.workspaceFolders?.[0]?.uri) || home;
}
