import type { Effect, Service } from './fault';

/**
 * How a request ended: `answered` with `status`, or without an answer (`status` 0): `reset` and `hung` by a fault,
 * `aborted` by the client or by `stop()`.
 */
export type Outcome = 'answered' | 'reset' | 'hung' | 'aborted';

/** One request. `kind` is the TEM action or the COS operation; `code` the error code that was answered. */
export interface RequestRecord {
  readonly service: Service;
  readonly kind: string;
  readonly outcome: Outcome;
  readonly status: number;
  readonly code?: string;
  readonly effect?: Effect['type'];
  /** The object key, or the prefix listed. */
  readonly key?: string;
  readonly requestId: string;
  /** Epoch ms at arrival, and ms until the end. */
  readonly time: number;
  readonly duration: number;
  /** Bytes of body read. */
  readonly received: number;
}

interface Waiter {
  readonly matches: (kind: string) => boolean;
  readonly resolve: (record: RequestRecord) => void;
  readonly reject: (reason: Error) => void;
}

/** How many requests are kept, and how many characters of what each of them named: whoever reaches the port fills the log. */
const keptRecords = 10_000;
const keptText = 1024;

/** The requests that have ended last, in the order of their ends, and a way to await the next one. */
export class RequestLog {
  readonly #records: RequestRecord[] = [];
  #ends: Waiter[] = [];
  #arrivals: {
    readonly kind: string | undefined;
    readonly resolve: () => void;
    readonly reject: (e: Error) => void;
  }[] = [];

  get all(): readonly RequestRecord[] {
    return this.#records;
  }

  of(kind: string): readonly RequestRecord[] {
    return this.#records.filter((record) => record.kind === kind);
  }

  clear(): void {
    this.#records.length = 0;
  }

  /** The next request of this kind (of any, without one) to end; rejects when the sandbox stops. */
  next(kind?: string): Promise<RequestRecord> {
    const promise = new Promise<RequestRecord>((resolve, reject) => {
      this.#ends.push({ matches: (ended) => kind === undefined || kind === ended, resolve, reject });
    });
    promise.catch(() => undefined);
    return promise;
  }

  /** Resolves when the next request of this kind has arrived, before anything of its body is read. */
  arrival(kind?: string): Promise<void> {
    const promise = new Promise<void>((resolve, reject) => this.#arrivals.push({ kind, resolve, reject }));
    promise.catch(() => undefined);
    return promise;
  }

  arrived(kind: string): void {
    const due = this.#arrivals.filter((waiter) => waiter.kind === undefined || waiter.kind === kind);
    this.#arrivals = this.#arrivals.filter((waiter) => !due.includes(waiter));
    due.forEach((waiter) => waiter.resolve());
  }

  add(record: RequestRecord): void {
    const { kind, key } = record;
    this.#records.push({ ...record, kind: cut(kind), ...(key !== undefined && { key: cut(key) }) });
    if (this.#records.length > keptRecords) this.#records.shift();
    const due = this.#ends.filter((waiter) => waiter.matches(record.kind));
    this.#ends = this.#ends.filter((waiter) => !due.includes(waiter));
    due.forEach((waiter) => waiter.resolve(record));
  }

  stop(): void {
    const reason = new Error('the sandbox has stopped');
    [...this.#ends, ...this.#arrivals].forEach((waiter) => waiter.reject(reason));
    this.#ends = [];
    this.#arrivals = [];
  }
}

function cut(text: string): string {
  return text.slice(0, keptText);
}
