import { AppError } from '../core/errors';
import { Reader } from './reader';

const idleMs = 60_000;

/** Each upload has a reader of its own; the last one that is idle is kept a while for the next upload. */
export class Readers {
  private idle: Reader | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** `start` is another for tests. */
  constructor(private readonly start: () => Reader = () => new Reader()) {}

  /** Throws `unreadable` where the system gives no thread, or no memory, to read with. */
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
