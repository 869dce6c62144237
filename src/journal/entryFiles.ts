import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import type { StoredFile } from '../files/filePort';
import { ownerOf } from '../files/lockOwner';
import { entryName, entryText, logOf } from './journalEntry';
import { thisProcess, type LockOwner } from '../files/processLiveness';
import type { AtomicFiles } from '../files/atomicFiles';
import { logName, PartLog, partLogSuffix, readPartLog } from './partLog';
import { readUnfinished, withParts } from './readUnfinished';

/** An upload as its file has it. `at`: when that was written, epoch ms; `isTaken`: another living process runs it. */
export interface Entry {
  readonly unfinished: UnfinishedUpload;
  readonly at: number;
  readonly isTaken: boolean;
}

/** The content of an entry's file. `log` is the id of the log with later parts. */
interface ParsedEntry {
  readonly unfinished: UnfinishedUpload | undefined;
  readonly owner: LockOwner;
  readonly log: string | undefined;
}

const suffix = '.json';

/**
 * The files of unfinished uploads, by the ids of their orders: each is written whole, and later parts are appended to a log
 * beside it, which versions before 2 do not know. Methods reject with the system's error.
 */
export class EntryFiles {
  /** Of the uploads that this process runs. */
  private readonly logs = new Map<string, PartLog>();
  /** Each text is parsed once. */
  private readonly parsed = new WeakMap<StoredFile, ParsedEntry>();

  constructor(private readonly files: AtomicFiles) {}

  ids(): Promise<readonly string[]> {
    return this.files.names(suffix);
  }

  /** Reads an entry; `undefined` where there is none, or another program's file. */
  read(id: string): Promise<Entry | undefined> {
    return this.readBy((name) => this.files.read(name), id);
  }

  /** Reads the same for frequent checks: not again a file that seems unchanged, nor the log of another living process. */
  look(id: string): Promise<Entry | undefined> {
    return this.readBy((name) => this.files.look(name), id, true);
  }

  async write(id: string, unfinished: UnfinishedUpload, owner: LockOwner): Promise<void> {
    const log = this.logs.get(id);
    // Where nothing can be appended a whole file may still be written.
    const isAppended = owner === thisProcess && log !== undefined && (await log.append(unfinished).catch(() => false));
    if (isAppended) return;
    const next = owner === thisProcess ? new PartLog(this.files, nameOf(id), unfinished) : undefined;
    await this.files.replace(nameOf(id), entryText(unfinished, owner, next?.id));
    await this.replaceLog(id, next);
  }

  /** Writes an entry synchronously. */
  writeSync(id: string, unfinished: UnfinishedUpload, owner: LockOwner): void {
    this.files.replaceSync(nameOf(id), entryText(unfinished, owner));
  }

  async remove(id: string): Promise<void> {
    await this.files.remove(nameOf(id));
    await this.replaceLog(id, undefined);
  }

  /** Removes logs that no entry names any more; never rejects. */
  async sweep(): Promise<void> {
    for (const name of await this.files.names(partLogSuffix).catch(() => [])) {
      const [, entry, log] = /^([\w-]{1,255})\.([\w-]{36})$/.exec(name) ?? [];
      if (entry === undefined || log === undefined) continue;
      // A log is named before there is one: what is not named now will not be.
      const isNamed = await this.files.look(entry + suffix).then(
        (file) => file !== undefined && this.parse(file).log === log,
        () => true,
      );
      if (!isNamed) await this.files.remove(name + partLogSuffix).catch(() => undefined);
    }
  }

  private async replaceLog(id: string, next: PartLog | undefined): Promise<void> {
    const before = this.logs.get(id);
    if (next) this.logs.set(id, next);
    else this.logs.delete(id);
    // What stays is swept.
    if (before) await this.files.remove(before.name).catch(() => undefined);
  }

  private async readBy(
    read: (name: string) => Promise<StoredFile | undefined>,
    id: string,
    isLook = false,
  ): Promise<Entry | undefined> {
    const file = await read(nameOf(id));
    if (!file) return undefined;
    const { unfinished, owner, log } = this.parse(file);
    if (!unfinished || entryName(unfinished.order.id) !== entryName(id)) return undefined;
    const isTaken = this.files.isOwnerAlive(owner, file.at);
    const logged = log === undefined || (isLook && isTaken) ? undefined : await read(logName(nameOf(id), log));
    const parts = logged ? readPartLog(logged.text, unfinished.checkpoint) : [];
    return { unfinished: withParts(unfinished, parts), at: file.at, isTaken };
  }

  private parse(file: StoredFile): ParsedEntry {
    const { text } = file;
    const parsed = this.parsed.get(file) ?? {
      unfinished: readUnfinished(text),
      owner: ownerOf(text),
      log: logOf(text),
    };
    this.parsed.set(file, parsed);
    return parsed;
  }
}

function nameOf(id: string): string {
  return entryName(id) + suffix;
}
