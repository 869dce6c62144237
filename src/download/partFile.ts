import { constants } from 'node:fs';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { AppError } from '../core/errors';
import type { HashKernel } from '../upload/hashKernel';
import { patiently } from '../upload/patiently';
import { RunningCrc64 } from '../upload/runningCrc64';
import { dropNote, readNote, writeNote, type PartNote } from './partNote';
import { writeFailure } from './writeFailure';

const readBytes = 256 * 1024;

/**
 * A file while it arrives: `NAME.part`, and beside it `NAME.part.json`, which notes of what object it is. Its bytes are
 * always a beginning of that object. Throws `diskFull` or `unwritable`.
 */
export class PartFile {
  /** How many bytes of the object are there. */
  have = 0;
  /** The object; `undefined` until it is known. */
  note: PartNote | undefined;
  private sum: RunningCrc64;
  private isOpen = true;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly kernel: HashKernel,
  ) {
    this.sum = new RunningCrc64(kernel);
  }

  /**
   * Opens what an earlier run left of the package `of` at `path`, or begins. Throws `unwritable` too where somebody else
   * writes it.
   */
  static async open(path: string, of: string, kernel: HashKernel): Promise<PartFile> {
    const partPath = `${path}.part`;
    const found = await readNote(`${partPath}.json`);
    if (found?.isTaken) throw new AppError('unwritable', `another window downloads to ${path}`);
    const file = await open(partPath, constants.O_RDWR | constants.O_CREAT, 0o666).catch((error: unknown) =>
      Promise.reject(writeFailure(partPath, error)),
    );
    const part = new PartFile(path, file, kernel);
    try {
      await part.take(found?.note, of);
      return part;
    } catch (error) {
      await part.close();
      throw writeFailure(partPath, error);
    }
  }

  /** Empties the file, to be that object from now on. */
  async begin(note: PartNote): Promise<void> {
    await this.guard(async () => {
      await this.file.truncate(0);
      this.sum = new RunningCrc64(this.kernel);
      this.have = 0;
      this.note = note;
      await writeNote(this.notePath, note, true);
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

  /** Gives the file its name, all of it being on the disk. */
  async finish(): Promise<void> {
    await this.guard(async () => {
      await this.file.sync();
      // Windows renames no open file.
      await this.close();
      await patiently(() => rename(this.partPath, this.path));
    });
    await dropNote(this.notePath);
  }

  /** Leaves what has arrived for another run; nothing where nothing has. */
  async keep(): Promise<void> {
    if (this.have === 0 || !this.note?.etag) return this.discard();
    await this.close();
    // Without the note the next run finds out by itself that this process is gone.
    await writeNote(this.notePath, this.note, false).catch(() => undefined);
  }

  async discard(): Promise<void> {
    await this.close();
    await patiently(() => unlink(this.partPath)).catch(() => undefined);
    await dropNote(this.notePath);
  }

  private get partPath(): string {
    return `${this.path}.part`;
  }

  private get notePath(): string {
    return `${this.path}.part.json`;
  }

  private async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.file.close().catch(() => undefined);
  }

  private async take(note: PartNote | undefined, of: string): Promise<void> {
    const found = await this.file.stat();
    // The note comes before the first byte: other programs call their halves so, too.
    if (!note && found.size > 0) throw new AppError('unwritable', `${this.partPath} is there, and not ours`);
    if (!note?.etag || note.of !== of || found.size > note.bytes) return this.file.truncate(0);
    this.note = note;
    await writeNote(this.notePath, note, true);
    const chunk = Buffer.allocUnsafe(readBytes);
    while (this.have < found.size) {
      const { bytesRead } = await this.file.read(chunk, 0, chunk.length, this.have);
      if (bytesRead === 0) break;
      this.sum.update(chunk.subarray(0, bytesRead));
      this.have += bytesRead;
    }
  }

  private async writeAll(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.have + done);
      done += bytesWritten;
    }
  }

  private async guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}
