import { setTimeout as wait } from 'node:timers/promises';
import { cancelledError } from '../../src/core/errors';

const realShare = 1 / 200;
const maxRealMs = 5;

/** A clock on which pauses pass at once, or nearly: `now` is epoch ms and moves by every pause in full. */
export class QuickClock {
  private skipped = 0;

  /** ms of pauses that have passed so far. */
  get paused(): number {
    return this.skipped;
  }

  readonly now = (): number => Date.now() + this.skipped;
  readonly random = (): number => 1;

  /** Moves on by `ms`. */
  skip(ms: number): void {
    this.skipped += ms;
  }

  /** Pauses side by side pass together, as real ones do. */
  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const due = this.skipped + ms;
    await wait(Math.min(maxRealMs, ms * realShare), undefined, signal && { signal }).catch(() => {
      throw cancelledError();
    });
    this.skipped = Math.max(this.skipped, due);
  };
}
