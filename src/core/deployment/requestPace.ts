import type { Clock } from '../clock';

const gapMs = 1000;
// A clock that was set back must not stop requests for hours.
const maxWaitMs = 30_000;

/** Keeps the requests about one deployment at least a second apart. */
export class RequestPace {
  private readonly nextAt = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

  /** Resolves when the next request of `key` may be sent; rejects as `cancelled` when `signal` aborts. */
  async turn(key: string, signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const next = this.nextAt.get(key) ?? now;
    const at = next - now > maxWaitMs ? now : Math.max(now, next);
    this.nextAt.set(key, at + gapMs);
    if (at > now) await this.clock.sleep(at - now, signal);
  }
}
