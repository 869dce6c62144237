import * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../../browse/nodes';
import { packageNodes } from '../applications/nodeFilters';
import { isPassed, notListed } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { showInformation } from '../vscode/showMessage';
import { packagesAmong } from '../vscode/packagesAmong';
import { expected, onlyPackages, passedArray, passedFiles, passedUri } from '../vscode/passedFiles';

/** A package that a command acts on: a file, or one in TEM. */
export type Chosen = vscode.Uri | PackageNode;

/**
 * Packages that a command is called with: the one that was clicked, or stands first, and all that are selected or passed with it.
 * A person has been told why where they are `refused`.
 */
export type PassedPackages =
  | { readonly kind: 'none' | 'refused' }
  | { readonly kind: 'packages'; readonly first: Chosen; readonly all: readonly Chosen[] };

type View = Pick<NodeView<Node>, 'find'>;

/** Reads what menus, keybindings or other extensions pass to a command for at most `most` packages: rows, or as `passedFiles`. */
export async function passedPackages(
  view: View,
  passed: unknown,
  second: unknown,
  most: number,
): Promise<PassedPackages> {
  if (!isPassed(passed) && !isPassed(second)) return { kind: 'none' };
  const node = view.find(passed);
  if (node ?? (passedUri(passed) && passedArray(second).length > 0)) return clicked(view, passed, second);
  if (isRowLike(passed)) return refused(notListed());
  const files = await passedFiles(passed, second);
  if (files.kind === 'refused') return refused(files.why);
  if (files.kind !== 'files' || files.target !== undefined) return refused(expected());
  const [first] = files.files;
  if (files.files.length > most || !first) {
    return refused(
      most === 1
        ? vscode.l10n.t('Pass one package only.')
        : vscode.l10n.t('Pass at most {0} packages to compare.', most),
    );
  }
  return { kind: 'packages', first, all: files.files };
}

/** Reads a click and what is selected: others among that than packages were not meant. */
function clicked(view: View, passed: unknown, second: unknown): PassedPackages {
  const first = packageOf(view, passed);
  if (!first) return refused(passedUri(passed) ? onlyPackages() : packageNodes.wanted());
  return { kind: 'packages', first, all: passedArray(second).flatMap((one) => packageOf(view, one) ?? []) };
}

function packageOf(view: View, passed: unknown): Chosen | undefined {
  const file = passedUri(passed);
  if (file) return packagesAmong([file])[0];
  const node = view.find(passed);
  return node && isPackageNode(node) ? node : undefined;
}

/** Tells whether it may have been a row: all of them have a kind. */
function isRowLike(passed: unknown): boolean {
  try {
    return typeof passed === 'object' && passed !== null && 'kind' in passed && !passedUri(passed);
  } catch {
    return false;
  }
}

function refused(why: string): PassedPackages {
  void showInformation(why);
  return { kind: 'refused' };
}
