import * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../../browse/nodes';
import { packageNodes } from '../applications/nodeFilters';
import { isPassed, notListed } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { showInformation } from '../vscode/showMessage';
import { packagesAmong } from '../vscode/packagesAmong';
import { passedUri } from '../vscode/passedFiles';

/** Finds the package that a command is called with: a listed node, or a file; `undefined` for anything else. */
export function passedPackage(
  view: Pick<NodeView<Node>, 'find'>,
  passed: unknown,
): PackageNode | vscode.Uri | undefined {
  const file = passedUri(passed);
  if (file) return packagesAmong([file])[0];
  const node = view.find(passed);
  return node && isPackageNode(node) ? node : undefined;
}

/**
 * Tells whether a command is called with something that is no package, and then tells a person why: what they meant is none of
 * what is selected.
 */
export function isUnfit(view: Pick<NodeView<Node>, 'find'>, passed: unknown): boolean {
  if (!isPassed(passed) || passedPackage(view, passed)) return false;
  void showInformation(reasonOf(view, passed));
  return true;
}

function reasonOf(view: Pick<NodeView<Node>, 'find'>, passed: unknown): string {
  if (passedUri(passed))
    return vscode.l10n.t('Only .jar and .war files on the machine that runs this extension can be taken.');
  return view.find(passed) ? packageNodes.wanted() : notListed();
}
