import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PackageRole } from '../../core/packageCheck/packageRole';
import { roleByName } from '../../core/packageCheck/roleByName';
import { formatBytes } from '../messages/formatBytes';
import { formatDuration } from '../messages/formatDuration';
import { roleWords } from '../messages/roleWords';
import type { Found, FoundPackage } from './findPackages';
import type { Sights } from './lookAtPackages';
import { moduleOf } from './moduleOf';
import { pickHeading, pickRow, type PickRow } from './quickInput';

/** A row of the list of packages: a package, or another way to choose. */
export interface PackageRow extends PickRow {
  readonly uri?: vscode.Uri;
  /** Makes the list one of check boxes: not every VS Code lets keys get to the button. */
  readonly isForSeveral?: true;
}

/**
 * Makes the rows of packages: those that run by themselves, then the others with what each is; the newest first in either. A
 * package that has not been looked at goes by its name.
 */
export function packageRows(
  { packages, isCut, flaw }: Found,
  sights: Sights,
  takes: 'one' | 'several',
): readonly PackageRow[] {
  return [
    ...rankedRows(packages, sights),
    ...(flaw === undefined ? [] : [pickHeading(vscode.l10n.t('The workspace cannot be searched: {0}', flaw))]),
    pickHeading(isCut ? vscode.l10n.t('more packages not listed') : ''),
    ...(takes === 'several' && packages.length > 1 ? [severalRow()] : []),
    pickRow({ icon: 'folder-opened', label: vscode.l10n.t('Select a file…') }, { alwaysShow: true }),
  ];
}

/** Makes the rows of packages alone, those that run by themselves first. */
export function rankedRows(packages: readonly FoundPackage[], sights: Sights): readonly PackageRow[] {
  const roles = new Map(packages.map((one) => [one, roleOf(one, sights)]));
  const runs = (one: FoundPackage) => roles.get(one) === 'application';
  const others = packages.filter((one) => !runs(one));
  const row = (one: FoundPackage) => rowOf(one, roles.get(one) ?? 'application', sights);
  return [
    ...packages.filter(runs).map(row),
    ...(others.length > 0 ? [pickHeading(vscode.l10n.t('probably not the package to run')), ...others.map(row)] : []),
  ];
}

/** Tells whether rows are others once packages were looked at than they are by name. */
export function changeRows(sights: Sights): boolean {
  return [...sights.values()].some(({ path, role, isOfFastJar }) => isOfFastJar || role !== byName(path));
}

function roleOf({ uri }: FoundPackage, sights: Sights): PackageRole {
  return sights.get(uri.fsPath)?.role ?? byName(uri.fsPath);
}

function byName(path: string): PackageRole {
  return roleByName(basename(path)) ?? 'application';
}

function rowOf({ uri, bytes, modified }: FoundPackage, role: PackageRole, sights: Sights): PackageRow {
  const age = vscode.l10n.t('{0} ago', formatDuration(Date.now() - modified));
  const place = vscode.workspace.asRelativePath(uri, true);
  const isOfFastJar = sights.get(uri.fsPath)?.isOfFastJar ?? false;
  const texts = {
    label: basename(uri.fsPath),
    description: [role === 'application' ? '' : roleWords(role), moduleOf(uri.fsPath).name, formatBytes(bytes), age],
    detail: isOfFastJar ? `${place} · ${uberJarRemedy()}` : place,
  };
  return pickRow(texts, { uri });
}

function uberJarRemedy(): string {
  return vscode.l10n.t(
    'No package of this build starts by itself. Build with {0} for one that does.',
    'quarkus.package.jar.type=uber-jar',
  );
}

function severalRow(): PackageRow {
  const label = vscode.l10n.t('Select several…');
  return pickRow({ icon: 'checklist', label }, { alwaysShow: true, isForSeveral: true as const });
}
