import { cancelledError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { Clock } from '../../core/clock';

interface Start {
  at: number;
  answeredAt?: number;
}

interface RequestWindow {
  starts: Start[];
  last: Promise<void>;
}

/** How many calls of one lane TEM takes in a second. */
export const maxCalls = 20;
/** How long an answered call counts: a little more than a second, for TEM counts by its own clock. */
export const heldMs = 1020;
/** A call counts at the latest when it is answered; one that is not must not hold up the others for ever. */
export const maxMs = 3000;

/** What other processes of this machine leave of the limit. */
export interface CallShare {
  /**
   * Resolves when a request of this lane may start, with what is to be called when it is over; rejects as `cancelled` when
   * `signal` aborts, and for nothing else.
   */
  take(lane: string, signal: AbortSignal): Promise<() => void>;
}

/** A queue per lane (action and key) that lets at most 20 requests a second reach TEM, in the order they came. */
export class RateLimiter {
  private readonly lanes = new Map<string, RequestWindow>();

  constructor(
    private readonly timing: Pick<Clock, 'now' | 'sleep'>,
    private readonly share?: CallShare,
  ) {}

  /**
   * Resolves when the request may start, with what is to be called when it is over; rejects at once as `cancelled` and
   * takes no place when `signal` aborts.
   */
  async take(name: string, signal: AbortSignal): Promise<() => void> {
    const lane = this.lanes.get(name) ?? { starts: [], last: Promise.resolve() };
    this.lanes.set(name, lane);
    const turn = lane.last.then(async () => {
      const start = await this.start(lane, signal);
      const over = await this.share?.take(name, signal);
      // It may have waited there.
      start.at = this.timing.now();
      return { start, over };
    });
    lane.last = turn.then(
      () => undefined,
      () => undefined,
    );
    const { start, over } = await raceAbort(signal, turn, (late) => late.over?.());
    return () => {
      start.answeredAt = this.timing.now();
      over?.();
    };
  }

  private async start(lane: RequestWindow, signal: AbortSignal): Promise<Start> {
    for (;;) {
      if (signal.aborted) throw cancelledError();
      const now = this.timing.now();
      // A clock that was set back must not hold anybody up.
      lane.starts = lane.starts.filter((start) => start.at <= now && freeAt(start, now) > now);
      if (lane.starts.length < maxCalls) {
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
  return Math.min(answeredAt ?? now, at + maxMs) + heldMs;
}
