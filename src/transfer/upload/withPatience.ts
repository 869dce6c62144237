import { AppError } from '../../core/errors';

/** Settles as `work` does, whose signal aborts with `signal` and after `ms`; `timedOut` is what it rejects with then. */
export async function withPatience<T>(
  ms: number,
  signal: AbortSignal,
  work: (inner: AbortSignal) => Promise<T>,
): Promise<T> {
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
