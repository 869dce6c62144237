import { cancelledError } from './errors';

/**
 * Settles as `work` does, or rejects at once as `cancelled` when the signal aborts: for work that cannot be stopped, as a
 * file operation on a dead network drive. A late result is passed to `onLate`, to be closed.
 */
export async function raceAbort<T>(
  signal: AbortSignal,
  work: Promise<T>,
  onLate: (late: T) => void = () => undefined,
): Promise<T> {
  let onAbort = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => {
      work.then(onLate, () => undefined);
      reject(cancelledError());
    };
  });
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
