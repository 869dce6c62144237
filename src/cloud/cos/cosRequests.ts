import { noLog, type Log } from '../../core/ports/log';
import type { Content, ObjectRequest, RequestOptions, SendOptions } from '../../core/ports/objectStore';
import type { HttpResponse } from '../http/sendHttp';
import { withIdleTimeout, type KeepAlive } from '../http/withIdleTimeout';
import { cosFailure } from './cosFailure';
import { isGone, sendToCos, type CosRequest } from './sendToCos';

/** `idleTimeoutMs`: how long a request may go without progress, 30 s by default. `log` gets a debug line a request. */
export interface CosOptions {
  readonly idleTimeoutMs?: number;
  readonly log?: Pick<Log, 'debug'>;
}

/** A request with content. `action` is named as in a policy: `PutObject`. */
export type ContentRequest = ObjectRequest &
  Pick<CosRequest, 'method' | 'query'> & { readonly action: string; readonly body: Content };

/** A request without content, for the granted key or another one. */
export type PlainRequest = ObjectRequest &
  Pick<CosRequest, 'method' | 'query' | 'headers'> & { readonly action: string; readonly key?: string };

/** Requests to COS that are given up after too long a silence and throw `AppError` only. */
export class CosRequests {
  readonly idleTimeoutMs: number;
  private readonly log: Pick<Log, 'debug'>;

  constructor({ idleTimeoutMs = 30_000, log = noLog }: CosOptions) {
    this.idleTimeoutMs = idleTimeoutMs;
    this.log = log;
  }

  /** Sends a request whose content may take long to leave, and its response long to come. */
  send(request: ContentRequest, { signal, attempt, onSent }: SendOptions): Promise<HttpResponse> {
    const { bytes } = request.body;
    const responseMs = this.idleTimeoutMs * responseTimeouts(bytes);
    return this.run(request, signal, (inner, alive) => {
      const watch = {
        onSent: (count: number): void => {
          alive(count < bytes ? this.idleTimeoutMs : responseMs);
          if (!inner.aborted) onSent(count);
        },
        onResponse: () => alive(),
      };
      return sendToCos(
        { ...request, key: request.grant.key },
        { signal: inner, watch, log: this.log, ...(attempt !== undefined && { attempt }) },
      );
    });
  }

  /** Sends a request without content; `undefined` where COS reports that the object or upload does not exist. */
  request(request: PlainRequest, { signal, attempt }: RequestOptions): Promise<HttpResponse | undefined> {
    return this.run(request, signal, (inner) =>
      sendToCos(
        { key: request.grant.key, ...request },
        { signal: inner, log: this.log, ...(attempt !== undefined && { attempt }) },
      ).catch((error: unknown) => {
        if (isGone(error, request.method)) return undefined;
        throw error;
      }),
    );
  }

  private async run<T>(
    { action, grant: { credential } }: Pick<ContentRequest, 'action' | 'grant'>,
    signal: AbortSignal,
    work: (inner: AbortSignal, alive: KeepAlive) => Promise<T>,
  ): Promise<T> {
    try {
      return await withIdleTimeout({ signal, idleTimeoutMs: this.idleTimeoutMs, what: action }, work);
    } catch (error) {
      throw cosFailure(error, { action, credential });
    }
  }
}

// What the operating system may still hold when the last byte has left this process.
const systemBuffer = 4 * 1024 * 1024;
// A hop on the way may take a whole body, as fast as it comes, before it passes on any of it: over a line that is worth using
// this much in a silence, which of 30 s is 280 kB a second.
const hopBytes = 8 * 1024 * 1024;

/** Computes how many silences the response to `bytes` bytes may take once all of them have left. */
function responseTimeouts(bytes: number): number {
  return 1 + 2 * Math.min(1, bytes / systemBuffer) + Math.max(0, bytes - systemBuffer) / hopBytes;
}
