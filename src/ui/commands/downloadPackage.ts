import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { AppError } from '../../core/errors';
import type { Delivered } from '../../core/ports/receiver';
import type { DownloadProgress, Run } from '../../core/ports/run';
import type { PackageNode } from '../applications/nodes';
import { packageAddress } from '../applications/packageAddress';
import type { Attempt } from '../attempt';
import { offerDownloaded } from '../downloads/offerDownloaded';
import { withDownloadProgress } from '../downloads/withDownloadProgress';
import { showInformation } from '../showMessage';
import { askPlaceToSave } from '../fileDialogs';

/** What brings a package here; `path` is absolute. */
export interface DownloadPackageNeeds {
  readonly download: (address: PackageAddress, path: string, run: Run<DownloadProgress>) => Promise<Delivered>;
  readonly attempt: Attempt;
}

/** Downloads the package to where the person wants it. */
export function downloadPackageCommand({ download, attempt }: DownloadPackageNeeds) {
  let lastFolder: vscode.Uri | undefined;
  return async (node: PackageNode): Promise<void> => {
    const { packageName, version } = node.known;
    const file = await askPlace(lastFolder ?? likelyFolder(), packageName, version);
    if (!file) return;
    lastFolder = vscode.Uri.joinPath(file, '..');
    const title = vscode.l10n.t('Downloading {0}', packageName);
    const delivered = await attempt(vscode.l10n.t('Could not download {0}', packageName), async () => {
      if (file.scheme !== 'file') throw new AppError('unwritable', 'that place is not on this machine');
      return withDownloadProgress(title, (run) => download(packageAddress(node), file.fsPath, run)).catch(
        (error: unknown) => {
          if (error instanceof AppError && error.failure === 'cancelled') sayCancelled(packageName);
          throw error;
        },
      );
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
    // The service named it: only a name, and no way to elsewhere.
    defaultUri: vscode.Uri.joinPath(folder, basename(packageName)),
    filters: { [vscode.l10n.t('Java packages')]: [extension] },
  });
}

function likelyFolder(): vscode.Uri {
  const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '/';
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(home);
}

function sayCancelled(packageName: string): void {
  const said = vscode.l10n.t(
    'The download of {0} was cancelled. Download it to the same place to go on where it stopped.',
    packageName,
  );
  void showInformation(said);
}
