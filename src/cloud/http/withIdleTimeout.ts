import { AppError, cancelledError } from '../../core/errors';

/** The limits of some work: `signal`, and `idleTimeoutMs` without progress. `what` names the work in the message. */
export interface Bounds {
  readonly signal: AbortSignal;
  readonly idleTimeoutMs: number;
  readonly what: string;
}

/** Reports progress; `ms` replaces the idle time-out until the next report. */
export type KeepAlive = (ms?: number) => void;

/**
 * Settles as `work` does; rejects at once as `cancelled` when the signal aborts, and as `timedOut` when no progress is
 * reported in time. The signal that `work` gets aborts then, and when it fails, so that nothing of it goes on.
 */
export function withIdleTimeout<T>(
  bounds: Bounds,
  work: (inner: AbortSignal, keepAlive: KeepAlive) => Promise<T>,
): Promise<T> {
  const { signal, idleTimeoutMs, what } = bounds;
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(cancelledError());
    const inner = new AbortController();
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    let timeoutMs = 0;
    const finish = (): void => {
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown): void => {
      if (isOver) return;
      finish();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
      reject(error);
      inner.abort();
    };
    const onAbort = (): void => fail(cancelledError());
    const keepAlive: KeepAlive = (ms = idleTimeoutMs) => {
      if (isOver) return;
      // Reports come often, and most allow the same.
      if (timer && ms === timeoutMs) return void timer.refresh();
      clearTimeout(timer);
      timeoutMs = ms;
      timer = setTimeout(() => fail(timedOut(what, ms)), ms);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    keepAlive();
    work(inner.signal, keepAlive).then((value) => {
      if (isOver) return;
      finish();
      resolve(value);
    }, fail);
  });
}

function timedOut(what: string, ms: number): AppError {
  return new AppError('timedOut', `${what}: no response for ${Math.round(ms / 100) / 10} s`);
}
