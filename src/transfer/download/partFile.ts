import type { DownloadTarget } from '../../core/ports/downloader';
import type { HashKernel } from '../../hashing/hashKernel';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { RunningCrc64 } from '../../hashing/runningCrc64';
import { isSameFile, statIfThere, writeFailure, type Disk } from './disk';
import { giveName, sync } from './giveName';
import { createPart, dropPart, markOf, reopenPart, type OpenPart } from './openPart';
import type { PartNote, PartNotes } from './partNotes';

const readBytes = 256 * 1024;

/** The collaborators of a partial file. */
export interface PartDeps {
  readonly disk: Disk;
  readonly notes: PartNotes;
  readonly kernel: HashKernel;
}

/** The object that a partial file belongs to. `etag` is empty where its content is of no use. */
export type PartObject = Omit<PartNote, 'part'>;

/**
 * A file while it is downloaded: `NAME.part`, beside its destination. Its bytes are always a beginning of the object in its note.
 * Methods throw `diskFull` or `unwritable`.
 */
export class PartFile {
  /** The number of bytes of the object in the file. */
  storedBytes = 0;
  /** The object; `undefined` until it is known. */
  object: PartObject | undefined;
  private sum: RunningCrc64;

  private constructor(
    private readonly deps: PartDeps,
    private readonly place: DownloadTarget,
    private readonly part: OpenPart,
  ) {
    this.sum = new RunningCrc64(deps.kernel);
  }

  /** Claims the destination and opens the file of an earlier run of the package `of`, or a new one. Throws `placeTaken` too. */
  static async open(
    deps: PartDeps,
    { place, of }: { readonly place: DownloadTarget; readonly of: string },
    { signal }: { readonly signal: AbortSignal },
  ): Promise<PartFile> {
    const { disk, notes } = deps;
    const earlier = await notes.claim(place.path);
    let opened: OpenPart | undefined;
    try {
      const found = earlier && (await reopenPart(disk, place.path, earlier.part));
      if (earlier && !found) await dropPart(disk, place.path, earlier.part);
      opened = found ?? (await createPart(disk, place.path));
      const part = new PartFile(deps, place, opened);
      if (found && earlier.of === of) await part.resume(earlier, signal);
      return part;
    } catch (error) {
      await opened?.file.close().catch(() => undefined);
      await (earlier ? notes.release(place.path, earlier) : notes.remove(place.path));
      throw writeFailure(place.path, error);
    }
  }

  /** Empties the file and notes the object that it will be. */
  async begin(object: PartObject): Promise<void> {
    const { notes } = this.deps;
    await this.withWriteErrors(async () => {
      // First, so that no note ever names bytes of another object.
      await this.part.file.truncate(0);
      this.sum = new RunningCrc64(this.deps.kernel);
      this.storedBytes = 0;
      this.object = object;
      await notes.write(this.place.path, { ...object, part: markOf(this.part) });
    });
  }

  /** Appends the next bytes of the object. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.withWriteErrors(() => this.writeAll(bytes));
    this.sum.update(bytes);
    this.storedBytes += bytes.length;
  }

  /** CRC-64/XZ of the file, as unsigned decimal. */
  get crc64(): string {
    return String(this.sum.value);
  }

  /** Flushes the file and gives it its final name; throws `cancelled` where the signal aborts before. */
  async finish({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    await this.withWriteErrors(async () => {
      await sync(this.part);
      const named = { part: this.part, bytes: this.storedBytes, place: this.place };
      await giveName(this.deps.disk, named, { signal });
    });
    await this.close();
    await this.deps.notes.remove(this.place.path);
  }

  /** Keeps what has arrived for another run; removes the file where nothing has. */
  async keep(): Promise<void> {
    if (this.storedBytes === 0 || !this.object?.etag) return this.discard();
    await this.close();
    // Some drives set the time of a file when it is closed.
    const seen = (await statIfThere(this.deps.disk, this.part.path).catch(() => undefined)) ?? this.part.seen;
    const part = isSameFile(seen, this.part.seen) ? { ...this.part, seen } : this.part;
    await this.deps.notes.release(this.place.path, { ...this.object, part: markOf(part) });
  }

  /** Removes the file. */
  async discard(): Promise<void> {
    const { disk, notes } = this.deps;
    const { path, seen } = this.part;
    const named = await statIfThere(disk, path).catch(() => undefined);
    await this.close();
    // Another file may have got that name.
    if (named && isSameFile(named, seen)) await retryOnBusyFile(() => disk.unlink(path)).catch(() => undefined);
    await notes.remove(this.place.path);
  }

  private async close(): Promise<void> {
    await this.part.file.close().catch(() => undefined);
  }

  private async resume({ of, etag, bytes }: PartNote, signal: AbortSignal): Promise<void> {
    const size = Number(this.part.seen.size);
    if (!etag || size > bytes) return;
    this.object = { of, etag, bytes };
    const chunk = Buffer.allocUnsafe(readBytes);
    // At least something, also once aborted: a file with nothing is removed.
    do {
      const { bytesRead } = await this.part.file.read(chunk, 0, chunk.length, this.storedBytes);
      if (bytesRead === 0) break;
      this.sum.update(chunk.subarray(0, bytesRead));
      this.storedBytes += bytesRead;
    } while (this.storedBytes < size && !signal.aborted);
  }

  private async writeAll(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.part.file.write(bytes, done, bytes.length - done, this.storedBytes + done);
      done += bytesWritten;
    }
  }

  private async withWriteErrors(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw writeFailure(this.place.path, error);
    }
  }
}
