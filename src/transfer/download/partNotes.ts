import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors';
import { nobody, ownerFields, ownerOf } from '../../files/lockOwner';
import type { FilePort } from '../../files/filePort';
import { thisProcess } from '../../files/processLiveness';
import { AtomicFiles } from '../../files/atomicFiles';
import { AlreadyLockedError, withFileLock } from '../../files/fileLock';
import { writeFailure } from './disk';
import type { PartMark } from './openPart';

const suffix = '.json';

/**
 * The package (as `DownloadRequest` names it) and the object that a partial file belongs to. `etag` is empty where its content is
 * of no use.
 */
export interface PartNote {
  readonly of: string;
  readonly etag: string;
  readonly bytes: number;
  readonly part: PartMark;
}

/**
 * Notes of partial files, one a destination, in a folder of the extension's own: beside the files, anybody who can write there
 * could write a note. A destination belongs to one process from `claim` until `release` or `remove`.
 */
export class PartNotes {
  private readonly files: AtomicFiles;

  constructor(folder: string, port?: FilePort) {
    this.files = new AtomicFiles(folder, port);
  }

  /** Claims a destination for this process; resolves with the note of an earlier run. Throws `placeTaken`. */
  async claim(path: string): Promise<PartNote | undefined> {
    const taken = new AppError('placeTaken', `another window downloads to ${path}`);
    return withFileLock(this.files, nameOf(path), async () => {
      const found = await this.files.read(nameOf(path) + suffix);
      if (found && this.files.isOwnerAlive(ownerOf(found.text), found.at)) throw taken;
      const note = readNote(found?.text ?? '');
      await this.write(path, note);
      return note;
    }).catch((error: unknown) => {
      throw error instanceof AlreadyLockedError ? taken : error;
    });
  }

  /** Replaces the note of a claimed destination atomically. Throws `diskFull` or `unwritable`. */
  async write(path: string, note: PartNote | undefined): Promise<void> {
    await this.replace(path, JSON.stringify({ ...note, ...ownerFields(thisProcess) }));
  }

  /** Releases a claim and keeps the note; never rejects: other processes find out by themselves that this one is gone. */
  async release(path: string, note: PartNote): Promise<void> {
    await this.replace(path, JSON.stringify({ ...note, ...ownerFields(nobody) })).catch(() => undefined);
  }

  /** Releases a claim and removes the note; never rejects. */
  async remove(path: string): Promise<void> {
    await this.files.remove(nameOf(path) + suffix).catch(() => undefined);
  }

  private async replace(path: string, text: string): Promise<void> {
    const name = nameOf(path) + suffix;
    await this.files.replace(name, text).catch((error: unknown) => {
      throw writeFailure(this.files.pathOf(name), error);
    });
  }
}

function nameOf(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}

function readNote(text: string): PartNote | undefined {
  const { of, etag, bytes, part } = fieldsOf(text) as Partial<PartNote>;
  const isWhole = typeof of === 'string' && typeof etag === 'string' && Number.isSafeInteger(bytes) && part;
  return isWhole ? { of, etag, bytes: bytes as number, part } : undefined;
}

function fieldsOf(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
