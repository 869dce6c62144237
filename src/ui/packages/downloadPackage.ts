import * as vscode from 'vscode';
import type { PackageNode } from '../../browse/nodes';
import type { askFolder, askPlace } from './askPlace';
import { downloadOne, type DownloadDeps } from './downloadOne';
import { downloadSeveral } from './downloadSeveral';

/** Dependencies of downloading: what asks for places, and what brings a package there. */
export interface DownloadPackageDeps extends Omit<DownloadDeps, 'askFile'> {
  readonly askPlace: typeof askPlace;
  readonly askFolder: typeof askFolder;
}

/** Makes the command that downloads packages: one to the file that a person names, several into one folder. */
export function downloadPackageCommand({ askPlace, askFolder, ...deps }: DownloadPackageDeps) {
  let lastFolder: vscode.Uri | undefined;
  const askFile = async ({ known }: PackageNode, refused?: vscode.Uri): Promise<vscode.Uri | undefined> => {
    const file = await askPlace({ lastFolder, refused }, known.packageName, known.version);
    if (file) lastFolder = vscode.Uri.joinPath(file, '..');
    return file;
  };
  return async (nodes: readonly PackageNode[]): Promise<void> => {
    const [node, ...others] = nodes;
    if (!node) return;
    if (others.length === 0) return downloadOne({ ...deps, askFile }, node);
    const ask = async () => {
      const folder = await askFolder(lastFolder, nodes.length);
      lastFolder = folder ?? lastFolder;
      return folder;
    };
    await downloadSeveral({ ...deps, askFile, askFolder: ask }, nodes);
  };
}
