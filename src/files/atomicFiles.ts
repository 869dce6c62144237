import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { disk, type FilePort, type StoredFile } from './filePort';
import { isRunning, thisProcess, isOwnerAlive, thisHost, type LockOwner } from './processLiveness';
import { retryOnBusyFile } from './retryOnBusyFile';
import { Heartbeats, pulseSuffix, type HeartbeatClock } from './heartbeats';

const waitsMs = [50, 150, 300, 500];

/**
 * A folder of small files that all windows share, each replaced as a whole: a killed process, or a full disk, leaves the old or
 * the new one. Methods reject with the system's error; only `ENOENT` counts as absence.
 */
export class AtomicFiles {
  /** The files of `look`, by name. */
  private readonly seen = new Map<string, StoredFile>();
  private readonly heartbeats: Heartbeats;

  /** `port` and `clock` are replaced by tests. */
  constructor(
    readonly folder: string,
    private readonly port: FilePort = disk,
    clock?: HeartbeatClock,
  ) {
    this.heartbeats = new Heartbeats(this, thisProcess.pulse, clock);
  }

  /** Tells whether another process that wrote at `at` still runs, as `isOwnerAlive` with the heartbeats of this folder. */
  isOwnerAlive(owner: LockOwner, at: number): boolean {
    return isOwnerAlive(owner, at, (pulse) => this.heartbeats.isSilent(pulse));
  }

  /** Builds the path of a file; whatever the name, it is in the folder. */
  pathOf(name: string): string {
    return join(this.folder, name.replace(/[^\w.-]/g, '_').replace(/^\.{1,255}/, '_'));
  }

  /** Lists the names that end in `suffix`, without it; none where there is no folder. */
  async names(suffix: string): Promise<readonly string[]> {
    const names = (await orAbsent(retryOnBusyFile(() => this.port.readdir(this.folder)))) ?? [];
    const all = new Set(names);
    for (const name of this.seen.keys()) if (!all.has(name)) this.seen.delete(name);
    return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  }

  /** Reads a file; `undefined` where there is none. */
  read(name: string): Promise<StoredFile | undefined> {
    return orAbsent(retryOnBusyFile(() => this.port.read(this.pathOf(name))));
  }

  /** Reads the same for frequent checks: not again a file that seems unchanged since the last one. */
  async look(name: string): Promise<StoredFile | undefined> {
    const file = await orAbsent(retryOnBusyFile(() => this.port.read(this.pathOf(name), this.seen.get(name))));
    if (file) this.seen.set(name, file);
    else this.seen.delete(name);
    return file;
  }

  /** Reads a file of `create`, which on drives without links is empty at first: waits for its text for a second. */
  async readWhole(name: string): Promise<StoredFile | undefined> {
    for (const ms of waitsMs) {
      const file = await this.read(name);
      if (!file || file.text.endsWith('}')) return file;
      await sleep(ms);
    }
    return this.read(name);
  }

  /** Replaces, or creates, a file. */
  async replace(name: string, text: string): Promise<void> {
    await this.beside(name, text, (fresh) => retryOnBusyFile(() => this.port.rename(fresh, this.pathOf(name))));
  }

  /** Appends to a file; a killed process, or a full disk, may leave some of the text. */
  async append(name: string, text: string): Promise<void> {
    await retryOnBusyFile(() => this.port.append(this.pathOf(name), text));
  }

  async touch(name: string): Promise<void> {
    await retryOnBusyFile(() => this.port.touch(this.pathOf(name)));
  }

  /** Replaces a file synchronously. */
  replaceSync(name: string, text: string): void {
    const fresh = this.freshOf(name);
    this.port.writeSync(fresh, text);
    this.port.renameSync(fresh, this.pathOf(name));
  }

  /** Creates a file with its text at once; `false` where there is one: of several callers one succeeds. */
  async create(name: string, text: string): Promise<boolean> {
    const path = this.pathOf(name);
    return this.beside(name, text, async (fresh) => {
      const isMade = await this.port
        .link(fresh, path)
        .catch((error: unknown) => {
          // Not every file system knows links.
          if (!isThere(error)) return this.write(path, text);
          throw error;
        })
        .then(() => true, absentWhere(isThere));
      await this.removePath(fresh).catch(() => undefined);
      return isMade !== undefined;
    });
  }

  async remove(name: string): Promise<void> {
    await this.removePath(this.pathOf(name));
  }

  /** Removes what killed processes of this machine have left half written; never rejects. */
  async sweep(): Promise<void> {
    for (const suffix of ['.new', pulseSuffix]) {
      for (const name of await this.names(suffix).catch(() => [])) {
        const [, host, owner] = /\.([\w-]{1,255})\.(\d{1,20})$/.exec(name) ?? [];
        if (host !== thisHost || isRunning(Number(owner))) continue;
        await this.remove(name + suffix).catch(() => undefined);
      }
    }
  }

  /** Writes beside the file, and lets `finish` move it there; leaves nothing where that fails. */
  private async beside<T>(name: string, text: string, finish: (fresh: string) => Promise<T>): Promise<T> {
    this.heartbeats.begin();
    await retryOnBusyFile(() => this.port.mkdir(this.folder));
    const fresh = this.freshOf(name);
    await this.write(fresh, text);
    try {
      return await finish(fresh);
    } catch (error) {
      await this.removePath(fresh).catch(() => undefined);
      throw error;
    }
  }

  /** Creates a file with this text, or none. */
  private async write(path: string, text: string): Promise<void> {
    const file = await retryOnBusyFile(() => this.port.open(path));
    try {
      await file.write(text).finally(() => file.close());
    } catch (error) {
      await this.removePath(path).catch(() => undefined);
      throw error;
    }
  }

  private async removePath(path: string): Promise<void> {
    await orAbsent(retryOnBusyFile(() => this.port.unlink(path)));
  }

  private freshOf(name: string): string {
    // A process that was killed may have left one, and its number to this one.
    return this.pathOf(`${name}.${randomUUID()}.${thisHost}.${process.pid}.new`);
  }
}

/** Resolves with `undefined` for `ENOENT`: no other error is absence. */
function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(absentWhere((error) => codeOf(error) === 'ENOENT'));
}

function absentWhere(isIt: (error: unknown) => boolean) {
  return (error: unknown): undefined => {
    if (!isIt(error)) throw error;
  };
}

function isThere(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
