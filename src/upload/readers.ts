import { Reader } from './reader';

const idleMs = 60_000;

/** Each upload has a reader of its own; the last one that is idle is kept a while for the next upload. */
export class Readers {
  private idle: Reader | undefined;
  private timer: NodeJS.Timeout | undefined;

  take(): Reader {
    const { idle } = this;
    this.idle = undefined;
    clearTimeout(this.timer);
    // It may have died while nobody used it.
    return idle?.isIdle ? idle : new Reader();
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
