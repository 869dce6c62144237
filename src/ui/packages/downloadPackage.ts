import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { AppError, type Failure } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { DownloadResult, Place } from '../../core/ports/downloader';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { packageAddress, type PackageNode } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { offerDownloaded } from './offerDownloaded';
import type { askPlace as askPlaceToSave } from './askPlace';
import { withDownloadProgress } from './withDownloadProgress';
import { showInformation } from '../vscode/showMessage';

/** What brings a package here; `look` takes an absolute path. */
export interface DownloadPackageDeps {
  readonly askPlace: typeof askPlaceToSave;
  readonly look: (path: string) => Promise<Place>;
  readonly download: (
    address: PackageAddress,
    place: Place,
    run: ProgressContext<DownloadProgress>,
  ) => Promise<DownloadResult>;
  readonly attempt: WithErrorReporting;
}

// Tried again at the same place they would come again, or a person was told to choose another one.
const ofThePlace: ReadonlySet<Failure> = new Set<Failure>(['placeChanged', 'placeTaken', 'unwritable']);

/** Downloads the package to where the person wants it. */
export function downloadPackageCommand({ askPlace, look, download, attempt }: DownloadPackageDeps) {
  let lastFolder: vscode.Uri | undefined;
  return async (node: PackageNode): Promise<void> => {
    const { packageName, version } = node.known;
    let file: vscode.Uri | undefined;
    // Once: whoever tries again has agreed to replace what the dialog showed, and nothing that came later.
    let place: Place | undefined;
    const bring = async (to: vscode.Uri, run: ProgressContext<DownloadProgress>): Promise<DownloadResult> => {
      if (to.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
      place ??= await raceAbort(run.signal, look(to.fsPath));
      return download(packageAddress(node), place, run);
    };
    const title = vscode.l10n.t('Downloading {0}', packageName);
    const delivered = await attempt(vscode.l10n.t('Could not download {0}', packageName), async () => {
      const to = (file ??= await askPlace(lastFolder, packageName, version));
      if (!to) return undefined;
      lastFolder = vscode.Uri.joinPath(to, '..');
      return withDownloadProgress(title, (run) => bring(to, run)).catch((error: unknown) => {
        if (error instanceof AppError && error.failure === 'cancelled') sayCancelled(packageName);
        if (error instanceof AppError && ofThePlace.has(error.failure)) file = place = undefined;
        throw error;
      });
    });
    // Awaiting the buttons would keep the command alive for as long as the message stands there.
    if (delivered && file) void offer(attempt, file, version, delivered);
  };
}

function offer(
  attempt: WithErrorReporting,
  file: vscode.Uri,
  version: string,
  delivered: DownloadResult,
): Promise<void> {
  return attempt('TEM Toolkit', () => offerDownloaded(file, version, delivered));
}

function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t(
    'The download of {0} was cancelled. Download it to the same place to go on where it stopped.',
    packageName,
  );
  void showInformation(said);
}
