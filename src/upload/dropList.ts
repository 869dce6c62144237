import { createHash } from 'node:crypto';
import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { entryText, ownerOf } from './journalEntry';
import { self, stillOwns } from './liveness';
import type { NoteFiles } from './noteFiles';
import { readUnfinished } from './readUnfinished';

const suffix = '.drop';

/** What ended uploads still have in the store: one small file each, which goes when the store has dropped it. No secret in it. */
export class DropList {
  /** What this process is dropping, or could not. */
  private readonly mine = new Set<string>();

  constructor(private readonly files: NoteFiles) {}

  /** Rejects with the system's error. */
  async add(dropped: UnfinishedUpload): Promise<void> {
    const name = nameOf(dropped);
    this.mine.add(name);
    await this.files.replace(name, entryText(dropped, self));
  }

  /** Never rejects: what stays is asked for again. */
  async remove(dropped: UnfinishedUpload): Promise<void> {
    this.mine.delete(nameOf(dropped));
    await this.files.remove(nameOf(dropped)).catch(() => undefined);
  }

  /** Gives up for now: this process may go on with it another time, or the next one. */
  letGo(dropped: UnfinishedUpload): void {
    this.mine.delete(nameOf(dropped));
  }

  async has(upload: UnfinishedUpload): Promise<boolean> {
    return (await this.files.read(nameOf(upload))) !== undefined;
  }

  /** Those that no living process is dropping. */
  async left(): Promise<readonly UnfinishedUpload[]> {
    const names = await this.files.names(suffix);
    const found = await Promise.all(names.map((name) => this.look(name + suffix)));
    return found.filter((one) => one !== undefined);
  }

  private async look(name: string): Promise<UnfinishedUpload | undefined> {
    if (this.mine.has(name)) return undefined;
    const noted = await this.files.read(name);
    const dropped = noted && readUnfinished(noted.text);
    if (!dropped || nameOf(dropped) !== name) return undefined;
    return stillOwns(ownerOf(noted.text), noted.at) ? undefined : dropped;
  }
}

/** By the upload in the store, not by the order: that may have begun another one meanwhile. */
function nameOf({ order, point }: UnfinishedUpload): string {
  const { bucket, key, uploadId } = point;
  return (
    createHash('sha256')
      .update(JSON.stringify([order.id, bucket, key, uploadId]))
      .digest('hex')
      .slice(0, 32) + suffix
  );
}
