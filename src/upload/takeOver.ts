import { mkdir, open } from 'node:fs/promises';
import { AppError } from '../core/errors';
import { ownerFields, ownerOf } from './journalEntry';
import { self, stillOwns } from './liveness';
import type { Noted, NoteFiles } from './noteFiles';

const suffix = '.lock';
// It is held for a look and a note: longer than this only by who was killed meanwhile.
const longestMs = 60_000;

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
  await clear(files, name + suffix);
  await create(files, name).catch((error: unknown) => {
    throw isThere(error) ? takenUp() : error;
  });
  return true;
}

/** Removes a dead process's lock; one at a time, so that nobody takes a new lock for the dead one. */
async function clear(files: NoteFiles, lockName: string): Promise<void> {
  const isHeld = async (): Promise<boolean | undefined> => {
    const lock = await files.read(lockName);
    return lock && counts(lock);
  };
  if (await isHeld()) throw takenUp();
  await takeOver(files, lockName, async () => {
    if ((await isHeld()) === false) await files.remove(lockName).catch(() => undefined);
  });
}

function counts({ text, at }: Noted): boolean {
  if (Date.now() - at > longestMs) return false;
  // Without text it is being written.
  return text === '' || ownerOf(text).pid === process.pid || stillOwns(ownerOf(text), at);
}

async function create(files: NoteFiles, name: string): Promise<void> {
  await mkdir(files.folder, { recursive: true });
  const file = await open(files.pathOf(name + suffix), 'wx');
  try {
    await file.writeFile(JSON.stringify(ownerFields(self)));
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
