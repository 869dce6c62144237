import type { UnfinishedUpload } from '../core/ports/uploadJournal';
import type { StoredFile } from '../files/filePort';
import { ownerOf } from '../files/lockOwner';
import { entryName, entryText, logOf } from './journalEntry';
import { thisProcess, type LockOwner } from '../files/processLiveness';
import type { AtomicFiles } from '../files/atomicFiles';
import { logName, PartLog, partLogSuffix, readPartLog } from './partLog';
import { readUnfinished, withParts } from './readUnfinished';

/** An upload as its file has it. `at`: when that was written, epoch ms; `isTaken`: another living process moves it. */
export interface Entry {
  readonly unfinished: UnfinishedUpload;
  readonly at: number;
  readonly isTaken: boolean;
}

/** What a file says by itself. `log` is the id of the one that may say more. */
interface Said {
  readonly unfinished: UnfinishedUpload | undefined;
  readonly owner: LockOwner;
  readonly log: string | undefined;
}

const suffix = '.json';

/**
 * The files of unfinished uploads, by the ids of their orders: each is written whole, and what arrives then is appended to a
 * log beside it, which versions before 2 do not know. What rejects does so with the system's error.
 */
export class EntryFiles {
  /** Of what this process moves. */
  private readonly logs = new Map<string, PartLog>();
  /** Each text is parsed once. */
  private readonly said = new WeakMap<StoredFile, Said>();

  constructor(private readonly files: AtomicFiles) {}

  ids(): Promise<readonly string[]> {
    return this.files.names(suffix);
  }

  /** `undefined` where there is none, or what nobody of us wrote. */
  read(id: string): Promise<Entry | undefined> {
    return this.readBy((name) => this.files.read(name), id);
  }

  /**
   * The same for whoever looks often: a file that seems not to have changed since the last look is not read again, nor the
   * log of what another process moves.
   */
  look(id: string): Promise<Entry | undefined> {
    return this.readBy((name) => this.files.look(name), id, true);
  }

  async write(id: string, unfinished: UnfinishedUpload, owner: LockOwner): Promise<void> {
    const log = this.logs.get(id);
    // Where nothing can be appended a whole file may still be written.
    const isNoted = owner === thisProcess && log !== undefined && (await log.append(unfinished).catch(() => false));
    if (isNoted) return;
    const next = owner === thisProcess ? new PartLog(this.files, nameOf(id), unfinished) : undefined;
    await this.files.replace(nameOf(id), entryText(unfinished, owner, next?.id));
    await this.follow(id, next);
  }

  /** The same, now. */
  writeSync(id: string, unfinished: UnfinishedUpload, owner: LockOwner): void {
    this.files.replaceSync(nameOf(id), entryText(unfinished, owner));
  }

  async remove(id: string): Promise<void> {
    await this.files.remove(nameOf(id));
    await this.follow(id, undefined);
  }

  /** Drops the logs that no entry names any more; never rejects. */
  async sweep(): Promise<void> {
    for (const name of await this.files.names(partLogSuffix).catch(() => [])) {
      const [, entry, log] = /^([\w-]{1,255})\.([\w-]{36})$/.exec(name) ?? [];
      if (entry === undefined || log === undefined) continue;
      // A log is named before there is one: what is not named now will not be.
      const isNamed = await this.files.look(entry + suffix).then(
        (noted) => noted !== undefined && this.sayingOf(noted).log === log,
        () => true,
      );
      if (!isNamed) await this.files.remove(name + partLogSuffix).catch(() => undefined);
    }
  }

  private async follow(id: string, next: PartLog | undefined): Promise<void> {
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
    const noted = await read(nameOf(id));
    if (!noted) return undefined;
    const { unfinished, owner, log } = this.sayingOf(noted);
    if (!unfinished || entryName(unfinished.order.id) !== entryName(id)) return undefined;
    const isTaken = this.files.isOwnerAlive(owner, noted.at);
    const logged = log === undefined || (isLook && isTaken) ? undefined : await read(logName(nameOf(id), log));
    const rows = logged ? readPartLog(logged.text, unfinished.point) : [];
    return { unfinished: withParts(unfinished, rows), at: noted.at, isTaken };
  }

  private sayingOf(noted: StoredFile): Said {
    const { text } = noted;
    const said = this.said.get(noted) ?? { unfinished: readUnfinished(text), owner: ownerOf(text), log: logOf(text) };
    this.said.set(noted, said);
    return said;
  }
}

function nameOf(id: string): string {
  return entryName(id) + suffix;
}
