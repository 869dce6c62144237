import { AppError, cancelledError } from '../../core/errors';

/** When to give up: on `signal`, or after `silenceMs` without a sign of life. `what` names the work in the message. */
export interface Bounds {
  readonly signal: AbortSignal;
  readonly silenceMs: number;
  readonly what: string;
}

/** A sign of life; `ms` allows the next silence to be longer than usual. */
export type KeepAlive = (ms?: number) => void;

/**
 * Settles as `work` does; at once as `cancelled` when the signal aborts; as `timedOut` after too long a silence. Work
 * that fails or is given up sees its own signal abort, so that nothing of it goes on.
 */
export function withIdleTimeout<T>(
  bounds: Bounds,
  work: (inner: AbortSignal, alive: KeepAlive) => Promise<T>,
): Promise<T> {
  const { signal, silenceMs, what } = bounds;
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(cancelledError());
    const inner = new AbortController();
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    let waits = 0;
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
    const alive: KeepAlive = (ms = silenceMs) => {
      if (isOver) return;
      // Signs come often, and most allow the same.
      if (timer && ms === waits) return void timer.refresh();
      clearTimeout(timer);
      waits = ms;
      timer = setTimeout(() => fail(silent(what, ms)), ms);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    alive();
    work(inner.signal, alive).then((value) => {
      if (isOver) return;
      finish();
      resolve(value);
    }, fail);
  });
}

function silent(what: string, ms: number): AppError {
  return new AppError('timedOut', `${what}: no answer for ${Math.round(ms / 100) / 10} s`);
}
