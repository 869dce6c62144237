import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../core/errors';
import { nobody, ownerFields, ownerOf } from './journalEntry';
import { self, thisHost } from './liveness';
import type { NoteFiles } from './noteFiles';

const suffix = '.lock';
const waitsMs = [50, 100, 200, 400, 400];

/** The paths of the locks that this process holds: one that bears its number and is not among them is of a dead one. */
const held = new Set<string>();

/**
 * Runs `work` while no other window runs it under the same name: the lock is a file that only one process can create, held
 * for moments. Throws `takenUp` where another window holds it; a lock whose process is gone does not count. Where no lock
 * can be made the work is not done: rejects with the system's error.
 */
export async function takeOver<T>(files: NoteFiles, name: string, work: () => Promise<T>): Promise<T> {
  const lockName = name + suffix;
  if (!(await create(files, lockName))) {
    await clear(files, lockName);
    if (!(await create(files, lockName))) throw takenUp();
  }
  try {
    return await work();
  } finally {
    await release(files, lockName);
  }
}

/** The same, but waits for a second while another window holds the lock. */
export async function inTurn<T>(files: NoteFiles, name: string, work: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await takeOver(files, name, work);
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'takenUp') throw error;
    }
    await sleep(ms);
  }
  return takeOver(files, name, work);
}

/** What a window is told that comes second. */
export function takenUp(): AppError {
  return new AppError('takenUp', 'another window is at this upload');
}

async function create(files: NoteFiles, lockName: string): Promise<boolean> {
  const path = files.pathOf(lockName);
  if (held.has(path)) return false;
  held.add(path);
  try {
    const isMade = await files.create(lockName, JSON.stringify(ownerFields(self)));
    if (!isMade) held.delete(path);
    return isMade;
  } catch (error) {
    held.delete(path);
    throw error;
  }
}

async function release(files: NoteFiles, lockName: string): Promise<void> {
  // What cannot be removed can perhaps be given away.
  const giveAway = () => files.replace(lockName, JSON.stringify(ownerFields(nobody)));
  await files
    .remove(lockName)
    .catch(giveAway)
    .catch(() => undefined);
  held.delete(files.pathOf(lockName));
}

/** Removes a dead process's lock; one at a time, so that nobody takes a new lock for the dead one. */
async function clear(files: NoteFiles, lockName: string): Promise<void> {
  if (await counts(files, lockName)) throw takenUp();
  await takeOver(files, lockName, async () => {
    if ((await counts(files, lockName)) === false) await files.remove(lockName);
  });
}

/** Whether a lock is held; `undefined` where there is none. */
async function counts(files: NoteFiles, lockName: string): Promise<boolean | undefined> {
  const lock = await files.readWhole(lockName);
  if (!lock) return undefined;
  const owner = ownerOf(lock.text);
  if (owner.pid === process.pid && owner.host === thisHost) return held.has(files.pathOf(lockName));
  return files.stillOwns(owner, lock.at);
}
