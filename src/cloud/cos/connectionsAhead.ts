import type { Connection } from '../../core/model';
import type { BucketPlace } from '../../core/ports/objectStore';
import { cosAddress } from './cosAddress';
import { sendHttp, unwatched, type HttpResponse } from '../http/sendHttp';

const maxResponse = 64 * 1024;

/**
 * Opens connections to a bucket before they are needed. Where none is kept from one request to the next, as behind a proxy
 * that VS Code reaches by a tunnel for each, that is done once and not again.
 */
export class ConnectionsAhead {
  private wereOpened = false;
  private areKept = false;

  /** `silenceMs`: how long each may take. */
  constructor(private readonly silenceMs: number) {}

  /** Takes note of an answer to a request that came after. */
  note({ isReused }: Pick<HttpResponse, 'isReused'>): void {
    this.areKept ||= isReused;
  }

  /** Resolves when they are open, or cannot be; never rejects. Signs nothing. */
  async open(connection: Connection, place: BucketPlace, count: number, signal: AbortSignal): Promise<void> {
    if (this.wereOpened && !this.areKept) return;
    this.wereOpened = true;
    // What no key is needed for; whatever it answers, the connection stays. To a HEAD without a length Node.js closes it.
    const open = async () => {
      const request = { ...cosAddress(connection, place), method: 'OPTIONS', path: '/', headers: {}, maxResponse };
      await sendHttp(request, unwatched, AbortSignal.any([signal, AbortSignal.timeout(this.silenceMs)]));
    };
    await Promise.allSettled(Array.from({ length: count }, open));
  }
}
