import { createHash } from 'node:crypto';
import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import { ownerOf } from '../files/lockOwner';
import { entryText } from './journalEntry';
import { thisProcess, steadyNow } from '../files/processLiveness';
import type { AtomicFiles } from '../files/atomicFiles';
import { readUnfinished } from './readUnfinished';

const suffix = '.drop';
// What could not be dropped for so long, by an account that is gone or a key that may not, never will be.
const maxMs = 30 * 24 * 3_600_000;

/** What ended uploads still have in the store: one small file each, which goes when the store has dropped it. No secret in it. */
export class PendingCleanups {
  /** What this process is dropping, or could not. */
  private readonly mine = new Set<string>();
  /** Of that, what could not be written yet. */
  private readonly unwritten = new Map<string, UnfinishedUpload>();

  constructor(private readonly files: AtomicFiles) {}

  /** Rejects with the system's error: then `settle` tries again. */
  async add(dropped: UnfinishedUpload): Promise<void> {
    const name = nameOf(dropped);
    this.mine.add(name);
    this.unwritten.set(name, dropped);
    await this.write(name, dropped);
  }

  /** Writes what of this order could not be written before; rejects where it still cannot be. */
  async settle(orderId: string): Promise<void> {
    for (const [name, dropped] of this.unwritten) if (dropped.order.id === orderId) await this.write(name, dropped);
  }

  /** Never rejects: what stays is asked for again. */
  async remove(dropped: UnfinishedUpload): Promise<void> {
    this.letGo(dropped);
    await this.files.remove(nameOf(dropped)).catch(() => undefined);
  }

  /** Gives up for now: this process may go on with it another time, or the next one. */
  letGo(dropped: UnfinishedUpload): void {
    this.mine.delete(nameOf(dropped));
    this.unwritten.delete(nameOf(dropped));
  }

  async has(upload: UnfinishedUpload): Promise<boolean> {
    const name = nameOf(upload);
    return this.mine.has(name) || (await this.files.read(name)) !== undefined;
  }

  /** Whether something of this order is to be dropped, whoever does it. */
  async hasOf(orderId: string): Promise<boolean> {
    const all = await Promise.all((await this.files.names(suffix)).map((name) => this.read(name + suffix)));
    return all.some((one) => one?.dropped.order.id === orderId);
  }

  /** Those that no living process is dropping; what cannot be read now is left for another time, what is older than 30 days is forgotten. */
  async left(): Promise<readonly UnfinishedUpload[]> {
    const names = await this.files.names(suffix).catch(() => []);
    const found = await Promise.all(names.map((name) => this.look(name + suffix).catch(() => undefined)));
    return found.filter((one) => one !== undefined);
  }

  private async look(name: string): Promise<UnfinishedUpload | undefined> {
    if (this.mine.has(name)) return undefined;
    const found = await this.read(name);
    if (!found || found.isTaken) return undefined;
    if (steadyNow() - found.at < maxMs) return found.dropped;
    await this.files.remove(name);
    return undefined;
  }

  private async read(name: string): Promise<{ dropped: UnfinishedUpload; at: number; isTaken: boolean } | undefined> {
    const noted = await this.files.read(name);
    const dropped = noted && readUnfinished(noted.text);
    if (!dropped || nameOf(dropped) !== name) return undefined;
    return { dropped, at: noted.at, isTaken: this.files.isOwnerAlive(ownerOf(noted.text), noted.at) };
  }

  private async write(name: string, dropped: UnfinishedUpload): Promise<void> {
    await this.files.replace(name, entryText(dropped, thisProcess));
    this.unwritten.delete(name);
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
