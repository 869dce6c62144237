import * as vscode from 'vscode';
import { isPackageNode, type Node, type PackageNode } from '../../browse/nodes';
import { pickPackageFiles, type PickPackageFilesDeps, type Purpose } from '../vscode/pickPackageFiles';
import { pickHeading, pickOne, pickRow, type PickRow } from '../vscode/quickInput';

interface Row extends PickRow {
  readonly node?: PackageNode;
}

/** The rows of the application that a package is of. */
export type PackagesBeside = (node: PackageNode) => Promise<readonly Node[]>;

/** Dependencies of choosing another package; `beside` lists those of the application of a stored one. */
export interface PickOtherDeps extends PickPackageFilesDeps {
  readonly beside: PackagesBeside;
}

/** Lets a person choose what to compare a stored package with: another version of its application, or a file. */
export async function pickOther(
  deps: PickOtherDeps,
  node: PackageNode,
  purpose: Purpose,
): Promise<PackageNode | vscode.Uri | undefined> {
  const placeholder = vscode.l10n.t('With which package?');
  const chosen = await pickOne<Row>(rowsBeside(node, deps.beside), { title: purpose.title, placeholder });
  if (!chosen) return undefined;
  return chosen.node ?? (await pickPackageFiles(deps, purpose))[0];
}

async function rowsBeside(node: PackageNode, beside: PackagesBeside): Promise<Row[]> {
  const others = (await beside(node)).filter(isPackageNode).filter(({ known }) => !isSame(known, node.known));
  const file = pickRow({ icon: 'file-zip', label: vscode.l10n.t('Local package…') }, { alwaysShow: true });
  if (others.length === 0) return [file];
  const label = vscode.l10n.t('Packages of {0} in TEM', node.parent.application.name);
  return [
    file,
    pickHeading(label),
    ...others.map((node) => pickRow({ label: node.known.version, description: [node.known.packageName] }, { node })),
  ];
}

function isSame(a: PackageNode['known'], b: PackageNode['known']): boolean {
  return a.packageName === b.packageName && a.version === b.version;
}
