import { setTimeout as sleep } from 'node:timers/promises';

const delaysMs = [20, 50, 100, 200, 400];
const busyCodes: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES', 'EMFILE', 'ENFILE', 'EAGAIN']);

/**
 * Repeats a file operation, six times within a second, while it fails as it does on Windows when a virus scanner or an indexer
 * holds the file, or where this process has too many files open. Throws the last error, and any other one at once.
 */
export async function retryOnBusyFile<T>(work: () => Promise<T>): Promise<T> {
  for (const ms of delaysMs) {
    try {
      return await work();
    } catch (error) {
      if (!busyCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    await sleep(ms);
  }
  return work();
}
