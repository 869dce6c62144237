import type { Place } from '../../core/ports/downloader';
import type { HashKernel } from '../../hashing/hashKernel';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { RunningCrc64 } from '../../hashing/runningCrc64';
import { isSame, lookFor, type Disk } from './disk';
import { giveName, sync } from './giveName';
import { createPart, dropPart, markOf, reopenPart, type OpenPart } from './openPart';
import type { PartNote, PartNotes } from './partNotes';
import { writeFailure } from './writeFailure';

const readBytes = 256 * 1024;

/** What a half-arrived file needs besides its place. */
export interface PartDeps {
  readonly disk: Disk;
  readonly notes: PartNotes;
  readonly kernel: HashKernel;
}

/** The object that a half-arrived file is of. `etag` is empty where what is there is worth nothing. */
export type PartObject = Omit<PartNote, 'part'>;

/**
 * A file while it arrives: `NAME.part`, beside its place. Its bytes are always a beginning of the object that is noted.
 * Throws `diskFull` or `unwritable`.
 */
export class PartFile {
  /** How many bytes of the object are there. */
  have = 0;
  /** The object; `undefined` until it is known. */
  object: PartObject | undefined;
  private sum: RunningCrc64;

  private constructor(
    private readonly needs: PartDeps,
    private readonly place: Place,
    private readonly part: OpenPart,
  ) {
    this.sum = new RunningCrc64(needs.kernel);
  }

  /** Claims the place and opens what an earlier run left there of the package `of`, or begins. Throws `placeTaken` too. */
  static async open(needs: PartDeps, place: Place, of: string, signal: AbortSignal): Promise<PartFile> {
    const { disk, notes } = needs;
    const left = await notes.claim(place.path);
    let opened: OpenPart | undefined;
    try {
      const found = left && (await reopenPart(disk, place.path, left.part));
      if (left && !found) await dropPart(disk, place.path, left.part);
      opened = found ?? (await createPart(disk, place.path));
      const part = new PartFile(needs, place, opened);
      if (found && left.of === of) await part.takeUp(left, signal);
      return part;
    } catch (error) {
      await opened?.file.close().catch(() => undefined);
      await (left ? notes.letGo(place.path, left) : notes.drop(place.path));
      throw writeFailure(place.path, error);
    }
  }

  /** Empties the file, to be that object from now on. */
  async begin(object: PartObject): Promise<void> {
    const { notes } = this.needs;
    await this.guard(async () => {
      // First, so that no note ever names bytes of another object.
      await this.part.file.truncate(0);
      this.sum = new RunningCrc64(this.needs.kernel);
      this.have = 0;
      this.object = object;
      await notes.write(this.place.path, { ...object, part: markOf(this.part) });
    });
  }

  /** Adds bytes that follow what is there. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.guard(() => this.writeAll(bytes));
    this.sum.update(bytes);
    this.have += bytes.length;
  }

  /** CRC-64/XZ of what is there, as unsigned decimal. */
  get crc64(): string {
    return String(this.sum.value);
  }

  /** Gives the file its name, all of it being on the disk; throws `cancelled` where the signal aborts before that. */
  async finish(signal: AbortSignal): Promise<void> {
    await this.guard(async () => {
      await sync(this.part);
      await giveName(this.needs.disk, this.part, this.have, this.place, signal);
    });
    await this.close();
    await this.needs.notes.drop(this.place.path);
  }

  /** Leaves what has arrived for another run; nothing where nothing has. */
  async keep(): Promise<void> {
    if (this.have === 0 || !this.object?.etag) return this.discard();
    await this.close();
    // Some drives set the time of a file when it is closed.
    const seen = (await lookFor(this.needs.disk, this.part.path).catch(() => undefined)) ?? this.part.seen;
    const part = isSame(seen, this.part.seen) ? { ...this.part, seen } : this.part;
    await this.needs.notes.letGo(this.place.path, { ...this.object, part: markOf(part) });
  }

  async discard(): Promise<void> {
    const { disk, notes } = this.needs;
    const { path, seen } = this.part;
    const named = await lookFor(disk, path).catch(() => undefined);
    await this.close();
    // Another file may have got that name.
    if (named && isSame(named, seen)) await retryOnBusyFile(() => disk.unlink(path)).catch(() => undefined);
    await notes.drop(this.place.path);
  }

  private async close(): Promise<void> {
    await this.part.file.close().catch(() => undefined);
  }

  private async takeUp({ of, etag, bytes }: PartNote, signal: AbortSignal): Promise<void> {
    const size = Number(this.part.seen.size);
    if (!etag || size > bytes) return;
    this.object = { of, etag, bytes };
    const chunk = Buffer.allocUnsafe(readBytes);
    // Never less than something of what is there: a file with nothing is thrown away.
    do {
      const { bytesRead } = await this.part.file.read(chunk, 0, chunk.length, this.have);
      if (bytesRead === 0) break;
      this.sum.update(chunk.subarray(0, bytesRead));
      this.have += bytesRead;
    } while (this.have < size && !signal.aborted);
  }

  private async writeAll(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.part.file.write(bytes, done, bytes.length - done, this.have + done);
      done += bytesWritten;
    }
  }

  private async guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw writeFailure(this.place.path, error);
    }
  }
}
