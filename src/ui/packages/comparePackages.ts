import { basename } from 'node:path';
import * as vscode from 'vscode';
import { naturalOrder } from '../../core/naturalOrder';
import { isPackageNode } from '../../browse/nodes';
import { differenceText } from './differenceText';
import { pickOther, type PackagesBeside } from './pickOther';
import { fileSide, storedSide, whileReading, type Side } from './side';
import { passedPackages, type Chosen, type PassedPackages } from './passedPackage';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';
import type { PackageTextDeps } from './showPackageFacts';

/** Dependencies of comparing; `beside` lists the packages of the application that a stored one is of. */
export interface ComparePackagesDeps extends PackageTextDeps {
  readonly beside: PackagesBeside;
}

/**
 * Shows what is different between two packages: those selected, or the clicked one and one chosen from a list. Where none
 * was clicked, the rows selected in the Applications view count.
 */
export function comparePackagesCommand(deps: ComparePackagesDeps) {
  const { reader, openStored, texts, applications } = deps;
  return async (clicked?: unknown, selected?: unknown): Promise<void> => {
    const passed = await passedPackages(applications, clicked, selected, 2);
    if (passed.kind === 'refused') return;
    const chosen = await two(deps, meant(applications, passed));
    if (!chosen) return;
    const names = [nameOf(chosen[0]), nameOf(chosen[1])] as const;
    await deps.withErrorReporting(vscode.l10n.t('Could not compare {0} and {1}', ...names), async () => {
      const sides = await Promise.all(
        chosen.map(async (one) => (one instanceof vscode.Uri ? fileSide(reader, one) : storedSide(openStored, one))),
      );
      const [before, after] = inOrder(sides as [Side, Side]);
      const difference = await whileReading(sides, (signal) =>
        before.read((older) => after.read((newer) => reader.compare(older, newer), signal), signal),
      );
      const title = vscode.l10n.t('{0} ↔ {1}', before.name, after.name);
      const below = [...new Set([before.below, after.below])].join(' ↔ ');
      const key = JSON.stringify([before.key, after.key]);
      await texts.show({ title, below, key }, differenceText(before.place, after.place, difference));
    });
  };
}

/** Gives the two that are selected, else the one that was clicked, or that is selected. */
function meant(view: PackageTextDeps['applications'], passed: PassedPackages): readonly Chosen[] {
  const first = passed.kind === 'packages' ? passed.first : undefined;
  const all = passed.kind === 'packages' ? passed.all : view.selected().filter(isPackageNode);
  const key = (one: Chosen): string => (one instanceof vscode.Uri ? one.toString() : view.keyOf(one));
  // A package is in several groups; a file that is passed twice is meant twice.
  const isRepeated = (one: Chosen, at: number): boolean => all.findIndex((other) => key(other) === key(one)) < at;
  const distinct = all.filter((one, at) => one instanceof vscode.Uri || !isRepeated(one, at));
  if (distinct.length === 2 && (!first || distinct.some((one) => key(one) === key(first)))) return distinct;
  return [first ?? all[0]].filter((one) => one !== undefined);
}

/** Asks for what is missing of two packages; `undefined` when a list is closed. */
async function two(
  deps: ComparePackagesDeps,
  passed: readonly Chosen[],
): Promise<readonly [Chosen, Chosen] | undefined> {
  const first = passed[0] ?? (await pickPackageFiles(deps, toCompare(undefined)))[0];
  if (!first) return undefined;
  const second = passed[1] ?? (await pickSecond(deps, first));
  return second && [first, second];
}

async function pickSecond(deps: ComparePackagesDeps, first: Chosen): Promise<Chosen | undefined> {
  const purpose = toCompare(nameOf(first));
  if (first instanceof vscode.Uri) return (await pickPackageFiles(deps, purpose))[0];
  return pickOther(deps, first, purpose);
}

/** Puts the one that was built, or stored, first in front; where nobody knows when, the one of the lower version. */
function inOrder([one, other]: readonly [Side, Side]): readonly [Side, Side] {
  const order = one.at && other.at ? one.at - other.at : naturalOrder.compare(one.name, other.name);
  return order <= 0 ? [one, other] : [other, one];
}

function nameOf(one: Chosen): string {
  return one instanceof vscode.Uri ? basename(one.fsPath) : `${one.known.packageName} ${one.known.version}`;
}

function toCompare(first: string | undefined): Purpose {
  const title = first === undefined ? vscode.l10n.t('Compare Two Packages') : vscode.l10n.t('Compare {0} with…', first);
  return { title, button: vscode.l10n.t('Compare'), takes: 'one' };
}
