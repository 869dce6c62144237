import { AppError, type Failure } from '../core/errors';
import { cancelled } from '../core/cancelled';
import type { Timing } from './timing';

const tries: Partial<Record<Failure, number>> = { throttled: 5, busy: 2 };
const firstPauseMs = 500;

/** Repeats `work` while TEM says that it is asked too often or is busy, with growing pauses and not for ever. */
export async function retryTem<T>(
  timing: Pick<Timing, 'sleep' | 'random'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const allowed = error instanceof AppError ? (tries[error.failure] ?? 1) : 1;
      if (tried >= allowed) throw error;
    }
    const ms = firstPauseMs * 2 ** (tried - 1) * (0.5 + timing.random() / 2);
    await timing.sleep(ms, signal).catch(() => undefined);
    if (signal.aborted) throw cancelled();
  }
}
