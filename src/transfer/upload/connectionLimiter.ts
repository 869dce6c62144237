import { cancelledError } from '../../core/errors';

/** How many connections uploads may use. */
export interface ConnectionLimits {
  readonly initial: number;
  readonly max: number;
}

interface Waiter {
  readonly go: () => void;
}

const trialMs = 50;
const calmMs = 3000;
const burstMs = 1000;
// What a line that was full takes at once says nothing of it for longer than it takes to find out that it is full again.
const fullMs = 300_000;
const minSeenMs = 100;
const longSeenMs = 10_000;
const worthwhile = 1.1;
// A line that gives less to each connection is soon full.
const minOfConnection = 256 * 1024;
// About what a system buffers of one connection.
const burstBytes = 4 * 1024 * 1024;

/**
 * The connections that all uploads share, in the order they ask. Their number grows while that makes the whole faster,
 * and shrinks when the store or the line cannot keep up. `now` is ms of a clock that only goes forward.
 */
export class ConnectionLimiter {
  private limit: number;
  private used = 0;
  private waiting: Waiter[] = [];
  /** What the present number of connections must beat to be worth having more. */
  private rateToBeat = 0;
  private trial = { since: -Infinity, bytes: 0, burst: 0 };
  private pausedUntil = -Infinity;
  private shrunkAt = -Infinity;
  /** Until then only what arrives tells that more connections are better. */
  private noGuessUntil = -Infinity;
  private busy = { since: -Infinity, bytes: 0 };

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly limits: ConnectionLimits = { initial: 4, max: 16 },
  ) {
    this.limit = limits.initial;
  }

  /** How many connections may be open now. */
  get size(): number {
    return this.limit;
  }

  get isIdle(): boolean {
    return this.used === 0;
  }

  /**
   * Takes note that the line was known to carry so many bytes per second before this process knew it: where that is worth
   * all connections, none of them waits for what would only be learnt again.
   */
  assumeThroughput(bytesPerSecond: number): void {
    const { initial: first, max: most } = this.limits;
    const hasLearnt = this.shrunkAt > -Infinity || this.bytesPerSecond !== undefined;
    const isLearning = this.limit === first && !hasLearnt;
    if (isLearning && this.isIdle && bytesPerSecond / most >= minOfConnection) this.limit = most;
  }

  /** Bytes per second that arrived over all connections while they were last busy; `undefined` before a tenth of a second of it. */
  bytesPerSecond: number | undefined;

  /** Runs `work` on a connection, waiting for one; rejects as `cancelled` when `signal` aborts while it waits. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.take(signal);
    try {
      return await work();
    } finally {
      this.used -= 1;
      this.admit();
    }
  }

  /** Takes note of bytes that the store has confirmed. */
  recordStored(bytes: number): void {
    const now = this.now();
    this.busy.bytes += bytes;
    const ms = now - this.busy.since;
    if (ms < minSeenMs) return;
    this.bytesPerSecond = (this.busy.bytes / ms) * 1000;
    // What is long ago counts less and less.
    if (ms > longSeenMs) this.busy = { since: now - ms / 2, bytes: this.busy.bytes / 2 };
  }

  /** Takes note of `bytes` more bytes that have left; of their request `sent` have left in all. */
  recordSent(bytes: number, sent: number): void {
    const now = this.now();
    if (now - this.trial.since > 10 * trialMs && this.trial.bytes === 0) this.trial.since = now;
    this.trial.bytes += bytes;
    if (sent <= burstBytes) this.trial.burst += bytes;
    const ms = now - this.trial.since;
    if (ms < trialMs || now < this.pausedUntil) return;
    const { bytes: passed, burst } = this.trial;
    this.trial = { since: now, bytes: 0, burst: 0 };
    if (this.waiting.length === 0 || this.limit >= this.limits.max) return;
    const rate = (passed / ms) * 1000;
    // What the system takes at first says nothing of the line: until more is known, more connections are the better guess.
    const isKnown = burst < passed / 2;
    if (isKnown ? rate > this.rateToBeat * worthwhile : this.mayGuess(now)) {
      this.rateToBeat = isKnown ? rate : 0;
      this.limit = Math.min(this.limits.max, this.limit * 2);
      this.admit();
    } else {
      // Not worth it: the next try comes later, measured against what is reached then.
      this.rateToBeat = 0;
      this.pausedUntil = now + calmMs;
    }
  }

  /**
   * Takes note that the store or the line could not keep up: half as many connections, and a while before more. Where it was
   * the line, which was silent for too long, what was known of it is true no more.
   */
  backOff(isSilent = false): void {
    const now = this.now();
    if (isSilent) {
      this.noGuessUntil = now + fullMs;
      this.bytesPerSecond = undefined;
      this.busy = { since: now, bytes: 0 };
    }
    this.pausedUntil = now + calmMs;
    this.rateToBeat = 0;
    this.trial = { since: now, bytes: 0, burst: 0 };
    // Connections that fail together are one sign, not several.
    if (now - this.shrunkAt < burstMs) return;
    this.shrunkAt = now;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
  }

  private mayGuess(now: number): boolean {
    return now >= this.noGuessUntil || (this.bytesPerSecond ?? 0) / this.limit >= minOfConnection;
  }

  private async take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelledError();
    if (this.used < this.limit && this.waiting.length === 0) {
      if (this.used === 0) this.busy = { since: this.now(), bytes: 0 };
      this.used += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        this.waiting = this.waiting.filter((one) => one !== waiter);
        reject(cancelledError());
      };
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      this.waiting.push(waiter);
    });
  }

  private admit(): void {
    while (this.used < this.limit) {
      const next = this.waiting.shift();
      if (!next) return;
      this.used += 1;
      next.go();
    }
  }
}
