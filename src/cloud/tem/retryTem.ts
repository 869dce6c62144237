import { AppError, cancelledError, type Failure } from '../../core/errors';
import type { Clock } from '../../core/clock';

// Nothing was done yet.
const triesOfAny: Partial<Record<Failure, number>> = { throttled: 5 };
// Something may have been.
const triesOfQuestion: Partial<Record<Failure, number>> = {
  busy: 2,
  failedInside: 2,
  timedOutInside: 2,
  ...triesOfAny,
};
const firstPauseMs = 500;

/**
 * Repeats `work` while TEM says that it is asked too often, with growing pauses and not for ever; one that changes nothing
 * also while TEM is busy, or stumbles.
 */
export async function retryTem<T>(
  timing: Pick<Clock, 'sleep' | 'random'>,
  { action, signal }: { readonly action: string; readonly signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  const tries = isQuestion(action) ? triesOfQuestion : triesOfAny;
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const allowed = error instanceof AppError ? (tries[error.failure] ?? 1) : 1;
      if (tried >= allowed) throw error;
    }
    const ms = firstPauseMs * 2 ** (tried - 1) * (0.5 + timing.random() / 2);
    await timing.sleep(ms, signal).catch(() => undefined);
    if (signal.aborted) throw cancelledError();
  }
}

/** Whether an action changes nothing, as those that give a link or a key do not. */
function isQuestion(action: string): boolean {
  return /^(?:Describe|Generate)/.test(action) || action === 'CreateCosToken' || action === 'AssumeRole';
}
