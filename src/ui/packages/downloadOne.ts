import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { AppError, type Failure } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { DownloadResult, DownloadTarget } from '../../core/ports/downloader';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import type { PackageNode } from '../../browse/nodes';
import { packageAddress } from '../../browse/nodes';
import { tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { oneDownload } from './downloadText';
import { offerDownloaded } from './offerDownloaded';
import { withDownloadProgress } from './withDownloadProgress';

/** Dependencies of one download; `look` takes an absolute path, `askFile` gives `undefined` when a person closes the dialog. */
export interface DownloadDeps {
  readonly askFile: (node: PackageNode, refused?: vscode.Uri) => Promise<vscode.Uri | undefined>;
  readonly look: (path: string) => Promise<DownloadTarget>;
  readonly download: (
    address: PackageAddress,
    place: DownloadTarget,
    context: ProgressContext<DownloadProgress>,
  ) => Promise<DownloadResult>;
  readonly withErrorReporting: WithErrorReporting;
}

/**
 * Destination of a download. `place` is looked at once: whoever tries again has agreed to replace what the dialog showed, and
 * nothing that came later.
 */
export interface Destination {
  readonly file: vscode.Uri;
  place?: DownloadTarget;
}

// Tried again at the same place they would come again, or a person was told to choose another one.
const ofThePlace: ReadonlySet<Failure> = new Set<Failure>(['placeChanged', 'placeTaken', 'unwritable']);

/** Downloads a package to where a person wants it. `begun` is a download that has failed, which is told first. */
export async function downloadOne(
  deps: DownloadDeps,
  node: PackageNode,
  begun?: { readonly to: Destination; readonly error: unknown },
): Promise<void> {
  const { packageName, version } = node.known;
  const { withErrorReporting } = deps;
  let refused = begun && isOfThePlace(begun.error) ? begun.to.file : undefined;
  let to = refused ? undefined : begun?.to;
  const job = async () => {
    to ??= await destinationOf(deps, node, refused);
    if (!to) return undefined;
    const place = to;
    const stand = oneDownload(vscode.l10n.t('Downloading {0}', packageName));
    return withDownloadProgress(stand, (context) => bring(deps, node, place, context)).catch((error: unknown) => {
      if (isOfThePlace(error)) {
        refused = to?.file;
        to = undefined;
      }
      throw error;
    });
  };
  const what = vscode.l10n.t('Could not download {0}', packageName);
  const outcome = await withErrorReporting(what, begun ? tryAgainAfter(begun.error, job) : job);
  if (outcome.kind !== 'done' || !outcome.value || !to) return;
  const { value } = outcome;
  const { file } = to;
  // Awaiting the buttons would keep the command alive for as long as the message stands there.
  void withErrorReporting('TEM Toolkit', () => offerDownloaded(file, version, value));
}

/** Downloads a package to a place on this machine. */
export async function bring(
  deps: DownloadDeps,
  node: PackageNode,
  to: Destination,
  context: ProgressContext<DownloadProgress>,
): Promise<DownloadResult> {
  if (to.file.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
  to.place ??= await raceAbort(context.signal, deps.look(to.file.fsPath));
  return deps.download(packageAddress(node), to.place, context);
}

async function destinationOf(
  { askFile }: DownloadDeps,
  node: PackageNode,
  refused: vscode.Uri | undefined,
): Promise<Destination | undefined> {
  const file = await askFile(node, refused);
  return file && { file };
}

/** Tells whether a download failed because of the place, so that another one has to be chosen. */
export function isOfThePlace(error: unknown): boolean {
  return error instanceof AppError && ofThePlace.has(error.failure);
}
