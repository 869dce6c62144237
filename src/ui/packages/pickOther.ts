import * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../applications/nodes';
import { pickPackageFiles, type Purpose } from '../upload/pickPackageFiles';

interface Row extends vscode.QuickPickItem {
  readonly node?: PackageNode;
}

/** The rows of the application that a package is of. */
export type PackagesBeside = (node: PackageNode) => Promise<readonly Node[]>;

/** Lets a person choose what to compare a stored package with: another version of its application, or a file. */
export async function pickOther(
  node: PackageNode,
  beside: PackagesBeside,
  purpose: Purpose,
): Promise<PackageNode | vscode.Uri | undefined> {
  const options = { title: purpose.title, placeHolder: vscode.l10n.t('With which package?'), matchOnDescription: true };
  const chosen = await vscode.window.showQuickPick<Row>(rowsBeside(node, beside), options);
  if (!chosen) return undefined;
  return chosen.node ?? (await pickPackageFiles(purpose))[0];
}

async function rowsBeside(node: PackageNode, beside: PackagesBeside): Promise<Row[]> {
  const others = (await beside(node)).filter(isPackageNode).filter(({ known }) => !isSame(known, node.known));
  const file = { label: `$(file-zip) ${vscode.l10n.t('A package built here…')}`, alwaysShow: true };
  if (others.length === 0) return [file];
  const label = vscode.l10n.t('Packages of {0} in TEM', node.parent.application.name);
  const heading: Row = { label, kind: vscode.QuickPickItemKind.Separator };
  return [
    file,
    heading,
    ...others.map((one) => ({ label: one.known.version, description: one.known.packageName, node: one })),
  ];
}

function isSame(a: PackageNode['known'], b: PackageNode['known']): boolean {
  return a.packageName === b.packageName && a.version === b.version;
}
