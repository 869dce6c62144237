import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import type { ApplicationPlace } from '../../core/place';
import { findPackages } from '../vscode/findPackages';
import { lookAtPackages, type LookAtPackagesDeps } from '../vscode/lookAtPackages';
import { rankedRows, type PackageRow } from '../vscode/packageRows';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';
import { pickHeading, pickOne, pickRow } from '../vscode/quickInput';

/** Dependencies of choosing a package of this machine. */
export interface PickLocalDeps extends LookAtPackagesDeps {
  readonly lastTarget: LastTarget;
}

/** Gives the application that packages like the one at `path` were last uploaded to. */
export type LastTarget = (path: string) => Target | undefined;

const maxRows = 20;

/**
 * Lets a person choose a package of this machine for an application: from the modules whose packages were last uploaded to it, where
 * there are some, those that run by themselves first; else any.
 */
export async function pickLocal(
  deps: PickLocalDeps,
  place: ApplicationPlace,
  purpose: Purpose,
): Promise<vscode.Uri | undefined> {
  const rows = await rowsFor(deps, place);
  if (rows.length > 0) {
    const placeholder = vscode.l10n.t('Which package?');
    const chosen = await pickOne<PackageRow>(Promise.resolve([...rows, ...otherRows()]), { ...purpose, placeholder });
    if (!chosen || chosen.uri) return chosen?.uri;
  }
  return (await pickPackageFiles(deps, purpose))[0];
}

async function rowsFor(deps: PickLocalDeps, place: ApplicationPlace): Promise<readonly PackageRow[]> {
  const looking = new vscode.CancellationTokenSource();
  try {
    const { packages } = await findPackages(looking.token);
    const known = packages.filter(({ uri }) => isPlace(deps.lastTarget(uri.fsPath), place)).slice(0, maxRows);
    return rankedRows(known, await lookAtPackages(deps, known, { signal: new AbortController().signal }));
  } finally {
    looking.dispose();
  }
}

function isPlace(target: Target | undefined, place: ApplicationPlace): boolean {
  return (
    target?.accountId === place.accountId &&
    target.region === place.region &&
    target.applicationId === place.applicationId
  );
}

function otherRows(): readonly PackageRow[] {
  const other = pickRow({ icon: 'file-zip', label: vscode.l10n.t('Another local package…') }, { alwaysShow: true });
  return [pickHeading(''), other];
}
