import { cancelledError } from '../../core/errors';

/** The bounds of the number of connections. */
export interface ConnectionLimits {
  readonly initial: number;
  readonly max: number;
}

interface Waiter {
  readonly go: () => void;
}

const measureMs = 50;
const pauseMs = 3000;
const sameFailureMs = 1000;
// What a line that was full takes at once says nothing of it for longer than it takes to find out that it is full again.
const fullMs = 300_000;
const minBusyMs = 100;
// Few bytes measure how far away COS is, rather than the line: an upload that copies sends no more.
const minFewMs = 1000;
const fewBytes = 4 * 1024 * 1024;
const maxBusyMs = 10_000;
const worthwhileGain = 1.1;
// A line that gives less to each connection is soon full; bytes per second.
const minPerConnection = 256 * 1024;
// About what a system buffers of one connection.
const burstBytes = 4 * 1024 * 1024;

/**
 * Limits the connections that all uploads share, and serves waiting requests in order. The limit grows while that makes the whole
 * faster, and shrinks when COS or the line cannot keep up. `now` is ms of a clock that only goes forward.
 */
export class ConnectionLimiter {
  private limit: number;
  private used = 0;
  private waiting: Waiter[] = [];
  /** The throughput that more connections must exceed to be worth it; bytes per second. */
  private rateToBeat = 0;
  private measured = { since: -Infinity, bytes: 0, burst: 0 };
  private pausedUntil = -Infinity;
  private shrunkAt = -Infinity;
  /** Until then only stored bytes prove that more connections are better. */
  private noGuessUntil = -Infinity;
  private busy = { since: -Infinity, bytes: 0 };

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly limits: ConnectionLimits = { initial: 4, max: 16 },
  ) {
    this.limit = limits.initial;
  }

  /** The present limit. */
  get size(): number {
    return this.limit;
  }

  get isIdle(): boolean {
    return this.used === 0;
  }

  /** Starts from the throughput of an earlier process: where that is worth all connections, they are allowed at once. */
  assumeThroughput(bytesPerSecond: number): void {
    const { initial, max } = this.limits;
    const hasLearnt = this.shrunkAt > -Infinity || this.bytesPerSecond !== undefined;
    const isLearning = this.limit === initial && !hasLearnt;
    if (isLearning && this.isIdle && bytesPerSecond / max >= minPerConnection) this.limit = max;
  }

  /** Stored bytes per second of all connections while they were last busy; `undefined` before a tenth of a second of it, a second for few bytes. */
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

  /** Records bytes that COS has confirmed. */
  recordStored(bytes: number): void {
    const now = this.now();
    this.busy.bytes += bytes;
    const ms = now - this.busy.since;
    if (ms < (this.busy.bytes < fewBytes ? minFewMs : minBusyMs)) return;
    this.bytesPerSecond = (this.busy.bytes / ms) * 1000;
    // What is long ago counts less and less.
    if (ms > maxBusyMs) this.busy = { since: now - ms / 2, bytes: this.busy.bytes / 2 };
  }

  /** Records `bytes` more bytes that have left; of their request `sent` have left in all. */
  recordSent(bytes: number, sent: number): void {
    const now = this.now();
    if (now - this.measured.since > 10 * measureMs && this.measured.bytes === 0) this.measured.since = now;
    this.measured.bytes += bytes;
    if (sent <= burstBytes) this.measured.burst += bytes;
    const ms = now - this.measured.since;
    if (ms < measureMs || now < this.pausedUntil) return;
    const { bytes: measuredBytes, burst } = this.measured;
    this.measured = { since: now, bytes: 0, burst: 0 };
    if (this.waiting.length === 0 || this.limit >= this.limits.max) return;
    const rate = (measuredBytes / ms) * 1000;
    // What the system takes at first says nothing of the line: until more is known, more connections are the better guess.
    const isKnown = burst < measuredBytes / 2;
    if (isKnown ? rate > this.rateToBeat * worthwhileGain : this.mayGuess(now)) {
      this.rateToBeat = isKnown ? rate : 0;
      this.limit = Math.min(this.limits.max, this.limit * 2);
      this.admit();
    } else {
      // Not worth it: the next try comes later, measured against what is reached then.
      this.rateToBeat = 0;
      this.pausedUntil = now + pauseMs;
    }
  }

  /**
   * Halves the limit after COS or the line could not keep up, and pauses its growth. Where the line was silent for too long,
   * forgets its throughput.
   */
  backOff(isSilent = false): void {
    const now = this.now();
    if (isSilent) {
      this.noGuessUntil = now + fullMs;
      this.bytesPerSecond = undefined;
      this.busy = { since: now, bytes: 0 };
    }
    this.pausedUntil = now + pauseMs;
    this.rateToBeat = 0;
    this.measured = { since: now, bytes: 0, burst: 0 };
    // Connections that fail together are one sign, not several.
    if (now - this.shrunkAt < sameFailureMs) return;
    this.shrunkAt = now;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
  }

  private mayGuess(now: number): boolean {
    return now >= this.noGuessUntil || (this.bytesPerSecond ?? 0) / this.limit >= minPerConnection;
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
