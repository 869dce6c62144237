import { AppError } from '../../core/errors';

/**
 * Settles as `work` does, whose signal aborts with `signal` and after `ms`; `timedOut` is what it rejects with then. Goes by the
 * time of this machine, and not by the clock of retries, whose pauses are none in tests.
 */
export async function inTime<T>(ms: number, signal: AbortSignal, work: (inner: AbortSignal) => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ms);
  try {
    return await work(AbortSignal.any([signal, patience.signal]));
  } catch (error) {
    if (signal.aborted || !patience.signal.aborted) throw error;
    throw new AppError('timedOut', `no response in ${Math.round(ms / 100) / 10} s`);
  } finally {
    clearTimeout(timer);
  }
}
