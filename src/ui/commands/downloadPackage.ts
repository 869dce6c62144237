import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { AppError } from '../../core/errors';
import { orCancelled } from '../../core/orCancelled';
import type { Delivered, Place } from '../../core/ports/receiver';
import type { DownloadProgress, Run } from '../../core/ports/run';
import type { PackageNode } from '../applications/nodes';
import { packageAddress } from '../applications/packageAddress';
import type { Attempt } from '../attempt';
import { offerDownloaded } from '../downloads/offerDownloaded';
import { proposedName } from '../downloads/proposedName';
import { withDownloadProgress } from '../downloads/withDownloadProgress';
import { showInformation } from '../showMessage';
import { askPlaceToSave } from '../fileDialogs';

/** What brings a package here; `look` takes an absolute path. */
export interface DownloadPackageNeeds {
  readonly look: (path: string) => Promise<Place>;
  readonly download: (address: PackageAddress, place: Place, run: Run<DownloadProgress>) => Promise<Delivered>;
  readonly attempt: Attempt;
}

/** Downloads the package to where the person wants it. */
export function downloadPackageCommand({ look, download, attempt }: DownloadPackageNeeds) {
  let lastFolder: vscode.Uri | undefined;
  return async (node: PackageNode): Promise<void> => {
    const { packageName, version } = node.known;
    const file = await askPlace(lastFolder ?? likelyFolder(), packageName, version);
    if (!file) return;
    lastFolder = vscode.Uri.joinPath(file, '..');
    // Once: whoever tries again has agreed to replace what the dialog showed, and nothing that came later.
    let place: Place | undefined;
    const title = vscode.l10n.t('Downloading {0}', packageName);
    const delivered = await attempt(vscode.l10n.t('Could not download {0}', packageName), async () => {
      if (file.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
      return withDownloadProgress(title, async (run) => {
        place ??= await orCancelled(run.signal, look(file.fsPath));
        return download(packageAddress(node), place, run);
      }).catch((error: unknown) => {
        if (error instanceof AppError && error.failure === 'cancelled') sayCancelled(packageName);
        throw error;
      });
    });
    // Awaiting the buttons would keep the command alive for as long as the message stands there.
    if (delivered) void attempt('TEM Toolkit', () => offerDownloaded(file, version, delivered));
  };
}

function askPlace(folder: vscode.Uri, packageName: string, version: string): Thenable<vscode.Uri | undefined> {
  const extension = /\.(jar|war)$/i.exec(packageName)?.[1] ?? 'jar';
  return askPlaceToSave({
    title: vscode.l10n.t('Download {0}, version {1}', packageName, version),
    saveLabel: vscode.l10n.t('Download'),
    defaultUri: vscode.Uri.joinPath(folder, proposedName(packageName)),
    filters: { [vscode.l10n.t('Java packages')]: [extension] },
  });
}

/** The workspace, unless it is one of strangers. */
function likelyFolder(): vscode.Uri {
  const home = vscode.Uri.file(process.env['HOME'] ?? process.env['USERPROFILE'] ?? '/');
  return (vscode.workspace.isTrusted && vscode.workspace.workspaceFolders?.[0]?.uri) || home;
}

function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t(
    'The download of {0} was cancelled. Download it to the same place to go on where it stopped.',
    packageName,
  );
  void showInformation(said);
}
