import { basename } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { PackageNode } from '../../browse/nodes';
import { outcomeOf, tryAgainAfter } from '../vscode/errorReporter';
import { revealFile } from '../vscode/revealFile';
import { askModally, showInformation } from '../vscode/showMessage';
import { bring, downloadOne, isOfThePlace, type Destination, type DownloadDeps } from './downloadOne';
import { proposedNames } from './proposedName';

/** Dependencies of several downloads; `askFolder` gives `undefined` when a person closes the dialog. */
export interface DownloadSeveralDeps extends DownloadDeps {
  readonly askFolder: () => Promise<vscode.Uri | undefined>;
}

interface Download {
  readonly node: PackageNode;
  readonly to: Required<Destination>;
}

interface FailedDownload extends Download {
  readonly error: unknown;
}

const maxNamed = 10;

/**
 * Downloads packages one after another into a folder that a person chooses once. Where one fails the others go on; Cancel ends
 * all of them. One message says how many have arrived, and one for each kind of failure which have not.
 */
export async function downloadSeveral(deps: DownloadSeveralDeps, nodes: readonly PackageNode[]): Promise<void> {
  const outcome = await deps.withErrorReporting(couldNot(nodes.length), async () => {
    const folder = await deps.askFolder();
    const downloads = folder && (await downloadsInto(deps, folder, nodes));
    return downloads && (await mayReplace(downloads)) ? { folder, downloads } : undefined;
  });
  if (outcome.kind !== 'done' || !outcome.value) return;
  const { folder, downloads } = outcome.value;
  const arrived: Download[] = [];
  const failed: FailedDownload[] = [];
  let isCancelled = false;
  for (const [n, download] of downloads.entries()) {
    const { node, to } = download;
    const title = vscode.l10n.t('Downloading {0} ({1} of {2})', node.known.packageName, n + 1, downloads.length);
    const tried = await outcomeOf(() => bring(deps, node, to, title));
    if (tried.kind === 'done') arrived.push(download);
    if (tried.kind === 'failed') failed.push({ ...download, error: tried.error });
    isCancelled = tried.kind === 'cancelled';
    if (isCancelled) break;
  }
  for (const alike of byFailure(failed)) void tellFailed(deps, folder, alike);
  if (arrived.length === 0 && !isCancelled) return;
  const said = isCancelled ? cancelled : downloaded;
  void deps.withErrorReporting('TEM Toolkit', () =>
    offerReveal(said(arrived.length, downloads.length, folder.fsPath), arrived[0]?.to.file),
  );
}

async function downloadsInto(
  { look }: DownloadDeps,
  folder: vscode.Uri,
  nodes: readonly PackageNode[],
): Promise<readonly Download[]> {
  if (folder.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
  const names = proposedNames(nodes.map(({ known }) => known));
  return Promise.all(
    nodes.map(async (node, n) => {
      const file = vscode.Uri.joinPath(folder, names[n] ?? '');
      return { node, to: { file, place: await look(file.fsPath) } };
    }),
  );
}

/** Groups downloads that failed for the same reason: a folder that takes none of fifty is told once. */
function byFailure(failed: readonly FailedDownload[]): readonly (readonly FailedDownload[])[] {
  const groups = new Map<string, FailedDownload[]>();
  for (const one of failed) {
    const failure = one.error instanceof AppError ? one.error.failure : 'internal';
    groups.set(failure, [...(groups.get(failure) ?? []), one]);
  }
  return [...groups.values()];
}

async function tellFailed(
  deps: DownloadSeveralDeps,
  folder: vscode.Uri,
  [first, ...others]: readonly FailedDownload[],
): Promise<void> {
  if (!first) return;
  const { node, to, error } = first;
  if (others.length === 0) return downloadOne(deps, node, { to, error });
  const nodes = [node, ...others.map((one) => one.node)];
  const askFolder = isOfThePlace(error) ? deps.askFolder : () => Promise.resolve(folder);
  const again = () => downloadSeveral({ ...deps, askFolder }, nodes);
  await deps.withErrorReporting(couldNot(nodes.length), tryAgainAfter(error, again));
}

async function mayReplace(downloads: readonly Download[]): Promise<boolean> {
  const names = downloads.filter(({ to }) => to.place.replaces !== undefined).map(({ to }) => basename(to.file.fsPath));
  if (names.length === 0) return true;
  const more = names.length - maxNamed;
  const lines = [...names.slice(0, maxNamed), ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])];
  const question =
    names.length === 1
      ? vscode.l10n.t('Replace a file that is in this folder?')
      : vscode.l10n.t('Replace {0} files that are in this folder?', names.length);
  return askModally(question, lines, vscode.l10n.t('Replace'));
}

async function offerReveal(said: string, file: vscode.Uri | undefined): Promise<void> {
  const reveal = vscode.l10n.t('Reveal File');
  const chosen = await showInformation(said, ...(file ? [reveal] : []));
  if (chosen === reveal && file) await revealFile(file);
}

function couldNot(count: number): string {
  return vscode.l10n.t('Could not download {0} packages', count);
}

function downloaded(count: number, all: number, folder: string): string {
  return vscode.l10n.t('Downloaded {0} of {1} packages to {2}.', count, all, folder);
}

function cancelled(count: number, all: number, folder: string): string {
  return vscode.l10n.t(
    'The downloads were cancelled: {0} of {1} packages are in {2}. Download the others there to go on where they stopped.',
    count,
    all,
    folder,
  );
}
