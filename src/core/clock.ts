import { cancelledError } from './errors';

/** The time and the random numbers of the product. Tests pass another clock. */
export interface Clock {
  /** Returns epoch ms. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects as `cancelled` when `signal` aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Returns a number in [0, 1). */
  readonly random: () => number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep,
  random: () => Math.random(),
};

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      settle();
    };
    const stop = end(() => reject(cancelledError()));
    const timer = setTimeout(end(resolve), ms);
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
