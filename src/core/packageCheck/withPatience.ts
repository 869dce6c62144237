import type { Clock } from '../clock';
import type { CallOptions } from '../ports/tem';

/** Runs `work` with a signal that aborts with the given one, after `ms`, or when the work is over. */
export async function withPatience<T>(
  { clock, ms }: { readonly clock: Pick<Clock, 'sleep'>; readonly ms: number },
  work: (signal: AbortSignal) => Promise<T>,
  { signal }: CallOptions,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  void clock.sleep(ms, controller.signal).then(stop, () => undefined);
  try {
    return await work(controller.signal);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
