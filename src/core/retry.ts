import { aftermath, type Again } from './aftermath';
import type { Clock } from './clock';
import { AppError, cancelledError, type Failure } from './errors';

/** How to wait between attempts. */
export type RetryClock = Pick<Clock, 'sleep' | 'random'>;

// Eight tries take about a minute. All that is asked for here can be asked for twice: of TEM another key, no more.
const triesAfter: Partial<Record<Again, number>> = { same: 8, slower: 8, afterLook: 8 };
// Twelve take three: long enough to wake up, sign in to another network, or a VPN.
const triesOf: Partial<Record<Failure, number>> = { offline: 12, corrupted: 3, invalidResponse: 3 };
const firstPauseMs = 500;
const maxPauseMs = 30_000;

/**
 * Repeats `work`, with growing pauses, while its failure may pass by itself and not for ever, `most` times at the most;
 * else throws at once.
 */
export async function retry<T>(
  pause: RetryClock,
  signal: AbortSignal,
  work: () => Promise<T>,
  most = Infinity,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw cancelledError();
      if (!(error instanceof AppError) || tried >= Math.min(most, triesFor(error) ?? 1)) throw error;
    }
    const ms = Math.min(maxPauseMs, firstPauseMs * 2 ** (tried - 1)) * (0.5 + pause.random() / 2);
    await pause.sleep(ms, signal).catch(() => undefined);
    if (signal.aborted) throw cancelledError();
  }
}

/** Whether the same request may succeed a moment later; after such a failure nobody knows what the store has done. */
export function isRetryable(error: unknown): boolean {
  return error instanceof AppError && triesFor(error) !== undefined;
}

function triesFor({ failure }: AppError): number | undefined {
  return triesOf[failure] ?? triesAfter[aftermath[failure].again];
}
