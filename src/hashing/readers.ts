import { AppError } from '../core/errors';
import { Reader } from './reader';

const idleMs = 60_000;

/** Readers, one an upload; the last idle one is kept for a minute for the next upload. */
export class Readers {
  private idle: Reader | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** `start` is replaced by tests. */
  constructor(private readonly start: () => Reader = () => new Reader()) {}

  /** Provides a reader. Throws `unreadable` where the system has no thread, or no memory, for one. */
  take(): Reader {
    const { idle } = this;
    this.idle = undefined;
    clearTimeout(this.timer);
    // It may have died while nobody used it.
    if (idle?.isIdle) return idle;
    idle?.dispose();
    try {
      return this.start();
    } catch (error) {
      const detail = `the thread that reads files cannot be started (${(error as Error).message})`;
      throw new AppError('unreadable', detail, undefined, { cause: error });
    }
  }

  /** Takes back a reader, and ends its thread unless it is kept. */
  giveBack(reader: Reader): void {
    if (this.idle || !reader.isIdle) return reader.dispose();
    this.idle = reader;
    this.timer = setTimeout(() => {
      this.idle = undefined;
      reader.dispose();
    }, idleMs);
    this.timer.unref();
  }
}
