import type { Effect, Service } from './fault';

/**
 * The outcome of a request: `answered` with `status`, or without a response (`status` 0): `reset` and `hung` by a
 * fault, `aborted` by the client or by `stop()`.
 */
export type Outcome = 'answered' | 'reset' | 'hung' | 'aborted';

/** The record of one request. `kind` is the TEM action or the COS operation; `code` the error code of the response. */
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
  /** The arrival, in epoch ms; `duration` is the ms until the end. */
  readonly time: number;
  readonly duration: number;
  /** The bytes of the body that were read. */
  readonly received: number;
}

interface Waiter {
  readonly matches: (kind: string) => boolean;
  readonly resolve: (record: RequestRecord) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The number of requests kept; `keptText` is the number of characters kept of each text in one. Anybody who reaches the
 * port fills the log.
 */
const keptRecords = 10_000;
const keptText = 1024;

/** Records the requests that have ended last, in the order of their ends, and lets a caller await the next one. */
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

  /** Resolves with the next request of this kind to end, without `kind` of any; rejects when the sandbox stops. */
  next(kind?: string): Promise<RequestRecord> {
    const promise = new Promise<RequestRecord>((resolve, reject) => {
      this.#ends.push({ matches: (ended) => kind === undefined || kind === ended, resolve, reject });
    });
    promise.catch(() => undefined);
    return promise;
  }

  /**
   * Resolves when the next request of this kind, without `kind` of any, has arrived, before anything of its body is
   * read; rejects when the sandbox stops.
   */
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
