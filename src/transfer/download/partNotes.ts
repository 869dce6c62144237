import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors';
import { nobody, ownerFields, ownerOf } from '../../files/lockOwner';
import type { FilePort } from '../../files/filePort';
import { thisProcess } from '../../files/processLiveness';
import { AtomicFiles } from '../../files/atomicFiles';
import { AlreadyLockedError, withFileLock } from '../../files/fileLock';
import type { PartMark } from './openPart';
import { writeFailure } from './writeFailure';

const suffix = '.json';

/**
 * Which package (as `DownloadRequest` names it) and which object a half-arrived file is of. `etag` is empty where what is there is
 * worth nothing.
 */
export interface PartNote {
  readonly of: string;
  readonly etag: string;
  readonly bytes: number;
  readonly part: PartMark;
}

/**
 * What is noted of half-arrived files, one note a place, in a folder of the extension's own: beside the files anybody could
 * write a note who can fill that folder. A place is one process's from `claim` until `letGo` or `drop`.
 */
export class PartNotes {
  private readonly files: AtomicFiles;

  constructor(folder: string, port?: FilePort) {
    this.files = new AtomicFiles(folder, port);
  }

  /** Makes the place `path` this process's; resolves with what an earlier run left there. Throws `placeTaken`. */
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

  /** Notes, as a whole or not at all, for a place that is this process's. Throws `diskFull` or `unwritable`. */
  async write(path: string, note: PartNote | undefined): Promise<void> {
    await this.replace(path, JSON.stringify({ ...note, ...ownerFields(thisProcess) }));
  }

  /** Leaves the place to whoever comes next; never rejects: such a process finds out by itself that this one is gone. */
  async letGo(path: string, note: PartNote): Promise<void> {
    await this.replace(path, JSON.stringify({ ...note, ...ownerFields(nobody) })).catch(() => undefined);
  }

  /** The same where nothing is left there. */
  async drop(path: string): Promise<void> {
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
