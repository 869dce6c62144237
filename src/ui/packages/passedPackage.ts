import * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../../browse/nodes';
import { notListed, type Rows } from '../vscode/onRow';
import { showInformation } from '../vscode/showMessage';
import { packagesAmong } from '../vscode/packagesAmong';
import { passedUri } from '../vscode/passedFiles';

/** The package that a command is called with: a listed row, or a file; `undefined` for anything else. */
export function passedPackage(rows: Rows<Node>, passed: unknown): PackageNode | vscode.Uri | undefined {
  const file = passedUri(passed);
  if (file) return packagesAmong([file])[0];
  const row = rows.find(passed);
  return row && isPackageNode(row) ? row : undefined;
}

/**
 * Whether a command is called with something that is no package, as a person is told then: what they meant is none of what
 * is selected.
 */
export function isUnfit(rows: Rows<Node>, passed: unknown): boolean {
  if (passed === undefined || passed === null || passedPackage(rows, passed)) return false;
  const said = passedUri(passed)
    ? vscode.l10n.t('Only .jar and .war files on the machine that runs this extension can be taken.')
    : notListed();
  void showInformation(said);
  return true;
}
