import { failureConsequences, type NextAttempt } from './failureConsequences';
import type { Clock } from './clock';
import { AppError, cancelledError, type Failure } from './errors';
import type { Log } from './ports/log';

/** The part of the clock that retries need. */
export type RetryClock = Pick<Clock, 'sleep' | 'random'>;

/** The limits of retries: the delay doubles with each attempt, from `initialDelayMs` up to `maxDelayMs`. */
export interface RetryPolicy {
  /** Returns the most attempts for a failure; `undefined` for one that no retry changes. */
  readonly attempts: (failure: Failure) => number | undefined;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
}

/** Options of `retry`. */
export interface RetryOptions {
  readonly signal: AbortSignal;
  /** A lower limit than the policy's. */
  readonly maxAttempts?: number;
  /** Gets one line a retry, with the failure. */
  readonly log?: Pick<Log, 'debug'>;
}

// Eight attempts take about a minute. All requests here can be sent twice: of TEM they get another grant, no more.
const attemptsAfter: Partial<Record<NextAttempt, number>> = { same: 8, slower: 8, afterLook: 8 };
// Twelve take three: long enough to wake up, sign in to another network, or a VPN.
const attemptsOf: Partial<Record<Failure, number>> = { offline: 12, corrupted: 3, invalidResponse: 3 };

/** The limits for requests that move a package. */
export const transferRetryPolicy: RetryPolicy = {
  attempts: (failure) => attemptsOf[failure] ?? attemptsAfter[failureConsequences[failure].again],
  initialDelayMs: 500,
  maxDelayMs: 30_000,
};

/**
 * Runs `work` again, with growing delays, while the policy allows another attempt after its failure. Throws its last error;
 * `cancelled` when the signal aborts.
 */
export async function retry<T>(
  policy: RetryPolicy,
  clock: RetryClock,
  work: () => Promise<T>,
  { signal, maxAttempts = Infinity, log }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw cancelledError();
      const allowed = error instanceof AppError ? (policy.attempts(error.failure) ?? 1) : 1;
      if (attempt >= Math.min(maxAttempts, allowed)) throw error;
      const ms = delayMs(policy, attempt, clock);
      log?.debug(`attempt ${attempt} failed, next in ${Math.round(ms)} ms: ${(error as AppError).failure}`);
      await clock.sleep(ms, signal).catch(() => undefined);
    }
    if (signal.aborted) throw cancelledError();
  }
}

/** Tells whether the same request may succeed a moment later; after such a failure COS may have done it or not. */
export function isRetryable(error: unknown): boolean {
  return error instanceof AppError && transferRetryPolicy.attempts(error.failure) !== undefined;
}

function delayMs({ initialDelayMs, maxDelayMs }: RetryPolicy, attempt: number, { random }: RetryClock): number {
  return Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1)) * (0.5 + random() / 2);
}
