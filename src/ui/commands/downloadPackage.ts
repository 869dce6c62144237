import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { AppError, type Failure } from '../../core/errors';
import { orCancelled } from '../../core/orCancelled';
import type { Delivered, Place } from '../../core/ports/receiver';
import type { DownloadProgress, Run } from '../../core/ports/run';
import type { PackageNode } from '../applications/nodes';
import { packageAddress } from '../applications/packageAddress';
import type { Attempt } from '../attempt';
import { offerDownloaded } from '../downloads/offerDownloaded';
import type { askPlace as askPlaceToSave } from '../downloads/askPlace';
import { withDownloadProgress } from '../downloads/withDownloadProgress';
import { showInformation } from '../showMessage';

/** What brings a package here; `look` takes an absolute path. */
export interface DownloadPackageNeeds {
  readonly askPlace: typeof askPlaceToSave;
  readonly look: (path: string) => Promise<Place>;
  readonly download: (address: PackageAddress, place: Place, run: Run<DownloadProgress>) => Promise<Delivered>;
  readonly attempt: Attempt;
}

// Tried again at the same place they would come again, or a person was told to choose another one.
const ofThePlace: ReadonlySet<Failure> = new Set<Failure>(['placeChanged', 'placeTaken', 'unwritable']);

/** Downloads the package to where the person wants it. */
export function downloadPackageCommand({ askPlace, look, download, attempt }: DownloadPackageNeeds) {
  let lastFolder: vscode.Uri | undefined;
  return async (node: PackageNode): Promise<void> => {
    const { packageName, version } = node.known;
    let file: vscode.Uri | undefined;
    // Once: whoever tries again has agreed to replace what the dialog showed, and nothing that came later.
    let place: Place | undefined;
    const bring = async (to: vscode.Uri, run: Run<DownloadProgress>): Promise<Delivered> => {
      if (to.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
      place ??= await orCancelled(run.signal, look(to.fsPath));
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

function offer(attempt: Attempt, file: vscode.Uri, version: string, delivered: Delivered): Promise<void> {
  return attempt('TEM Toolkit', () => offerDownloaded(file, version, delivered));
}

function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t(
    'The download of {0} was cancelled. Download it to the same place to go on where it stopped.',
    packageName,
  );
  void showInformation(said);
}
