import { createHash } from 'node:crypto';
import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { ownerOf } from '../files/lockOwner';
import { entryText } from './journalEntry';
import { thisProcess, steadyNow } from '../files/processLiveness';
import type { AtomicFiles } from '../files/atomicFiles';
import { readUnfinished } from './readUnfinished';

const suffix = '.drop';
// What could not be removed for so long, by an account that is gone or a key that may not, never will be.
const maxMs = 30 * 24 * 3_600_000;

/** Pending cleanups of ended uploads: one small file each, removed when COS has dropped the parts. Contains no secret. */
export class PendingCleanups {
  /** Names of the files whose cleanup this process runs, or could not. */
  private readonly mine = new Set<string>();
  /** Of these, what could not be written yet. */
  private readonly unwritten = new Map<string, UnfinishedUpload>();

  constructor(private readonly files: AtomicFiles) {}

  /** Adds a cleanup of this process. Rejects with the system's error: then `settle` tries again. */
  async add(upload: UnfinishedUpload): Promise<void> {
    const name = nameOf(upload);
    this.mine.add(name);
    this.unwritten.set(name, upload);
    await this.write(name, upload);
  }

  /** Writes cleanups of this order that could not be written before; rejects where they still cannot be. */
  async settle(orderId: string): Promise<void> {
    for (const [name, upload] of this.unwritten) if (upload.order.id === orderId) await this.write(name, upload);
  }

  /** Removes a cleanup that is done. Never rejects: one that stays is run again. */
  async remove(upload: UnfinishedUpload): Promise<void> {
    this.release(upload);
    await this.files.remove(nameOf(upload)).catch(() => undefined);
  }

  /** Gives up for now: this process, or the next one, may run the cleanup another time. */
  release(upload: UnfinishedUpload): void {
    this.mine.delete(nameOf(upload));
    this.unwritten.delete(nameOf(upload));
  }

  async has(upload: UnfinishedUpload): Promise<boolean> {
    const name = nameOf(upload);
    return this.mine.has(name) || (await this.files.read(name)) !== undefined;
  }

  /** Tells whether a cleanup of this order is pending, in whichever process. */
  async hasOf(orderId: string): Promise<boolean> {
    const all = await Promise.all((await this.files.names(suffix)).map((name) => this.read(name + suffix)));
    return all.some((one) => one?.upload.order.id === orderId);
  }

  /** Lists cleanups that no living process runs; skips what cannot be read now, forgets what is older than 30 days. */
  async pending(): Promise<readonly UnfinishedUpload[]> {
    const names = await this.files.names(suffix).catch(() => []);
    const found = await Promise.all(names.map((name) => this.readPending(name + suffix).catch(() => undefined)));
    return found.filter((one) => one !== undefined);
  }

  private async readPending(name: string): Promise<UnfinishedUpload | undefined> {
    if (this.mine.has(name)) return undefined;
    const found = await this.read(name);
    if (!found || found.isTaken) return undefined;
    if (steadyNow() - found.at < maxMs) return found.upload;
    await this.files.remove(name);
    return undefined;
  }

  private async read(name: string): Promise<{ upload: UnfinishedUpload; at: number; isTaken: boolean } | undefined> {
    const file = await this.files.read(name);
    const upload = file && readUnfinished(file.text);
    if (!upload || nameOf(upload) !== name) return undefined;
    return { upload, at: file.at, isTaken: this.files.isOwnerAlive(ownerOf(file.text), file.at) };
  }

  private async write(name: string, upload: UnfinishedUpload): Promise<void> {
    await this.files.replace(name, entryText(upload, thisProcess));
    this.unwritten.delete(name);
  }
}

/** Names a file by the multipart upload, not by the order, which may have created another one meanwhile. */
function nameOf({ order, checkpoint }: UnfinishedUpload): string {
  const { bucket, key, uploadId } = checkpoint;
  return (
    createHash('sha256')
      .update(JSON.stringify([order.id, bucket, key, uploadId]))
      .digest('hex')
      .slice(0, 32) + suffix
  );
}
