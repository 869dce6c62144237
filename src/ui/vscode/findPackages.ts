import * as vscode from 'vscode';
import { visible } from '../../core/visible';
import { readPackageGlobs } from './settings';
import { packagesAmong } from './packagesAmong';

/** A package of the workspace, as it lies there. */
export interface FoundPackage {
  readonly uri: vscode.Uri;
  readonly bytes: number;
  /** Epoch ms. */
  readonly modified: number;
}

/** The newest packages first; `isCut` where there are, or may be, more. `flaw` is why the search could not start. */
export interface Found {
  readonly packages: readonly FoundPackage[];
  readonly isCut: boolean;
  readonly flaw?: string;
}

/** Finds the files of the workspace that match a glob. */
export type FindFiles = typeof vscode.workspace.findFiles;

/** Limits of looking through a workspace that others may have filled. */
export interface FindLimits {
  /** Files that a glob may match. */
  readonly matches: number;
  /** Packages whose age is asked for. */
  readonly looks: number;
  readonly rows: number;
  readonly ms: number;
}

const maxFlawLength = 200;
const limits: FindLimits = { matches: 20_000, looks: 2000, rows: 200, ms: 10_000 };

/** Finds the built packages of the workspace; gives what was found in time where that takes longer than anybody waits. */
export async function findPackages(
  token: vscode.CancellationToken,
  most: FindLimits = limits,
  findFiles: FindFiles = vscode.workspace.findFiles,
): Promise<Found> {
  const search = new vscode.CancellationTokenSource();
  const listening = token.onCancellationRequested(() => search.cancel());
  const uris: vscode.Uri[] = [];
  let isCut = false;
  let flaw: string | undefined;
  const find = async (glob: string) => {
    try {
      // Build folders are often hidden from the explorer and from search: here they are what is looked for.
      const matches = await findFiles(glob, null, most.matches, search.token);
      isCut ||= matches.length >= most.matches;
      for (const uri of packagesAmong(matches)) uris.push(uri);
    } catch (error) {
      flaw ??= visible(error instanceof Error ? error.message : String(error), maxFlawLength);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      isCut = true;
      resolve();
    }, most.ms);
  });
  try {
    await Promise.race([Promise.all(readPackageGlobs().map(find)), timeIsUp]);
  } finally {
    clearTimeout(timer);
    listening.dispose();
    search.cancel();
    search.dispose();
  }
  const distinct = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const looked = await Promise.all(distinct.slice(0, most.looks).map(look));
  const packages = looked.filter((one) => one !== undefined).sort((a, b) => b.modified - a.modified);
  isCut ||= distinct.length > most.looks || packages.length > most.rows;
  return { packages: packages.slice(0, most.rows), isCut, ...(flaw !== undefined && { flaw }) };
}

async function look(uri: vscode.Uri): Promise<FoundPackage | undefined> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return { uri, bytes: size, modified: mtime };
  } catch {
    return undefined;
  }
}
