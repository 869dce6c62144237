import { open, stat, type FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { AppError } from '../core/errors';
import type { FileMark } from '../core/ports/uploadJournal';
import { readFailure } from './readFailure';
import type { ReadStream } from './reader';

const checkEveryMs = 250;

/** One file, opened once: what is read comes from the file that was opened, whatever the path names later. */
export class FileSource {
  private readonly reading = new Set<Promise<void>>();
  private checkedAt = -Infinity;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly snapshot: BigIntStats,
  ) {}

  /** Throws `gone`, `unreadable` or `emptyPackage`. */
  static async open(path: string): Promise<FileSource> {
    try {
      // Opening a pipe waits for its other end, so look first.
      if (!(await stat(path)).isFile()) throw new AppError('unreadable', `${path} is not a regular file`);
      const file = await open(path, 'r');
      try {
        const snapshot = await file.stat({ bigint: true });
        if (snapshot.size > 0n) return new FileSource(path, file, snapshot);
        throw new AppError('emptyPackage', `${path} is empty`);
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      throw readFailure(path, error);
    }
  }

  get bytes(): number {
    return Number(this.snapshot.size);
  }

  /** What tells this file from another one. */
  get mark(): FileMark {
    const { size, mtimeNs, ino } = this.snapshot;
    return { bytes: Number(size), modifiedNs: String(mtimeNs), inode: String(ino) };
  }

  /** Has `stream` fill `buffer` from `position`; throws `changedOnDisk` where the file has fewer bytes. */
  async readInto(stream: Pick<ReadStream, 'read'>, buffer: Uint8Array, position: number): Promise<void> {
    const reading = stream.read(this.file.fd, position, buffer);
    this.reading.add(reading);
    try {
      await reading;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EOF') {
        throw new AppError('changedOnDisk', `${this.path} became shorter while it was read`);
      }
      throw readFailure(this.path, error);
    } finally {
      this.reading.delete(reading);
    }
  }

  /** Throws `gone` or `changedOnDisk` unless the path still names the file that was opened, as it was then. */
  async checkUnchanged(): Promise<void> {
    this.checkedAt = performance.now();
    try {
      const now = [await this.file.stat({ bigint: true }), await stat(this.path, { bigint: true })];
      if (now.every((found) => isSame(found, this.snapshot))) return;
    } catch (error) {
      throw readFailure(this.path, error);
    }
    throw new AppError('changedOnDisk', `${this.path} changed while it was read`);
  }

  /** The same for what will be checked once more in the end: not worth doing many times a second. */
  async checkNowAndThen(): Promise<void> {
    if (performance.now() - this.checkedAt > checkEveryMs) await this.checkUnchanged();
  }

  /** Lets go of the file once nothing reads from it: its descriptor may then be another file's. */
  close(): void {
    // A read that hangs on a dead network drive must not keep a cancelled upload waiting.
    void Promise.allSettled(this.reading).then(() => this.file.close().catch(() => undefined));
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino;
}
