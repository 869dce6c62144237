import { cancelled } from '../core/cancelled';
import { orCancelled } from '../core/orCancelled';
import type { Timing } from './timing';

interface Start {
  readonly at: number;
  answeredAt?: number;
}

interface Lane {
  starts: Start[];
  last: Promise<void>;
}

// TEM counts 20 a second, by its own clock: a little more than that for clocks that differ.
const most = 20;
const windowMs = 1020;
// A request counts at the latest when it is answered; one that is not answered must not hold up the others for ever.
const longestMs = 3000;

/** A queue per lane (action and key) that lets at most 20 requests a second reach TEM, in the order they came. */
export class RateLimit {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly timing: Pick<Timing, 'now' | 'sleep'>) {}

  /**
   * Resolves when the request may start, with what is to be called when it is over; rejects at once as `cancelled` and
   * takes no place when `signal` aborts.
   */
  async take(name: string, signal: AbortSignal): Promise<() => void> {
    const lane = this.lanes.get(name) ?? { starts: [], last: Promise.resolve() };
    this.lanes.set(name, lane);
    const turn = lane.last.then(() => this.start(lane, signal));
    lane.last = turn.then(
      () => undefined,
      () => undefined,
    );
    const start = await orCancelled(signal, turn);
    return () => {
      start.answeredAt = this.timing.now();
    };
  }

  private async start(lane: Lane, signal: AbortSignal): Promise<Start> {
    for (;;) {
      if (signal.aborted) throw cancelled();
      const now = this.timing.now();
      // A clock that was set back must not hold anybody up.
      lane.starts = lane.starts.filter((start) => start.at <= now && freeAt(start, now) > now);
      if (lane.starts.length < most) {
        const start = { at: now };
        lane.starts.push(start);
        return start;
      }
      await this.timing.sleep(Math.min(...lane.starts.map((start) => freeAt(start, now))) - now, signal);
    }
  }
}

/** When the place of a request is free: at the earliest, as far as is known now. */
function freeAt({ at, answeredAt }: Start, now: number): number {
  return Math.min(answeredAt ?? now, at + longestMs) + windowMs;
}
