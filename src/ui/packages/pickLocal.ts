import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import type { ApplicationPlace } from '../../core/place';
import { formatBytes } from '../messages/formatBytes';
import { formatDuration } from '../messages/formatDuration';
import { findPackages, type FoundPackage } from '../vscode/findPackages';
import { lookAtPackages, type LookAtPackagesDeps } from '../vscode/lookAtPackages';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';
import { pickHeading, pickOne, pickRow, type PickRow } from '../vscode/quickInput';

/** Dependencies of choosing a package of this machine. */
export interface PickLocalDeps extends LookAtPackagesDeps {
  readonly lastTarget: LastTarget;
}

/** Gives the application that packages like the one at `path` were last uploaded to. */
export type LastTarget = (path: string) => Target | undefined;

interface Row extends PickRow {
  readonly uri?: vscode.Uri;
}

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
    const chosen = await pickOne<Row>(Promise.resolve([...rows, ...otherRows()]), { ...purpose, placeholder });
    if (!chosen || chosen.uri) return chosen?.uri;
  }
  return (await pickPackageFiles(deps, purpose))[0];
}

async function rowsFor(deps: PickLocalDeps, place: ApplicationPlace): Promise<readonly Row[]> {
  const looking = new vscode.CancellationTokenSource();
  try {
    const { packages } = await findPackages(looking.token);
    const known = packages.filter(({ uri }) => isPlace(deps.lastTarget(uri.fsPath), place));
    const sights = await lookAtPackages(deps, known, { signal: new AbortController().signal });
    const runs = ({ uri }: FoundPackage) => (sights.get(uri.fsPath)?.role ?? 'application') === 'application';
    const ranked = [...known.filter(runs), ...known.filter((one) => !runs(one))];
    return ranked.slice(0, maxRows).map(rowOf);
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

function rowOf({ uri, bytes, modified }: FoundPackage): Row {
  const age = vscode.l10n.t('{0} ago', formatDuration(Date.now() - modified));
  const detail = vscode.workspace.asRelativePath(uri, true);
  return pickRow({ label: basename(uri.fsPath), description: [formatBytes(bytes), age], detail }, { uri });
}

function otherRows(): readonly Row[] {
  const other = pickRow({ icon: 'file-zip', label: vscode.l10n.t('Another local package…') }, { alwaysShow: true });
  return [pickHeading(''), other];
}
