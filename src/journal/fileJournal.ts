import type { ObjectPlace, UnfinishedUpload, UploadJournal } from '../core/ports/uploadJournal';
import { AtomicFiles } from '../files/atomicFiles';
import type { FilePort } from '../files/filePort';
import { pulseSuffix, type HeartbeatClock } from '../files/heartbeats';
import { watchFolder } from '../files/watchFolder';
import { Claims, type ClaimEnd } from './claims';
import { EntryFiles, type Entry } from './entryFiles';
import { withJournalErrors } from './journalFailure';
import { LastSeen } from './lastSeen';
import { OwnedUploads } from './ownedUploads';
import { partLogSuffix } from './partLog';
import { PendingCleanups } from './pendingCleanups';

// What changes often and tells nothing, and what becomes another file at once.
const ignoredSuffixes = [partLogSuffix, pulseSuffix, '.new'];

/** The journal as small files in a folder that all windows share. A new state is on disk before the old one is removed. */
export class FileJournal implements UploadJournal {
  private readonly seen = new LastSeen<Entry>();
  private readonly files: AtomicFiles;
  private readonly entries: EntryFiles;
  private readonly cleanups: PendingCleanups;
  private readonly owned: OwnedUploads;
  private readonly claims: Claims;

  /** `port` and `clock` are replaced by tests. */
  constructor(folder: string, port?: FilePort, clock?: HeartbeatClock) {
    this.files = new AtomicFiles(folder, port, clock);
    this.entries = new EntryFiles(this.files);
    this.cleanups = new PendingCleanups(this.files);
    this.owned = new OwnedUploads(this.files, this.entries, this.cleanups);
    const isOpen = (id: string) => this.owned.isOpen(id);
    this.claims = new Claims(this.files, { isOpen, holders: (place) => this.holders(place) });
  }

  async find(orderId: string): Promise<UnfinishedUpload | undefined> {
    const owned = this.owned.get(orderId);
    return owned ?? withJournalErrors(async () => (await this.owned.readResumable(orderId))?.unfinished);
  }

  take(orderId: string, signal?: AbortSignal): Promise<UnfinishedUpload | undefined> {
    return withJournalErrors(() => this.owned.take(orderId, signal));
  }

  release(orderId: string): Promise<void> {
    return this.owned.release(orderId);
  }

  save(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void> {
    return unfinished ? this.owned.save(orderId, unfinished) : this.owned.forget(orderId);
  }

  async abandon(upload: UnfinishedUpload): Promise<void> {
    const { id } = upload.order;
    this.owned.disown(id);
    try {
      await this.cleanups.add(upload);
    } catch {
      // Then the entry is all that knows of it.
      return;
    }
    // The order may have been resumed meanwhile.
    if (!this.owned.get(id)) await this.owned.forget(id);
  }

  async cleanedUp(upload: UnfinishedUpload, isGone: boolean): Promise<void> {
    const { id } = upload.order;
    if (!isGone) {
      await this.cleanups.settle(id).catch(() => undefined);
      return this.cleanups.release(upload);
    }
    await this.cleanups.remove(upload);
    // The entry stayed where the cleanup could not be written, or its process was killed just then.
    const entry = await this.entries.read(id).catch(() => undefined);
    const isSame = entry?.isTaken === false && entry.unfinished.checkpoint.uploadId === upload.checkpoint.uploadId;
    if (isSame) await (this.owned.get(id) ? this.owned.rewrite(id) : this.owned.forget(id));
  }

  pendingCleanups(): Promise<readonly UnfinishedUpload[]> {
    return this.cleanups.pending();
  }

  holders({ bucket, key }: ObjectPlace): Promise<readonly string[]> {
    return withJournalErrors(async () => {
      const ids = await this.entries.ids();
      const noted = await Promise.all(ids.map((id) => this.owned.readResumable(id)));
      const all = [...noted.flatMap((entry) => (entry ? [entry.unfinished] : [])), ...this.owned.all];
      const under = all.filter(({ checkpoint }) => checkpoint.bucket === bucket && checkpoint.key === key);
      return under.map(({ order }) => order.id);
    });
  }

  claim(place: ObjectPlace, orderId: string, mayReplace: boolean): Promise<boolean> {
    return withJournalErrors(() => this.claims.claim(place, orderId, mayReplace));
  }

  endClaims(orderId: string, end: ClaimEnd): Promise<void> {
    return this.claims.end(orderId, end);
  }

  isAlone(place: ObjectPlace, orderId: string): Promise<boolean> {
    return withJournalErrors(() => this.claims.isAlone(place, orderId));
  }

  isOnly({ order, checkpoint }: UnfinishedUpload): Promise<boolean> {
    return withJournalErrors(async () => {
      const noted = this.owned.get(order.id) ?? (await this.entries.read(order.id))?.unfinished;
      const isSame = (noted?.checkpoint.uploadId ?? checkpoint.uploadId) === checkpoint.uploadId;
      return isSame && this.claims.isLeft(checkpoint, order.id);
    });
  }

  /** Lists uploads that no living process runs, oldest first; what cannot be read now is listed as it was last seen. */
  async abandoned(): Promise<readonly UnfinishedUpload[]> {
    await this.owned.removeForgotten();
    await this.files.sweep();
    await this.entries.sweep();
    const ids = () => this.entries.ids();
    const found = await this.seen.read(ids, (id) => this.readAbandoned(id));
    return [...found].sort((a, b) => a.at - b.at).map(({ unfinished }) => unfinished);
  }

  /**
   * Calls `onChange` when other processes may have abandoned or resumed uploads, until the returned function is called. A
   * process that is killed changes no file.
   */
  watch(onChange: () => void): () => void {
    return watchFolder(this.files.folder, onChange, ignoredSuffixes);
  }

  /** Releases everything synchronously: for a process that is about to end. */
  shutDown(): void {
    this.owned.shutDown();
  }

  private async readAbandoned(id: string): Promise<Entry | undefined> {
    if (this.owned.get(id)) return undefined;
    const entry = await this.owned.readResumable(id, (name) => this.entries.look(name));
    return entry?.isTaken === false ? entry : undefined;
  }
}
