import type * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../applications/nodes';
import type { Rows } from '../onRow';
import { packagesAmong } from '../upload/packagesAmong';
import { passedUri } from '../upload/passedFiles';

/** The package that a command is called with: a listed row, or a file; `undefined` for anything else. */
export function passedPackage(rows: Rows<Node>, passed: unknown): PackageNode | vscode.Uri | undefined {
  const file = passedUri(passed);
  if (file) return packagesAmong([file])[0];
  const row = rows.find(passed);
  return row && isPackageNode(row) ? row : undefined;
}
