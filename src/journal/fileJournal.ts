import { cancelledError } from '../core/errors';
import type { UnfinishedUpload, UploadJournal } from '../core/ports/uploadJournal';
import { Claims, type ClaimEnd, type Place } from './claims';
import { PendingCleanups } from './pendingCleanups';
import { EntryFiles, type Entry } from './entryFiles';
import type { FilePort } from '../files/filePort';
import { nobody } from '../files/lockOwner';
import { entryName } from './journalEntry';
import { ofJournal } from './journalFailure';
import { partLogSuffix } from './partLog';
import { LastSeen } from './lastSeen';
import { thisProcess } from '../files/processLiveness';
import { AtomicFiles } from '../files/atomicFiles';
import { pulseSuffix, type HeartbeatClock } from '../files/heartbeats';
import { KeyedQueue } from './keyedQueue';
import { AlreadyLockedError, withFileLock } from '../files/fileLock';
import { watchFolder } from '../files/watchFolder';
import { WriteQueue } from './writeQueue';

// What changes often and tells nothing, and what becomes another file at once.
const passing = [partLogSuffix, pulseSuffix, '.new'];

type Read = (id: string) => Promise<Entry | undefined>;

/** The journal in a folder that all windows share, of small files. A new state is safe before the old one goes. */
export class FileJournal implements UploadJournal {
  /** What this process moves: its latest state. */
  private readonly mine = new Map<string, UnfinishedUpload>();
  /** Of that, what it is about to let go. */
  private readonly leaving = new Set<string>();
  /** What it has forgotten, while the file may still be there. */
  private readonly gone = new Set<string>();
  private readonly writes = new WriteQueue((id) => this.write(id));
  private readonly takes = new KeyedQueue();
  private readonly looks = new LastSeen<Entry>();
  private isReleased = false;
  private readonly files: AtomicFiles;
  private readonly entries: EntryFiles;
  private readonly drops: PendingCleanups;
  private readonly claims: Claims;

  /** `port` and `beat` are others for tests. */
  constructor(folder: string, port?: FilePort, beat?: HeartbeatClock) {
    this.files = new AtomicFiles(folder, port, beat);
    this.entries = new EntryFiles(this.files);
    this.drops = new PendingCleanups(this.files);
    this.claims = new Claims(this.files, { isOpen: (id) => this.isOpen(id), holders: (place) => this.holders(place) });
  }

  async find(orderId: string): Promise<UnfinishedUpload | undefined> {
    return this.mine.get(orderId) ?? ofJournal(async () => (await this.left(orderId))?.unfinished);
  }

  take(orderId: string, signal?: AbortSignal): Promise<UnfinishedUpload | undefined> {
    return this.takes.add(orderId, () => ofJournal(() => this.takeNow(orderId, signal)));
  }

  async release(orderId: string): Promise<void> {
    if (!this.mine.has(orderId)) return;
    this.leaving.add(orderId);
    await this.writes.add(orderId);
  }

