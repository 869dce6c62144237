import { cancelledError } from '../core/errors';
import type { CallOptions } from '../core/ports/tem';
import { raceAbort } from '../core/raceAbort';

interface CacheEntry {
  readonly controller: AbortController;
  readonly response: Promise<unknown>;
  waiters: number;
}

/** Caches responses and shares one pending request per key. Failures are not cached. */
export class RequestCache {
  private readonly entries = new Map<string, CacheEntry>();

  /**
   * Resolves with the cached response, or calls `send`. Rejects as `cancelled` when `signal` aborts; the request itself is
   * aborted only once nobody waits for it.
   */
  async get<T>(key: string, send: (options: CallOptions) => Promise<T>, { signal }: CallOptions): Promise<T> {
    if (signal.aborted) throw cancelledError();
    const entry = this.entries.get(key) ?? this.send(key, send);
    entry.waiters += 1;
    try {
      return (await raceAbort(signal, entry.response)) as T;
    } finally {
      entry.waiters -= 1;
      if (entry.waiters === 0 && signal.aborted) this.drop(key, entry);
    }
  }

  /** Sends a request anew, once for all who ask so meanwhile; the cached response stays until the new one has arrived. */
  async renew<T>(key: string, send: (options: CallOptions) => Promise<T>, options: CallOptions): Promise<T> {
    const anew = `${key}#anew`;
    const response = await this.get(anew, send, options);
    const entry = this.entries.get(anew);
    if (entry) this.entries.set(key, entry);
    this.entries.delete(anew);
    return response;
  }

  /** Drops the responses whose keys begin with `start`; those who wait for one still get it. */
  invalidate(start: string): void {
    for (const key of this.entries.keys()) if (key.startsWith(start)) this.entries.delete(key);
  }

  private send(key: string, send: (options: CallOptions) => Promise<unknown>): CacheEntry {
    const controller = new AbortController();
    const entry: CacheEntry = { controller, response: send({ signal: controller.signal }), waiters: 0 };
    this.entries.set(key, entry);
    entry.response.catch(() => this.drop(key, entry));
    return entry;
  }

  private drop(key: string, entry: CacheEntry): void {
    // Nothing happens to a response that has arrived.
    entry.controller.abort();
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
