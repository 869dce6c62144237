import { AppError, type Failure } from '../core/errors';

/** How to wait: `sleep` takes ms and rejects when the signal aborts, `random` is in [0, 1). */
export interface Pause {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  random(): number;
}

const passing: ReadonlySet<Failure> = new Set<Failure>(['offline', 'timedOut', 'busy', 'throttled']);
const firstPauseMs = 500;

/** Tries `work` up to `tries` times, with growing pauses, where the failure may pass by itself; else throws at once. */
export async function retry<T>(pause: Pause, tries: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (tried >= tries || !mayPass(error)) throw error;
    }
    const ms = firstPauseMs * 2 ** (tried - 1) * (0.5 + pause.random() / 2);
    await pause.sleep(ms, signal).catch(() => undefined);
    if (signal.aborted) throw cancelled();
  }
}

/** Whether the same request may succeed a moment later; after such a failure nobody knows what the store has done. */
export function mayPass(error: unknown): boolean {
  return error instanceof AppError && passing.has(error.failure);
}

/** The outcome of an upload that a person stopped. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'the upload was cancelled');
}
