import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../core/errors';
import type { Credential } from '../../core/model';
import type { Log } from '../../core/ports/log';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { cosFailure } from './cosFailure';
import { readCrc64 } from './cosHeaders';
import { requestIdOf, text } from '../http/fields';
import { httpGet, type GetRequest } from '../http/httpGet';
import { readContentRange, type ContentRange } from './readContentRange';
import { readCosXml } from './readCosXml';
import type { CosRefusal } from './sendToCos';
import { errorName, requestLine, type LoggedRequest } from './requestLine';

/** The end of a request: `signal`, or `idleTimeoutMs` without a byte. No message or log line contains anything of `credential`. */
export interface GetOptions {
  readonly signal: AbortSignal;
  readonly idleTimeoutMs: number;
  readonly credential?: Credential;
  readonly log: Pick<Log, 'debug'>;
}

/** The response to a GET of an object; `etag` as COS writes it, with its quotes. */
export interface ObjectResponse {
  readonly range: ContentRange;
  readonly etag: string;
  readonly crc64?: string;
  /** `Last-Modified`, epoch ms. */
  readonly modifiedAt?: number;
  /** Yields exactly the bytes of `range`. Throws `AppError`: a lost connection, too long a silence, `cancelled`. */
  pieces(): AsyncIterable<Uint8Array>;
  drop(): void;
}

const action = 'GetObject';
const maxErrorLength = 64 * 1024;

/**
 * GETs an object or a range of it, and logs that. Throws `AppError` only: `changedInStore` where If-Match does not hold,
 * `invalidResponse` where the response is not one of COS.
 */
export async function getObject(request: GetRequest, options: GetOptions): Promise<ObjectResponse> {
  const { signal, idleTimeoutMs, credential = { secretId: '', secretKey: '' } } = options;
  const failed = (error: unknown): AppError => cosFailure(error, { action, credential });
  const bounds = { signal, idleTimeoutMs, what: action };
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  const end = (): void => signal.removeEventListener('abort', onAbort);
  const giveUp = (error: unknown): AppError => {
    stop.abort();
    end();
    return failed(error);
  };
  try {
    const headers = { ...request.headers, 'Accept-Encoding': 'identity' };
    const startedAt = performance.now();
    const logEnd = (end: Omit<LoggedRequest, 'action' | 'ms'>): void =>
      options.log.debug(requestLine({ action, ms: performance.now() - startedAt, ...end }, credential));
    const response = await withIdleTimeout(bounds, () => httpGet({ ...request, headers }, stop.signal)).catch(
      (error: unknown) => {
        logEnd({ error: errorName(error), bytes: 0 });
        throw error;
      },
    );
    const range = readContentRange(response.status, response.headers);
    const requestId = requestIdOf(response.headers['x-cos-request-id']);
    const { status } = response;
    let error: CosRefusal['error'] = {};
    try {
      if (!range && status >= 300)
        error = await withIdleTimeout(bounds, () => readText(response.pieces())).then(readError);
    } finally {
      logEnd({ status, error: text(error['Code']), bytes: range ? range.end - range.start : 0, requestId });
    }
    if (!range) throw refusal(status, response.headers, error);
    const etag = text(response.headers.etag);
    checkIsObject(response.headers);
    const crc64 = readCrc64(response.headers);
    const modifiedAt = Date.parse(text(response.headers['last-modified']));
    return {
      range,
      etag,
      ...(crc64 !== undefined && { crc64 }),
      ...(!Number.isNaN(modifiedAt) && { modifiedAt }),
      async *pieces() {
        const body = response.pieces()[Symbol.asyncIterator]();
        let left = range.end - range.start;
        try {
          while (left > 0) {
            // Time counts only while somebody waits: a slow disk is no silence of COS.
            const next = await withIdleTimeout(bounds, () => body.next());
            if (next.done) throw new Error('socket hang up');
            const piece = next.value.subarray(0, left);
            left -= piece.length;
            yield piece;
          }
          // Only a response that was read to its end leaves its connection to the next request; one that goes on, or does not
          // end, would hold it for ever.
          const rest = withIdleTimeout({ ...bounds, signal: stop.signal }, () => body.next());
          void rest.then(
            ({ done }) => done || response.drop(),
            () => response.drop(),
          );
        } catch (error) {
          throw giveUp(error);
        } finally {
          if (left > 0) response.drop();
          end();
        }
      },
      drop: () => {
        response.drop();
        end();
      },
    };
  } catch (error) {
    throw giveUp(error);
  }
}

/** Throws `invalidResponse` for a log-in page or a proxy's notice, which may have a length and an ETag: only COS adds a request id. */
function checkIsObject(headers: IncomingHttpHeaders): void {
  const missing = ['x-cos-request-id', 'etag'].find((name) => !text(headers[name]));
  if (missing)
    throw new AppError('invalidResponse', `${action}: there is no ${missing}, so this is not a response of COS`);
  // Neither its length nor its CRC-64 would be those of what comes.
  const encoding = text(headers['content-encoding']).trim().toLowerCase();
  if (encoding && encoding !== 'identity')
    throw new AppError('invalidResponse', `${action}: the response was compressed on its way`);
}

async function readText(pieces: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    bytes += piece.length;
    if (bytes > maxErrorLength) break;
  }
  return Buffer.concat(kept).toString();
}

async function readError(body: string): Promise<CosRefusal['error']> {
  return (await readCosXml(body, 'Error')) ?? {};
}

function refusal(statusCode: number, headers: IncomingHttpHeaders, error: CosRefusal['error']): unknown {
  if (statusCode === 412) return new AppError('changedInStore', 'COS has another object there now');
  // With If-Match no object is too short for what was requested, unless it has nothing at all.
  if (statusCode === 416) return new AppError('emptyPackage', 'the object in COS is empty');
  return { statusCode, headers, error } satisfies CosRefusal;
}
