import { basename } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { PackageNode } from '../../browse/nodes';
import { outcomeOf } from '../vscode/errorReporter';
import { revealFile } from '../vscode/revealFile';
import { askModally, showInformation } from '../vscode/showMessage';
import { tellSeveral } from '../vscode/tellSeveral';
import { bring, downloadOne, isOfThePlace, type Destination, type DownloadDeps } from './downloadOne';
import { severalDownloads } from './downloadText';
import { proposedNames } from './proposedName';
import { withDownloadProgress } from './withDownloadProgress';

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
 * Downloads packages one after another into a folder that a person chooses once. Where one fails the others go on. One
 * notification shows their progress, whose Cancel ends all of them; one message says how many have arrived, or which have not.
 */
export async function downloadSeveral(deps: DownloadSeveralDeps, nodes: readonly PackageNode[]): Promise<void> {
  const outcome = await deps.withErrorReporting(couldNot(nodes.length), async () => {
    const folder = await deps.askFolder();
    const downloads = folder && (await downloadsInto(deps, folder, nodes));
    return downloads && (await mayReplace(downloads)) ? { folder, downloads } : undefined;
  });
  if (outcome.kind !== 'done' || !outcome.value) return;
  const { folder, downloads } = outcome.value;
  const { arrived, failed } = await bringAll(deps, downloads);
  if (failed.length > 0) return void tellFailed(deps, { folder, failed, all: downloads.length });
  const [first] = arrived;
  if (!first) return;
  const said = vscode.l10n.t('Downloaded {0} of {1} packages to {2}.', arrived.length, downloads.length, folder.fsPath);
  void deps.withErrorReporting('TEM Toolkit', () => offerReveal(said, first.to.file));
}

interface Ends {
  readonly arrived: readonly Download[];
  readonly failed: readonly FailedDownload[];
}

async function bringAll(deps: DownloadSeveralDeps, downloads: readonly Download[]): Promise<Ends> {
  const arrived: Download[] = [];
  const failed: FailedDownload[] = [];
  const counts = () => ({ all: downloads.length, arrived: arrived.length, failed: failed.length });
  await withDownloadProgress(severalDownloads(counts), async (context) => {
    for (const download of downloads) {
      const tried = await outcomeOf(() => bring(deps, download.node, download.to, context));
      if (tried.kind === 'cancelled') return;
      if (tried.kind === 'done') arrived.push(download);
      else failed.push({ ...download, error: tried.error });
      // What the next one has not reported yet is not what this one has.
      context.report({ stage: 'asking' });
    }
  });
  return { arrived, failed };
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

async function tellFailed(
  deps: DownloadSeveralDeps,
  { folder, failed, all }: Pick<Ends, 'failed'> & { readonly folder: vscode.Uri; readonly all: number },
): Promise<void> {
  const [first, ...others] = failed;
  if (first && others.length === 0) return downloadOne(deps, first.node, first);
  const askFolder = failed.some(({ error }) => isOfThePlace(error)) ? deps.askFolder : () => Promise.resolve(folder);
  await tellSeveral(deps.withErrorReporting, {
    what:
      failed.length === all
        ? couldNot(all)
        : vscode.l10n.t('Could not download {0} of {1} packages', failed.length, all),
    failed: failed.map(({ to, error }) => ({ name: basename(to.file.fsPath), error })),
    again: () =>
      downloadSeveral(
        { ...deps, askFolder },
        failed.map(({ node }) => node),
      ),
  });
}

async function mayReplace(downloads: readonly Download[]): Promise<boolean> {
  const names = downloads.filter(({ to }) => to.place.replaces !== undefined).map(({ to }) => basename(to.file.fsPath));
  if (names.length === 0) return true;
  const more = names.length - maxNamed;
  const lines = [...names.slice(0, maxNamed), ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])];
  const question =
    names.length === 1
      ? vscode.l10n.t('Replace an existing file in this folder?')
      : vscode.l10n.t('Replace {0} existing files in this folder?', names.length);
  return askModally(question, lines, vscode.l10n.t('Replace'));
}

async function offerReveal(said: string, file: vscode.Uri): Promise<void> {
  const reveal = vscode.l10n.t('Reveal File');
  if ((await showInformation(said, reveal)) === reveal) await revealFile(file);
}

function couldNot(count: number): string {
  return vscode.l10n.t('Could not download {0} packages', count);
}
