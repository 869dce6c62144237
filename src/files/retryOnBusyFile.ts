import { setTimeout as sleep } from 'node:timers/promises';

const pausesMs = [20, 50, 100, 200, 400];
const passing: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES', 'EMFILE', 'ENFILE', 'EAGAIN']);

/**
 * Repeats a file operation while it fails as it does on Windows for as long as a virus scanner or an indexer holds the
 * file, or where this process has too many files open: six times within a second; then, and for any other failure at once, throws what the system said.
 */
export async function retryOnBusyFile<T>(work: () => Promise<T>): Promise<T> {
  for (const ms of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!passing.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    await sleep(ms);
  }
  return work();
}
