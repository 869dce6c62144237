import * as vscode from 'vscode';
import { askFiles, askPlaceToSave } from '../vscode/fileDialogs';
import { proposedName } from './proposedName';

/** Folder where a person saved before, and the file they named that could not be written. */
export interface EarlierPlaces {
  readonly lastFolder: vscode.Uri | undefined;
  readonly refused: vscode.Uri | undefined;
}

/** Asks where a package of TEM is saved; `undefined` when closed. What was named before, in vain, is proposed again. */
export function askPlace(
  { lastFolder, refused }: EarlierPlaces,
  packageName: string,
  version: string,
): Thenable<vscode.Uri | undefined> {
  const extension = /\.(jar|war)$/i.exec(packageName)?.[1] ?? 'jar';
  return askPlaceToSave({
    title: vscode.l10n.t('Download {0}, version {1}', packageName, version),
    saveLabel: vscode.l10n.t('Download'),
    defaultUri: refused ?? vscode.Uri.joinPath(lastFolder ?? likelyFolder(), proposedName(packageName)),
    filters: { [vscode.l10n.t('Java packages')]: [extension] },
  });
}

/** Asks for the folder of `count` packages of TEM; `undefined` when closed. */
export async function askFolder(lastFolder: vscode.Uri | undefined, count: number): Promise<vscode.Uri | undefined> {
  const chosen = await askFiles({
    title: vscode.l10n.t('Download {0} packages', count),
    openLabel: vscode.l10n.t('Download'),
    defaultUri: lastFolder ?? likelyFolder(),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0];
}

/** Gives the workspace, unless it is one of strangers: then the home folder. */
function likelyFolder(): vscode.Uri {
  const home = vscode.Uri.file(process.env['HOME'] ?? process.env['USERPROFILE'] ?? '/');
  return (vscode.workspace.isTrusted && vscode.workspace.workspaceFolders?.[0]?.uri) || home;
}
