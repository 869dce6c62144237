import { cancelled, orCancelled } from './cancelled';
import type { Timing } from './timing';

interface Lane {
  readonly starts: number[];
  last: Promise<void>;
}

// TEM counts 20 a second; a tenth more time than that allows for requests that travel at different speeds.
const most = 20;
const windowMs = 1100;

/** A queue per lane (action and key) that lets at most 20 requests a second through, in the order they came. */
export class RateLimit {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly timing: Pick<Timing, 'now' | 'sleep'>) {}

  /** Resolves when the request may start; rejects at once as `cancelled` and takes no place when `signal` aborts. */
  async take(name: string, signal: AbortSignal): Promise<void> {
    const lane = this.lanes.get(name) ?? { starts: [], last: Promise.resolve() };
    this.lanes.set(name, lane);
    const turn = lane.last.then(() => this.start(lane.starts, signal));
    lane.last = turn.catch(() => undefined);
    await orCancelled(signal, turn);
  }

  private async start(starts: number[], signal: AbortSignal): Promise<void> {
    for (;;) {
      if (signal.aborted) throw cancelled();
      const now = this.timing.now();
      // A clock that was set back must not hold anybody up.
      while (starts[0] !== undefined && (starts[0] <= now - windowMs || starts[0] > now)) starts.shift();
      if (starts.length < most) {
        starts.push(now);
        return;
      }
      await this.timing.sleep((starts[0] ?? now) + windowMs - now, signal);
    }
  }
}
