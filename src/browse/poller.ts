import type { Clock } from '../core/clock';
import type { CallOptions } from '../core/ports/tem';

/** Collaborators of `Poller`. */
export interface PollerDeps<T> {
  /** Returns the visible items that are changing; polling ends when there are none. */
  readonly changing: () => readonly T[];
  /** Reloads one item; after a failure it is reloaded again in the next round. */
  readonly reload: (item: T, options: CallOptions) => Promise<void>;
  readonly sleep: Clock['sleep'];
}

/** Returns the delay in ms before a round, counted from 0: 3 s for half a minute, then longer, up to 15 s. */
export function pollDelayMs(round: number): number {
  return round < 10 ? 3000 : Math.min(15_000, Math.round(3000 * 1.25 ** (round - 9)));
}

/** Reloads items round by round, as long as they are visible and changing. */
export class Poller<T> {
  private controller: AbortController | undefined;

  constructor(private readonly deps: PollerDeps<T>) {}

  /** Starts polling when there are items to poll and it has not started. */
  start(): void {
    if (this.controller || this.deps.changing().length === 0) return;
    const controller = new AbortController();
    this.controller = controller;
    void this.poll(controller.signal).finally(() => {
      if (this.controller === controller) this.controller = undefined;
    });
  }

  /** Stops at once. */
  stop(): void {
    this.controller?.abort();
    this.controller = undefined;
  }

  private async poll(signal: AbortSignal): Promise<void> {
    for (let round = 0; !signal.aborted; round++) {
      await this.deps.sleep(pollDelayMs(round), signal).catch(() => undefined);
      const changing = signal.aborted ? [] : this.deps.changing();
      if (changing.length === 0) return;
      await Promise.allSettled(changing.map((item) => this.deps.reload(item, { signal })));
    }
  }
}
