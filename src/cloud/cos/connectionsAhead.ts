import type { ObjectStore } from '../../core/ports/objectStore';
import { sendHttp, unwatched, type HttpResponse } from '../http/sendHttp';
import { cosAddress } from './cosAddress';

const maxResponse = 64 * 1024;

/**
 * Opens connections to a bucket before they are needed. Where none is kept from one request to the next, as behind a proxy
 * that VS Code reaches by a tunnel for each, it does so once and not again.
 */
export class ConnectionsAhead {
  private wereOpened = false;
  private areKept = false;

  /** `idleTimeoutMs`: how long each may take. */
  constructor(private readonly idleTimeoutMs: number) {}

  /** Learns from a later response whether connections are kept. */
  recordResponse({ isReused }: Pick<HttpResponse, 'isReused'>): void {
    this.areKept ||= isReused;
  }

  /** Opens connections; resolves when they are open, or cannot be. Never rejects, signs nothing. */
  async open(
    { connection, location, count }: Parameters<ObjectStore['connect']>[0],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    if (this.wereOpened && !this.areKept) return;
    this.wereOpened = true;
    // What no key is needed for; whatever COS responds, the connection stays. To a HEAD without a length Node.js closes it.
    const open = async () => {
      const request = { ...cosAddress(connection, location), method: 'OPTIONS', path: '/', headers: {}, maxResponse };
      await sendHttp(request, unwatched, AbortSignal.any([signal, AbortSignal.timeout(this.idleTimeoutMs)]));
    };
    await Promise.allSettled(Array.from({ length: count }, open));
  }
}
