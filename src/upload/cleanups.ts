import type { Connection, UploadGrant } from '../core/model';
import type { ObjectStore } from '../core/ports';
import { cancelled, type Pause } from './retry';
import type { SpanContent } from './spanContent';

/** A cancelled upload: what it would have stored, and where. */
interface Stopped {
  readonly connection: Connection;
  readonly grant: UploadGrant;
  readonly content: Pick<SpanContent, 'bytes' | 'crc64'>;
}

// A server that has the whole body may still store it after the connection has gone.
const looksAfterMs = [0, 300, 1000, 3000];
const longestWaitMs = 150;

/** Removes what cancelled uploads left in the store; the next upload to the same key waits for that. */
export class Cleanups {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly store: Pick<ObjectStore, 'head' | 'remove'>,
    private readonly pause: Pick<Pause, 'sleep'>,
  ) {}

  /** Resolves when the object is gone or after 150 ms, whichever is first: the rest is done behind the scenes. */
  async start(stopped: Stopped): Promise<void> {
    // A PUT without its last byte stores nothing.
    if (stopped.content.crc64 === undefined) return;
    const place = placeOf(stopped.grant);
    const work = this.removeOwn(stopped).finally(() => {
      if (this.running.get(place) === work) this.running.delete(place);
    });
    this.running.set(place, work);
    const patience = new AbortController();
    await Promise.race([work, this.pause.sleep(longestWaitMs, patience.signal).catch(() => undefined)]);
    patience.abort();
  }

  /** Resolves when nothing is being removed under this key. */
  async of(grant: UploadGrant, signal: AbortSignal): Promise<void> {
    const work = this.running.get(placeOf(grant));
    if (!work) return;
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(cancelled()), { once: true });
      void work.then(resolve);
    });
  }

  async all(): Promise<void> {
    await Promise.all(this.running.values());
  }

  // Only what this upload stored: under the same key there may be an earlier package that somebody runs.
  private async removeOwn({ connection, grant, content }: Stopped): Promise<void> {
    const { signal } = new AbortController();
    for (const ms of looksAfterMs) {
      await this.pause.sleep(ms);
      try {
        const found = await this.store.head(connection, grant, signal);
        if (found?.bytes !== content.bytes || found.crc64 !== content.crc64) continue;
        return await this.store.remove(connection, grant, signal);
      } catch {
        continue;
      }
    }
  }
}

function placeOf(grant: UploadGrant): string {
  return `${grant.bucket}/${grant.key}`;
}
