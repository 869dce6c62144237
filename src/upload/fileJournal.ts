import { mkdirSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnfinishedUpload, UploadJournal } from '../core/ports/uploadJournal';
import { isRunning, stillOwns } from './liveness';
import { readUnfinished } from './readUnfinished';

/** What a file of the journal holds: `owner` is the process that moves it, 0 when it has let go. */
interface Entry extends UnfinishedUpload {
  readonly owner: number;
}

const suffix = '.json';
const settleMs = 500;
const lookMs = 15_000;

/**
 * The journal in a folder that all windows share: one small file an upload, replaced as a whole, so that a process that
 * is killed leaves either the old state or the new one.
 */
export class FileJournal implements UploadJournal {
  /** What this process moves: its latest state, and the writing of it. */
  private readonly mine = new Map<string, UnfinishedUpload>();
  private readonly writing = new Map<string, Promise<void>>();
  /** Of what is written, what begins only once a write before it has ended. */
  private readonly due = new Set<string>();
  private isReleased = false;

  constructor(private readonly folder: string) {}

  async find(orderId: string): Promise<UnfinishedUpload | undefined> {
    return this.mine.get(orderId) ?? this.read(orderId);
  }

  async note(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void> {
    if (unfinished) this.mine.set(orderId, unfinished);
    else this.mine.delete(orderId);
    // Several notes that come while one is written become one.
    const before = this.writing.get(orderId);
    if (before && this.due.has(orderId)) return before;
    this.due.add(orderId);
    const work = (before ?? Promise.resolve()).then(async () => {
      this.due.delete(orderId);
      await this.write(orderId).catch(() => undefined);
    });
    this.writing.set(orderId, work);
    await work;
    if (this.writing.get(orderId) === work) this.writing.delete(orderId);
  }

  /** Those that no living process moves, oldest first. */
  async abandoned(): Promise<readonly UnfinishedUpload[]> {
    const names = await readdir(this.folder).catch(() => []);
    await Promise.all(names.map((name) => this.sweep(name)));
    const ids = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
    const found = await Promise.all(ids.map((id) => this.lookAt(id)));
    return found
      .filter((one) => one !== undefined)
      .sort((a, b) => a.at - b.at)
      .map(({ unfinished }) => unfinished);
  }

  /** Forgets what an account has left that no process moves; for one whose store is gone. */
  async forget(accountId: string): Promise<void> {
    const left = (await this.abandoned()).filter(({ order }) => order.target.accountId === accountId);
    await Promise.all(left.map(({ order }) => this.note(order.id, undefined)));
  }

  /** Tells when uploads may have been abandoned, or taken up, by other processes; until the answer is called. */
  watch(onChange: () => void): () => void {
    let due: NodeJS.Timeout | undefined;
    const soon = (): void => {
      due ??= setTimeout(() => {
        due = undefined;
        onChange();
      }, settleMs);
    };
    const watcher = watchFolder(this.folder, soon);
    // A process that is killed changes no file; and some folders cannot be watched.
    const looking = setInterval(onChange, lookMs);
    looking.unref();
    return () => {
      clearTimeout(due);
      clearInterval(looking);
      watcher?.close();
    };
  }

  /** Lets go of everything, now: for a process that is about to end. */
  release(): void {
    this.isReleased = true;
    for (const [id, unfinished] of this.mine) {
      try {
        writeFileSync(this.pathOf(id), text({ ...unfinished, owner: 0 }));
      } catch {
        // Without the note the next process finds out by itself that this one is gone.
      }
    }
  }

  /** Drops what a process left that was killed while it wrote. */
  private async sweep(name: string): Promise<void> {
    const owner = /\.(\d+)\.new$/.exec(name)?.[1];
    if (owner === undefined || Number(owner) === process.pid || isRunning(Number(owner))) return;
    await unlink(join(this.folder, name)).catch(() => undefined);
  }

  private async write(id: string): Promise<void> {
    const unfinished = this.mine.get(id);
    if (!unfinished) return unlink(this.pathOf(id));
    await mkdir(this.folder, { recursive: true });
    const owner = this.isReleased ? 0 : process.pid;
    const fresh = join(this.folder, `${id}.${process.pid}.new`);
    await writeFile(fresh, text({ ...unfinished, owner }));
    await rename(fresh, this.pathOf(id));
    if (this.isReleased && owner !== 0) await this.write(id);
  }

  private async lookAt(
    id: string,
  ): Promise<{ readonly unfinished: UnfinishedUpload; readonly at: number } | undefined> {
    if (this.mine.has(id)) return undefined;
    const path = this.pathOf(id);
    const [words, at] = await Promise.all([
      readFile(path, 'utf8').catch(() => ''),
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ]);
    const unfinished = readUnfinished(words);
    if (!unfinished || unfinished.order.id !== id) return undefined;
    return stillOwns(ownerOf(words), at) ? undefined : { unfinished, at };
  }

  private async read(id: string): Promise<UnfinishedUpload | undefined> {
    return readUnfinished(await readFile(this.pathOf(id), 'utf8').catch(() => ''));
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id.replace(/[^\w-]/g, '_')}${suffix}`);
  }
}

/** Nothing where the folder, or any more of them, cannot be watched. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, { persistent: false }, onChange);
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}

function text(entry: Entry): string {
  return JSON.stringify(entry);
}

function ownerOf(words: string): number {
  const owner = (JSON.parse(words) as Partial<Entry>).owner;
  return typeof owner === 'number' ? owner : 0;
}
