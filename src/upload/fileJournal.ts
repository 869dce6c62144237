import { writeFileSync } from 'node:fs';
import type { ResumePoint, UnfinishedUpload, UploadJournal } from '../core/ports/uploadJournal';
import { DropList } from './dropList';
import { entryName, entryText, nobody, ownerOf } from './journalEntry';
import { self, stillOwns } from './liveness';
import { NoteFiles, type FileMoves } from './noteFiles';
import { readUnfinished } from './readUnfinished';
import { takenUp, takeOver } from './takeOver';
import { watchFolder } from './watchFolder';
import { WriteQueue } from './writeQueue';

const suffix = '.json';

/** The journal in a folder that all windows share: one small file an upload, and one for each that is to be dropped. */
export class FileJournal implements UploadJournal {
  /** What this process moves: its latest state. */
  private readonly mine = new Map<string, UnfinishedUpload>();
  private readonly writes = new WriteQueue((id) => this.write(id));
  /** Of what this process moves, what it is about to let go. */
  private readonly leaving = new Set<string>();
  private isReleased = false;
  private readonly files: NoteFiles;
  private readonly drops: DropList;

  /** `moves` are others for tests. */
  constructor(folder: string, moves?: FileMoves) {
    this.files = new NoteFiles(folder, moves);
    this.drops = new DropList(this.files);
  }

  async find(orderId: string): Promise<UnfinishedUpload | undefined> {
    return this.mine.get(orderId) ?? this.alive(await this.readNamed(entryName(orderId)));
  }

  async take(orderId: string): Promise<UnfinishedUpload | undefined> {
    const mine = this.mine.get(orderId);
    if (mine) return mine;
    return takeOver(this.files, entryName(orderId), async () => {
      const noted = await this.files.read(nameOf(orderId));
      const left = await this.alive(readUnfinished(noted?.text ?? ''));
      if (!noted || !left) return undefined;
      if (stillOwns(ownerOf(noted.text), noted.at)) throw takenUp();
      await this.note(orderId, left);
      return left;
    });
  }

  async letGo(orderId: string): Promise<void> {
    if (!this.mine.has(orderId)) return;
    this.leaving.add(orderId);
    await this.writes.add(orderId);
  }

  async note(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void> {
    this.leaving.delete(orderId);
    if (unfinished) this.mine.set(orderId, unfinished);
    else this.mine.delete(orderId);
    await this.writes.add(orderId);
  }

  async drop(dropped: UnfinishedUpload): Promise<void> {
    await this.drops.add(dropped).catch(() => undefined);
    await this.note(dropped.order.id, undefined);
  }

  async dropped(dropped: UnfinishedUpload, isGone: boolean): Promise<void> {
    if (isGone) await this.drops.remove(dropped);
    else this.drops.letGo(dropped);
  }

  toDrop(): Promise<readonly UnfinishedUpload[]> {
    return this.drops.left();
  }

  async holders({ bucket, key }: Pick<ResumePoint, 'bucket' | 'key'>): Promise<readonly string[]> {
    const names = await this.files.names(suffix);
    const noted = await Promise.all(names.map(async (name) => this.alive(await this.readNamed(name))));
    const all = [...noted.filter((one) => one !== undefined), ...this.mine.values()];
    return all.filter(({ point }) => point.bucket === bucket && point.key === key).map(({ order }) => order.id);
  }

  /** Those that no living process moves, oldest first. */
  async abandoned(): Promise<readonly UnfinishedUpload[]> {
    await this.files.sweep();
    const found = await Promise.all((await this.files.names(suffix)).map((id) => this.lookAt(id)));
    return found
      .filter((one) => one !== undefined)
      .sort((a, b) => a.at - b.at)
      .map(({ unfinished }) => unfinished);
  }

  /** Forgets what an account has left that no process moves; for one whose store is gone. */
  async forget(accountId: string): Promise<void> {
    const isIts = ({ order }: UnfinishedUpload): boolean => order.target.accountId === accountId;
    const [left, dropped] = await Promise.all([this.abandoned(), this.toDrop()]);
    await Promise.all([
      ...left.filter(isIts).map(({ order }) => this.note(order.id, undefined)),
      ...dropped.filter(isIts).map((one) => this.drops.remove(one)),
    ]);
  }

  /** Tells when uploads may have been abandoned, or taken up, by other processes; until the answer is called. */
  watch(onChange: () => void): () => void {
    return watchFolder(this.files.folder, onChange);
  }

  /** Lets go of everything, now: for a process that is about to end. */
  release(): void {
    this.isReleased = true;
    for (const [id, unfinished] of this.mine) {
      try {
        writeFileSync(this.files.pathOf(nameOf(id)), entryText(unfinished, nobody));
      } catch {
        // Without the note the next process finds out by itself that this one is gone.
      }
    }
  }

  private async write(id: string): Promise<void> {
    const unfinished = this.mine.get(id);
    if (!unfinished) return this.files.remove(nameOf(id));
    const isLeaving = this.leaving.delete(id);
    const isLast = this.isReleased || isLeaving;
    await this.files.replace(nameOf(id), entryText(unfinished, isLast ? nobody : self));
    if (isLeaving) this.mine.delete(id);
    if (this.isReleased && !isLast) await this.write(id);
  }

  private async readNamed(name: string): Promise<UnfinishedUpload | undefined> {
    return readUnfinished((await this.files.read(name + suffix))?.text ?? '');
  }

  private async lookAt(
    id: string,
  ): Promise<{ readonly unfinished: UnfinishedUpload; readonly at: number } | undefined> {
    if (this.mine.has(id)) return undefined;
    const noted = await this.files.read(nameOf(id));
    const unfinished = await this.alive(readUnfinished(noted?.text ?? ''));
    if (!noted || !unfinished || unfinished.order.id !== id) return undefined;
    return stillOwns(ownerOf(noted.text), noted.at) ? undefined : { unfinished, at: noted.at };
  }

  /** Nothing where it is to be dropped: a process may have been killed between that note and the end of this one. */
  private async alive(left: UnfinishedUpload | undefined): Promise<UnfinishedUpload | undefined> {
    return left && !(await this.drops.has(left)) ? left : undefined;
  }
}

function nameOf(id: string): string {
  return entryName(id) + suffix;
}
