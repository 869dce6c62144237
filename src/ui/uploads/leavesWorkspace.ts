import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { askModally } from '../vscode/showMessage';

/** Way that files got here: `chosen` by a person in a list or a dialog, or `passed` by whoever ran the command. */
export type Origin = 'chosen' | 'passed';

/** Follows all links to a file; gives its own path where it cannot be told. */
export type RealPath = (path: string) => Promise<string>;

const maxNamed = 10;
// Both on one line of a message.
const maxPathLength = 300;
const maxReal = 600;

/**
 * Tells whether these files may be sent. A person is asked, with full paths, about those that a link leads out of the workspace,
 * which nobody sees who chooses one, and about those outside it that nobody chose.
 */
export async function mayBeSent(realPath: RealPath, paths: readonly string[], origin: Origin): Promise<boolean> {
  const lines = await outside(realPath, paths, origin);
  return lines.length === 0 || isMeant(lines);
}

/** Words a line for each file that a person is asked about. */
export async function outside(
  realPath: RealPath,
  paths: readonly string[],
  origin: Origin,
): Promise<readonly string[]> {
  const folders = await Promise.all(workspaceFolders().map(realPath));
  const lines: string[] = [];
  for (const path of paths) {
    const real = await realPath(path);
    const isListed = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)) !== undefined;
    const isHere = isListed ? folders.some((folder) => isBelow(folder, real)) : origin === 'chosen';
    if (!isHere) lines.push(lineOf(path, real));
  }
  return lines;
}

function lineOf(path: string, real: string): string {
  const where = inTheMiddle(real, maxReal);
  return real === path ? where : vscode.l10n.t('{0} leads to {1}', inTheMiddle(path, maxPathLength), where);
}

/** Cuts the middle out of a long path: both its ends tell where it lies, and whoever made it long hides neither. */
function inTheMiddle(path: string, longest: number): string {
  const half = Math.floor(longest / 2);
  return path.length > longest ? `${path.slice(0, half - 1)}…${path.slice(-half)}` : path;
}

async function isMeant(lines: readonly string[]): Promise<boolean> {
  const question =
    lines.length === 1
      ? vscode.l10n.t('Upload a file from outside the workspace?')
      : vscode.l10n.t('Upload {0} files from outside the workspace?', lines.length);
  const left = lines.length - maxNamed;
  const rest = left > 0 ? [vscode.l10n.t('… and {0} more', left)] : [];
  return askModally(question, [...lines.slice(0, maxNamed), ...rest], vscode.l10n.t('Upload'));
}

function workspaceFolders(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