  async save(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void> {
    this.leaving.delete(orderId);
    if (!unfinished) return this.forgetOne(orderId);
    this.mine.set(orderId, unfinished);
    this.gone.delete(orderId);
    await this.writes.add(orderId);
  }

  async abandon(dropped: UnfinishedUpload): Promise<void> {
    const { id } = dropped.order;
    this.mine.delete(id);
    try {
      await this.drops.add(dropped);
    } catch {
      // Then the entry is all that knows of it.
      return;
    }
    // The order may have gone on meanwhile.
    if (!this.mine.has(id)) await this.forgetOne(id);
  }

  async cleanedUp(dropped: UnfinishedUpload, isGone: boolean): Promise<void> {
    const { id } = dropped.order;
    if (!isGone) {
      await this.drops.settle(id).catch(() => undefined);
      return this.drops.letGo(dropped);
    }
    await this.drops.remove(dropped);
    // The entry stayed where the drop could not be noted, or its process was killed just then.
    const entry = await this.entries.read(id).catch(() => undefined);
    const isIt = entry?.isTaken === false && entry.unfinished.point.uploadId === dropped.point.uploadId;
    if (isIt) await (this.mine.has(id) ? this.writes.add(id) : this.forgetOne(id));
  }

  pendingCleanups(): Promise<readonly UnfinishedUpload[]> {
    return this.drops.left();
  }

  holders({ bucket, key }: Place): Promise<readonly string[]> {
    return ofJournal(async () => {
      const left = await Promise.all((await this.entries.ids()).map((id) => this.left(id)));
      const all = [...left.flatMap((one) => (one ? [one.unfinished] : [])), ...this.mine.values()];
      return all.filter(({ point }) => point.bucket === bucket && point.key === key).map(({ order }) => order.id);
    });
  }

  claim(place: Place, orderId: string, mayReplace: boolean): Promise<boolean> {
    return ofJournal(() => this.claims.claim(place, orderId, mayReplace));
  }

  endClaims(orderId: string, end: ClaimEnd): Promise<void> {
    return this.claims.end(orderId, end);
  }

  isAlone(place: Place, orderId: string): Promise<boolean> {
    return ofJournal(() => this.claims.isAlone(place, orderId));
  }

  isOnly({ order, point }: UnfinishedUpload): Promise<boolean> {
    return ofJournal(async () => {
      const noted = this.mine.get(order.id) ?? (await this.entries.read(order.id))?.unfinished;
      return (noted?.point.uploadId ?? point.uploadId) === point.uploadId && this.claims.isLeft(point, order.id);
    });
  }

  /** Those that no living process moves, oldest first; of what cannot be read now, what was known at the last look. */
  async abandoned(): Promise<readonly UnfinishedUpload[]> {
    await Promise.all([...this.gone].map((id) => this.writes.add(id)));
    await this.files.sweep();
    await this.entries.sweep();
    const ids = () => this.entries.ids();
    const found = await this.looks.at(ids, (id) => this.lookAt(id));
    return [...found].sort((a, b) => a.at - b.at).map(({ unfinished }) => unfinished);
  }

  /**
   * Calls `onChange` when uploads may have been abandoned, or taken up, by other processes, until the answer is called. A
   * process that is killed changes no file.
   */
  watch(onChange: () => void): () => void {
    return watchFolder(this.files.folder, onChange, passing);
  }

  /** Lets go of everything, now: for a process that is about to end. */
  shutDown(): void {
    this.isReleased = true;
    for (const [id, unfinished] of this.mine) {
      try {
        this.entries.writeSync(id, unfinished, nobody);
      } catch {
        // It is as it was: the next process finds out by itself that this one is gone.
      }
    }
  }

  private async takeNow(orderId: string, signal: AbortSignal | undefined): Promise<UnfinishedUpload | undefined> {
    // What is being let go may be another window's already.
    if (this.leaving.has(orderId)) await this.writes.add(orderId);
    const mine = this.mine.get(orderId);
    if (mine) return mine;
    // What is not there nobody else can take.
    if (!(await this.left(orderId))) return undefined;
    return withFileLock(this.files, entryName(orderId), async () => {
      const left = await this.left(orderId);
      if (!left) return undefined;
      if (left.isTaken) throw new AlreadyLockedError();
      if (signal?.aborted) throw cancelledError();
      await this.entries.write(orderId, left.unfinished, thisProcess);
      this.mine.set(orderId, left.unfinished);
      if (!signal?.aborted) return left.unfinished;
      await this.release(orderId);
      throw cancelledError();
    });
  }

  private async forgetOne(id: string): Promise<void> {
    this.mine.delete(id);
    this.gone.add(id);
    await this.writes.add(id);
  }

  private async write(id: string): Promise<void> {
    const unfinished = this.mine.get(id);
    if (!unfinished) {
      if (this.gone.has(id)) await this.entries.remove(id);
      this.gone.delete(id);
      return;
    }
    const isLeaving = this.leaving.has(id);
    const isLast = this.isReleased || isLeaving;
    try {
      await this.drops.settle(id);
      await this.entries.write(id, unfinished, isLast ? nobody : thisProcess);
    } finally {
      // It may have gone on meanwhile.
      if (isLeaving && this.mine.get(id) === unfinished && this.leaving.delete(id)) this.mine.delete(id);
    }
    if (this.isReleased && !isLast) await this.write(id);
  }

  private async lookAt(id: string): Promise<Entry | undefined> {
    const left = this.mine.has(id) ? undefined : await this.left(id, (name) => this.entries.look(name));
    return left?.isTaken === false ? left : undefined;
  }

  /** Nothing where it is to be dropped: a process may have been killed between that note and the end of the entry. */
  private async left(id: string, read: Read = (name) => this.entries.read(name)): Promise<Entry | undefined> {
    const entry = this.gone.has(id) ? undefined : await read(id);
    return entry && !(await this.drops.has(entry.unfinished)) ? entry : undefined;
  }

  private async isOpen(orderId: string): Promise<boolean> {
    if (this.mine.has(orderId)) return true;
    const isNoted = !this.gone.has(orderId) && (await this.entries.read(orderId)) !== undefined;
    return isNoted || this.drops.hasOf(orderId);
  }
}
