import { AppError } from '../core/errors';
import type { Log } from '../core/ports/log';
import { visible } from '../core/visible';

/** One upload or download, for the log. `fileName` is without its folder; `moved` returns the bytes of this session. */
export interface LoggedSession {
  readonly log: Pick<Log, 'info'>;
  readonly kind: 'upload' | 'download';
  readonly fileName: string;
  readonly moved: () => number;
  /** More facts, read at the end. */
  readonly details: () => readonly string[];
}

const maxNameLength = 100;

/** Runs `work` and logs one line when it has ended: outcome, bytes, seconds and throughput. */
export async function logSession<T>(session: LoggedSession, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const logEnd = (outcome: string): void => {
    const { log, kind, fileName, moved, details } = session;
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1000);
    const bytes = moved();
    const rate = `${(bytes / seconds / 1e6).toFixed(1)} MB/s`;
    const facts = [outcome, `${bytes} bytes in ${seconds.toFixed(1)} s`, rate, ...details()];
    log.info(`${kind} of ${visible(fileName, maxNameLength)}: ${facts.join(', ')}`);
  };
  try {
    const result = await work();
    logEnd('done');
    return result;
  } catch (error) {
    const failure = error instanceof AppError ? error.failure : 'internal';
    logEnd(failure === 'cancelled' ? failure : `failed (${failure})`);
    throw error;
  }
}
