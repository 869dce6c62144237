/** What following is made of. */
export interface PollerDeps<T> {
  /** What changes at present and is in sight; none ends the following. */
  readonly changing: () => readonly T[];
  /** Reads one of them again; a failure only means that it is read again next time. */
  readonly reload: (one: T, signal: AbortSignal) => Promise<void>;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Ms to wait before a round, counted from 0: 3 s for half a minute, then longer, up to 15 s. */
export function pollDelayMs(round: number): number {
  return round < 10 ? 3000 : Math.min(15_000, Math.round(3000 * 1.25 ** (round - 9)));
}

/** Reads what is changing again and again, as long as it is in sight and changes. */
export class Poller<T> {
  private stopping: AbortController | undefined;

  constructor(private readonly needs: PollerDeps<T>) {}

  /** Begins when there is something to follow and nothing is being followed yet. */
  start(): void {
    if (this.stopping || this.needs.changing().length === 0) return;
    const stop = new AbortController();
    this.stopping = stop;
    void this.rounds(stop.signal).finally(() => {
      if (this.stopping === stop) this.stopping = undefined;
    });
  }

  /** Ends at once. */
  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
  }

  private async rounds(signal: AbortSignal): Promise<void> {
    for (let round = 0; !signal.aborted; round++) {
      await this.needs.sleep(pollDelayMs(round), signal).catch(() => undefined);
      const changing = signal.aborted ? [] : this.needs.changing();
      if (changing.length === 0) return;
      await Promise.allSettled(changing.map((one) => this.needs.reload(one, signal)));
    }
  }
}
