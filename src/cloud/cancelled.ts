import { AppError } from '../core/errors';

/** The outcome of a call that somebody stopped. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'the request was cancelled');
}

/** Settles as `work` does, or at once with `cancelled` when `signal` aborts. */
export async function orCancelled<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
