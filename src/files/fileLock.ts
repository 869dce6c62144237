import { setTimeout as sleep } from 'node:timers/promises';
import { nobody, ownerFields, ownerOf } from './lockOwner';
import { thisProcess, thisHost } from './processLiveness';
import type { AtomicFiles } from './atomicFiles';

const suffix = '.lock';
const waitsMs = [50, 100, 200, 400, 400];

/** The paths of the locks that this process holds: another one with its number is of a dead process. */
const held = new Set<string>();

/** Thrown when another process holds a lock. */
export class AlreadyLockedError extends Error {
  override readonly name = 'AlreadyLockedError';

  constructor() {
    super('another process holds the lock');
  }
}

/**
 * Runs `work` under a lock that all windows share: a file that only one process can create, held for moments. Throws
 * `AlreadyLockedError` where another window holds it; the lock of a dead process is removed. Rejects with the system's error, and
 * without running `work`, where no lock can be created.
 */
export async function withFileLock<T>(files: AtomicFiles, name: string, work: () => Promise<T>): Promise<T> {
  const lockName = name + suffix;
  if (!(await create(files, lockName))) {
    await removeStale(files, lockName);
    if (!(await create(files, lockName))) throw new AlreadyLockedError();
  }
  try {
    return await work();
  } finally {
    await release(files, lockName);
  }
}

/** Runs `work` under the same lock, and waits up to a second for it. */
export async function waitForFileLock<T>(files: AtomicFiles, name: string, work: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await withFileLock(files, name, work);
    } catch (error) {
      if (!(error instanceof AlreadyLockedError)) throw error;
    }
    await sleep(ms);
  }
  return withFileLock(files, name, work);
}

async function create(files: AtomicFiles, lockName: string): Promise<boolean> {
  const path = files.pathOf(lockName);
  if (held.has(path)) return false;
  held.add(path);
  try {
    const isMade = await files.create(lockName, JSON.stringify(ownerFields(thisProcess)));
    if (!isMade) held.delete(path);
    return isMade;
  } catch (error) {
    held.delete(path);
    throw error;
  }
}

async function release(files: AtomicFiles, lockName: string): Promise<void> {
  // What cannot be removed can perhaps be given away.
  const giveAway = () => files.replace(lockName, JSON.stringify(ownerFields(nobody)));
  await files
    .remove(lockName)
    .catch(giveAway)
    .catch(() => undefined);
  held.delete(files.pathOf(lockName));
}

/** Removes the lock of a dead process, itself under a lock, so that no process takes a new lock for the dead one. */
async function removeStale(files: AtomicFiles, lockName: string): Promise<void> {
  if (await isHeld(files, lockName)) throw new AlreadyLockedError();
  await withFileLock(files, lockName, async () => {
    if ((await isHeld(files, lockName)) === false) await files.remove(lockName);
  });
}

/** Tells whether a living process holds a lock; `undefined` where there is none. */
async function isHeld(files: AtomicFiles, lockName: string): Promise<boolean | undefined> {
  const lock = await files.readWhole(lockName);
  if (!lock) return undefined;
  const owner = ownerOf(lock.text);
  if (owner.pid === process.pid && owner.host === thisHost) return held.has(files.pathOf(lockName));
  return files.isOwnerAlive(owner, lock.at);
}
