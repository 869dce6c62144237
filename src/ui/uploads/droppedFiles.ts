import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { UnfinishedUpload, UploadJournal } from '../../core/ports/uploadJournal';
import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Dependencies of the files that were dropped; `folder` belongs to them alone, in all windows. */
export interface DroppedFilesDeps {
  readonly folder: vscode.Uri;
  readonly uploads: Pick<Uploads, 'all' | 'onDidChange' | 'onDidChangeList'>;
  readonly journal: Pick<UploadJournal, 'find'> & { abandoned(): Promise<readonly UnfinishedUpload[]> };
}

// Another window may still have it in its list, which no other one can see.
const forgottenAfterMs = 7 * 24 * 60 * 60_000;
// In bytes: disks take 255.
const maxNameLength = 200;

/**
 * Copies of packages that were dropped from where this machine cannot read them. Each goes once its upload has ended for good: it has
 * arrived, in whichever window, or it has left the list and nothing of it can be resumed.
 */
export class DroppedFiles implements vscode.Disposable {
  /** Paths of listed uploads of such files, by the id of the upload. */
  private readonly listed = new Map<string, string>();
  private readonly listening: readonly vscode.Disposable[];
  private isSwept = false;

  constructor(private readonly deps: DroppedFilesDeps) {
    const { uploads } = deps;
    this.listening = [
      uploads.onDidChange((changed) => this.removeArrived(changed)),
      uploads.onDidChangeList(() => this.removeUnlisted()),
    ];
    this.removeUnlisted();
  }

  /** Tells whether a path is that of such a copy. */
  has(path: string): boolean {
    return path.startsWith(`${this.deps.folder.fsPath}${sep}`);
  }

  /** Writes a copy under its name; throws what the disk says. */
  async keep(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
    await this.sweep();
    const folder = vscode.Uri.joinPath(this.deps.folder, crypto.randomUUID());
    await vscode.workspace.fs.createDirectory(folder);
    const file = vscode.Uri.joinPath(folder, fileName(name));
    await vscode.workspace.fs.writeFile(file, bytes);
    return file;
  }

  /** Removes those copies that no listed upload is of. */
  removeUnused(files: readonly vscode.Uri[]): void {
    const used = new Set(this.deps.uploads.all.map(({ order }) => order.path));
    for (const { fsPath } of files) if (!used.has(fsPath)) void this.remove(fsPath);
  }

  dispose(): void {
    this.listening.forEach((one) => void one.dispose());
  }

  private removeArrived(changed: readonly Upload[]): void {
    for (const { order, state } of changed) {
      if (state.kind === 'finished' && this.has(order.path)) void this.remove(order.path);
    }
  }

  private removeUnlisted(): void {
    const { all } = this.deps.uploads;
    const ids = new Set(all.map(({ id }) => id));
    for (const { id, order } of all) if (this.has(order.path)) this.listed.set(id, order.path);
    for (const [id, path] of this.listed) {
      if (ids.has(id)) continue;
      this.listed.delete(id);
      void this.removeUnlessResumable(id, path);
    }
  }

  private async removeUnlessResumable(id: string, path: string): Promise<void> {
    // Where the journal cannot be read, it may be resumed.
    const isResumable = await this.deps.journal.find(id).then(
      (unfinished) => unfinished !== undefined,
      () => true,
    );
    if (!isResumable) await this.remove(path);
  }

  /** Removes what windows left behind that closed before an upload had anything to resume from. */
  private async sweep(): Promise<void> {
    if (this.isSwept) return;
    this.isSwept = true;
    const { fs } = vscode.workspace;
    try {
      const resumable = (await this.deps.journal.abandoned()).map(({ order }) => order.path);
      const used = [...resumable, ...this.deps.uploads.all.map(({ order }) => order.path)];
      for (const [name] of await fs.readDirectory(this.deps.folder)) {
        const folder = vscode.Uri.joinPath(this.deps.folder, name);
        const isUsed = used.some((path) => path.startsWith(`${folder.fsPath}${sep}`));
        const isOld = Date.now() - (await fs.stat(folder)).mtime > forgottenAfterMs;
        if (isOld && !isUsed) await removeFolder(folder);
      }
    } catch {
      // There is none yet, or nobody can say what is in use.
    }
  }

  private async remove(path: string): Promise<void> {
    await removeFolder(vscode.Uri.joinPath(vscode.Uri.file(path), '..'));
  }
}

async function removeFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true });
  } catch {
    // It has gone, or the next sweep tries again.
  }
}

/** Makes a name that every disk takes; it keeps its ending. */
function fileName(name: string): string {
  const bytes = Buffer.from(name);
  const end = bytes.subarray(Math.max(0, bytes.length - maxNameLength)).toString();
  // A sign that was cut is none any more, as half of one never was.
  // eslint-disable-next-line no-control-regex -- those are what no disk takes
  return end.replaceAll(/[\\/:*?"<>|\ufffd\u0000-\u001f]/g, '_');
}
