import { setTimeout as wait } from 'node:timers/promises';

// Late timers are made good for, up to this many ms, so that the mean rate is the wanted one.
const credit = 20;

/** Lets bytes pass at a rate (bytes per second, 0 is no limit), in the order they ask. */
export class Pace {
  private freeAt = 0;

  constructor(private readonly rate: number) {}

  /** A body begins: what was idle before is no credit. */
  begin(): void {
    this.freeAt = Math.max(this.freeAt, performance.now());
  }

  /** How many ms to wait until `bytes` more have passed. */
  delay(bytes: number): number {
    if (this.rate === 0) return 0;
    const now = performance.now();
    this.freeAt = Math.max(this.freeAt, now - credit) + (bytes / this.rate) * 1000;
    return this.freeAt - now;
  }

  /** Resolves when `bytes` more have passed. */
  async pass(bytes: number): Promise<void> {
    const ms = this.delay(bytes);
    if (ms > 1) await wait(ms);
  }
}
