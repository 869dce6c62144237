import { cancelledError } from '../core/errors';
import { KeyedQueue } from '../core/keyedQueue';
import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import type { AtomicFiles } from '../files/atomicFiles';
import { AlreadyLockedError, withFileLock } from '../files/fileLock';
import { nobody } from '../files/lockOwner';
import { thisProcess } from '../files/processLiveness';
import type { Entry, EntryFiles } from './entryFiles';
import { entryName } from './journalEntry';
import type { PendingCleanups } from './pendingCleanups';
import { WriteQueue } from './writeQueue';

type Read = (id: string) => Promise<Entry | undefined>;

/**
 * The uploads that this process runs, with their latest state, by the ids of their orders. Methods reject with the system's
 * error.
 */
export class OwnedUploads {
  private readonly owned = new Map<string, UnfinishedUpload>();
  /** Of these, the ones that are about to be released. */
  private readonly leaving = new Set<string>();
  /** Forgotten uploads whose entries may still be there. */
  private readonly forgotten = new Set<string>();
  private readonly writes = new WriteQueue((id) => this.write(id));
  private readonly takes = new KeyedQueue();
  private isReleased = false;

  constructor(
    private readonly files: AtomicFiles,
    private readonly entries: EntryFiles,
    private readonly cleanups: PendingCleanups,
  ) {}

  get all(): readonly UnfinishedUpload[] {
    return [...this.owned.values()];
  }

  get(id: string): UnfinishedUpload | undefined {
    return this.owned.get(id);
  }

  /** Locks an entry for this process; of several callers one succeeds. Throws `AlreadyLockedError` and `cancelled` as well. */
  take(id: string, signal: AbortSignal | undefined): Promise<UnfinishedUpload | undefined> {
    return this.takes.add(id, () => this.takeNow(id, signal));
  }

  /** Saves a state; never rejects. */
  async save(id: string, unfinished: UnfinishedUpload): Promise<void> {
    this.leaving.delete(id);
    this.owned.set(id, unfinished);
    this.forgotten.delete(id);
    await this.writes.add(id);
  }

  /** Removes an entry; never rejects. */
  async forget(id: string): Promise<void> {
    this.leaving.delete(id);
    this.owned.delete(id);
    this.forgotten.add(id);
    await this.writes.add(id);
  }

  /** Gives up ownership without writing that. */
  disown(id: string): void {
    this.owned.delete(id);
  }

  /** Writes the entry as one that nobody owns; never rejects. */
  async release(id: string): Promise<void> {
    if (!this.owned.has(id)) return;
    this.leaving.add(id);
    await this.writes.add(id);
  }

  /** Writes the present state once more; never rejects. */
  async rewrite(id: string): Promise<void> {
    await this.writes.add(id);
  }

  /** Tries again to remove entries that could not be removed; never rejects. */
  async removeForgotten(): Promise<void> {
    await Promise.all([...this.forgotten].map((id) => this.writes.add(id)));
  }

  /** Releases everything synchronously: for a process that is about to end. */
  shutDown(): void {
    this.isReleased = true;
    for (const [id, unfinished] of this.owned) {
      try {
        this.entries.writeSync(id, unfinished, nobody);
      } catch {
        // It is as it was: the next process finds out by itself that this one is gone.
      }
    }
  }

  /** Reads an entry that can be resumed; not one pending cleanup, whose process may have been killed before it was removed. */
  async readResumable(id: string, read: Read = (name) => this.entries.read(name)): Promise<Entry | undefined> {
    const entry = this.forgotten.has(id) ? undefined : await read(id);
    return entry && !(await this.cleanups.has(entry.unfinished)) ? entry : undefined;
  }

  /** Tells whether an order can be resumed, or something of it is pending cleanup. */
  async isOpen(id: string): Promise<boolean> {
    if (this.owned.has(id)) return true;
    const isNoted = !this.forgotten.has(id) && (await this.entries.read(id)) !== undefined;
    return isNoted || this.cleanups.hasOf(id);
  }

  private async takeNow(id: string, signal: AbortSignal | undefined): Promise<UnfinishedUpload | undefined> {
    // What is being released may be another window's already.
    if (this.leaving.has(id)) await this.writes.add(id);
    const owned = this.owned.get(id);
    if (owned) return owned;
    // What is not there nobody else can take.
    if (!(await this.readResumable(id))) return undefined;
    return withFileLock(this.files, entryName(id), async () => {
      const entry = await this.readResumable(id);
      if (!entry) return undefined;
      if (entry.isTaken) throw new AlreadyLockedError();
      if (signal?.aborted) throw cancelledError();
      await this.entries.write(id, entry.unfinished, thisProcess);
      this.owned.set(id, entry.unfinished);
      if (!signal?.aborted) return entry.unfinished;
      await this.release(id);
      throw cancelledError();
    });
  }

  private async write(id: string): Promise<void> {
    const unfinished = this.owned.get(id);
    if (!unfinished) {
      if (this.forgotten.has(id)) await this.entries.remove(id);
      this.forgotten.delete(id);
      return;
    }
    const isLeaving = this.leaving.has(id);
    const isLast = this.isReleased || isLeaving;
    try {
      await this.cleanups.settle(id);
      await this.entries.write(id, unfinished, isLast ? nobody : thisProcess);
    } finally {
      // It may have been saved again meanwhile.
      if (isLeaving && this.owned.get(id) === unfinished && this.leaving.delete(id)) this.owned.delete(id);
    }
    if (this.isReleased && !isLast) await this.write(id);
  }
}
