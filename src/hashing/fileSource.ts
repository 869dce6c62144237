import { open, stat, type FileHandle } from 'node:fs/promises';
import { constants, type BigIntStats, type Stats } from 'node:fs';
import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import type { FileMark } from '../core/ports/uploadJournal';
import { readFailure } from '../core/readFailure';
import type { ReadStream } from './reader';

const checkEveryMs = 250;
// Opening a pipe waits for its other end, and one may have come since the look; Windows has none.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** One file, opened once: reads come from the opened file, whatever the path names later. */
export class FileSource {
  private readonly reading = new Set<Promise<unknown>>();
  private checkedAt = -Infinity;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly snapshot: BigIntStats,
  ) {}

  /** Opens a file. Throws `gone`, `unreadable` or `emptyPackage`. `look` is replaced by tests. */
  static async open(path: string, look: (path: string) => Promise<Pick<Stats, 'isFile'>> = stat): Promise<FileSource> {
    try {
      // Opening a device may do something, so look first.
      checkRegular(path, await look(path));
      const file = await open(path, flags);
      try {
        const snapshot = await file.stat({ bigint: true });
        checkRegular(path, snapshot);
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

  /** The opened file with random access: never what the path names meanwhile. */
  get opened(): ByteSource {
    const read = async (start: number, length: number): Promise<Uint8Array> => {
      const buffer = Buffer.allocUnsafe(length);
      for (let filled = 0; ;) {
        const { bytesRead } = await this.file
          .read(buffer, filled, length - filled, start + filled)
          .catch((error: unknown) => Promise.reject(readFailure(this.path, error)));
        filled += bytesRead;
        if (bytesRead === 0 || filled === length) return buffer.subarray(0, filled);
      }
    };
    return { name: this.path, bytes: this.bytes, read: (start, length) => this.track(read(start, length)) };
  }

  /** Identifies this file. */
  get mark(): FileMark {
    const { size, mtimeNs, ino } = this.snapshot;
    return { bytes: Number(size), modifiedNs: String(mtimeNs), inode: String(ino) };
  }

  /** Fills `buffer` from `position` through `stream`; throws `changedOnDisk` where the file has fewer bytes. */
  async readInto(stream: Pick<ReadStream, 'read'>, buffer: Uint8Array, position: number): Promise<void> {
    try {
      await this.track(stream.read(this.file.fd, position, buffer));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EOF') {
        throw new AppError('changedOnDisk', `${this.path} became shorter while it was read`);
      }
      throw readFailure(this.path, error);
    }
  }

  /**
   * Checks that the opened file, and the file at the path, have the size and time of the start; throws `gone` or
   * `changedOnDisk`. Ignores the inode: a network drive may change it at any time.
   */
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

  /** Checks the same, but not many times a second: for what will be checked once more in the end. */
  async checkNowAndThen(): Promise<void> {
    if (performance.now() - this.checkedAt > checkEveryMs) await this.checkUnchanged();
  }

  private async track<T>(reading: Promise<T>): Promise<T> {
    this.reading.add(reading);
    return reading.finally(() => this.reading.delete(reading));
  }

  /** Closes the file once no read is pending: its descriptor may then be another file's. */
  close(): void {
    // A read that hangs on a dead network drive must not keep a cancelled upload waiting.
    void Promise.allSettled(this.reading).then(() => this.file.close().catch(() => undefined));
  }
}

function checkRegular(path: string, found: Pick<Stats, 'isFile'>): void {
  if (!found.isFile()) throw new AppError('unreadable', `${path} is not a regular file`);
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs;
}
