import type { Clock } from '../../core/clock';
import { cancelledError } from '../../core/errors';
import type { CallOptions } from '../../core/ports/tem';
import { raceAbort } from '../../core/raceAbort';

interface CallStart {
  at: number;
  endedAt?: number;
}

interface RequestWindow {
  starts: CallStart[];
  last: Promise<void>;
}

/** The number of calls of one action and credential that TEM accepts in a second. */
export const maxCalls = 20;
/** The ms for which a call counts after its end: a little more than a second, for TEM counts by its own clock. */
export const countedMs = 1020;
/** The ms after which a call counts as ended: one without a response must not hold up the others for ever. */
export const maxCallMs = 3000;

/** The part of the rate limit that the other processes of this machine leave. */
export interface CallShare {
  /**
   * Resolves when a call of this window may start, with what is called at its end. Rejects as `cancelled` when `signal`
   * aborts, and for nothing else.
   */
  take(window: string, options: CallOptions): Promise<() => void>;
}

/** Lets at most 20 calls a second of each window (action and credential) reach TEM, in the order they came. */
export class RateLimiter {
  private readonly windows = new Map<string, RequestWindow>();

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'sleep'>,
    private readonly share?: CallShare,
  ) {}

  /**
   * Resolves when the call may start, with what is called at its end. Rejects at once as `cancelled` when `signal` aborts;
   * the call then does not count.
   */
  async take(name: string, { signal }: CallOptions): Promise<() => void> {
    const window = this.windows.get(name) ?? { starts: [], last: Promise.resolve() };
    this.windows.set(name, window);
    const turn = window.last.then(async () => {
      const start = await this.start(window, signal);
      const endShared = await this.share?.take(name, { signal });
      // It may have waited there.
      start.at = this.clock.now();
      return { start, endShared };
    });
    window.last = turn.then(
      () => undefined,
      () => undefined,
    );
    const { start, endShared } = await raceAbort(signal, turn, (late) => late.endShared?.());
    return () => {
      start.endedAt = this.clock.now();
      endShared?.();
    };
  }

  private async start(window: RequestWindow, signal: AbortSignal): Promise<CallStart> {
    for (;;) {
      if (signal.aborted) throw cancelledError();
      const now = this.clock.now();
      // A clock that was set back must not hold anybody up.
      window.starts = window.starts.filter((start) => start.at <= now && freeAt(start, now) > now);
      if (window.starts.length < maxCalls) {
        const start = { at: now };
        window.starts.push(start);
        return start;
      }
      await this.clock.sleep(Math.min(...window.starts.map((start) => freeAt(start, now))) - now, signal);
    }
  }
}

/** Returns when a call no longer counts: at the earliest, as far as is known now. */
function freeAt({ at, endedAt }: CallStart, now: number): number {
  return Math.min(endedAt ?? now, at + maxCallMs) + countedMs;
}
