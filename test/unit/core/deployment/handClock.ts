import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../../src/core/clock';
import { cancelledError } from '../../../../src/core/errors';

interface Sleeper {
  at: number;
  readonly wake: () => void;
}

/** A clock that moves by hand; sleepers wake in the order of their times. */
export class HandClock implements Clock {
  private time: number;
  /** The time at which `pass` ends. */
  private end = 0;
  private readonly sleepers = new Set<Sleeper>();

  constructor(start: number) {
    this.time = start;
  }

  /** The number of timers that are set. */
  get timers(): number {
    return this.sleepers.size;
  }

  /** Sets the time of day as a person does: timers go on as they would. */
  set(time: number): void {
    const moved = time - this.time;
    this.time = time;
    for (const sleeper of this.sleepers) sleeper.at += moved;
    this.end += moved;
  }

  readonly now = (): number => this.time;
  readonly random = (): number => 0.5;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelledError());
      const sleeper = { at: this.time + ms, wake: () => end(resolve) };
      const stop = () => end(() => reject(cancelledError()));
      const end = (settle: () => void) => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener('abort', stop);
        settle();
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });

  /** Moves on by `ms`, and lets all work that is due run. */
  async pass(ms: number): Promise<void> {
    this.end = this.time + ms;
    await settle();
    for (;;) {
      const due = [...this.sleepers].filter(({ at }) => at <= this.end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.time = Math.max(this.time, due.at);
      due.wake();
      await settle();
    }
    this.time = this.end;
  }
}

/** Lets all promises that are ready go on. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 8; n++) await turn();
}
