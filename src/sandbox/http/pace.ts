import { setTimeout as wait } from 'node:timers/promises';

// Late timers are made good for, up to this many ms, so that the mean rate is the wanted one.
const CREDIT = 20;

/** Lets bytes pass at a rate: one instance per direction of a connection, or of all connections together. */
export class Pace {
  #freeAt = 0;

  /** Waits until `bytes` more have passed at `rate` bytes per second; 0 is at once. Rejects when `signal` aborts. */
  async pass(bytes: number, rate: number, signal: AbortSignal): Promise<void> {
    if (rate <= 0) return;
    const now = performance.now();
    this.#freeAt = Math.max(this.#freeAt, now - CREDIT) + (bytes / rate) * 1000;
    if (this.#freeAt - now > 1) await wait(this.#freeAt - now, undefined, { signal });
  }
}
