import { mkdir, open } from 'node:fs/promises';
import { AppError } from '../core/errors';
import { ownerOf } from './journalEntry';
import { self, stillOwns } from './liveness';
import type { NoteFiles } from './noteFiles';

const suffix = '.lock';

/**
 * Runs `work` while no other window runs it under the same name: the lock is a file that only one process can create, held
 * for moments. Throws `takenUp` where another window holds it; a lock whose process is gone does not count. Where no file
 * can be created at all, nobody else can have done so, and the work is done without.
 */
export async function takeOver<T>(files: NoteFiles, name: string, work: () => Promise<T>): Promise<T> {
  const isLocked = await lock(files, name);
  try {
    return await work();
  } finally {
    if (isLocked) await files.remove(name + suffix).catch(() => undefined);
  }
}

async function lock(files: NoteFiles, name: string): Promise<boolean> {
  try {
    await create(files, name);
    return true;
  } catch (error) {
    if (!isThere(error)) return false;
  }
  const held = await files.read(name + suffix);
  if (held && (held.text === '' || ownerOf(held.text).pid === process.pid || stillOwns(ownerOf(held.text), held.at)))
    throw takenUp();
  await files.remove(name + suffix).catch(() => undefined);
  await create(files, name).catch((error: unknown) => {
    throw isThere(error) ? takenUp() : error;
  });
  return true;
}

async function create(files: NoteFiles, name: string): Promise<void> {
  await mkdir(files.folder, { recursive: true });
  const file = await open(files.pathOf(name + suffix), 'wx');
  try {
    await file.writeFile(JSON.stringify({ owner: self.pid, host: self.host }));
  } finally {
    await file.close();
  }
}

/** What a window is told that comes second. */
export function takenUp(): AppError {
  return new AppError('takenUp', 'another window is at this upload');
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}
