import type { Clock } from '../../core/clock';
import { minPartBytes, type ObjectStore } from '../../core/ports/objectStore';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import type { UploadRequest } from '../../core/ports/uploader';
import type { ConnectionLimiter } from './connectionLimiter';
import { minMultipartBytes } from './planParts';
import { throughputKey } from './throughputKey';

/** The collaborators of early connections. */
export interface EarlyConnectionsDeps {
  readonly store: Pick<ObjectStore, 'connect'>;
  readonly limiter: ConnectionLimiter;
  readonly history: Pick<ThroughputHistory, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Applications whose grants do not allow multipart uploads. */
  readonly singlePutOnly: ReadonlySet<string>;
}

// Node.js closes a connection that nobody has used for five seconds.
const keptMs = 4000;

/** Opens the connections of an upload over a line of known throughput while its grant is still being requested. */
export class EarlyConnections {
  private usedAt = -Infinity;
  /** The number of opened connections, and when the last of them was opened. */
  private opened = { at: -Infinity, count: 0 };

  constructor(private readonly deps: EarlyConnectionsDeps) {}

  /** Records that an upload has just used its connections. */
  recordUse(): void {
    this.usedAt = this.deps.clock.now();
  }

  /** Opens as many connections as a file of `bytes` bytes will use; none where the line is unknown or connections are kept. */
  async open(
    { connection, likelyLocation, application }: UploadRequest,
    bytes: number,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    const { store, limiter, history, clock, singlePutOnly } = this.deps;
    if (!likelyLocation) return;
    const throughput = limiter.bytesPerSecond ?? history.get(throughputKey(connection, likelyLocation));
    const now = clock.now();
    if (!throughput || !limiter.isIdle || now - this.usedAt < keptMs) return;
    limiter.assumeThroughput(throughput);
    const isSinglePut = bytes < minMultipartBytes || singlePutOnly.has(application);
    const requests = isSinglePut ? 1 : Math.ceil(bytes / minPartBytes);
    // Uploads that begin together share them, as they will the limiter.
    const before = now - this.opened.at < keptMs ? this.opened.count : 0;
    const count = Math.min(requests, limiter.size - before);
    if (count <= 0) return;
    this.opened = { at: now, count: before + count };
    await store.connect({ connection, location: likelyLocation, count }, { signal });
  }
}
