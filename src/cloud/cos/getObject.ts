import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../core/errors';
import type { Credential } from '../../core/model';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { cosFailure } from './cosFailure';
import { readCrc64 } from './cosHeaders';
import { text } from '../http/fields';
import { httpGet, type GetRequest } from '../http/httpGet';
import { readContentRange, type ContentRange } from './readContentRange';
import { readCosXml } from './readCosXml';

/** How to ask: `silenceMs` is how long nothing may come; `credential` must not be in any message. */
export interface GetOptions {
  readonly silenceMs: number;
  readonly credential?: Credential;
}

/** Bytes of one object, on their way. `etag` as the store writes it, quotes and all. */
export interface ObjectResponse {
  readonly range: ContentRange;
  readonly etag: string;
  readonly crc64?: string;
  /** Exactly the bytes of `range`. Throws `AppError`: a connection that is lost, silence, `cancelled`. */
  pieces(): AsyncIterable<Uint8Array>;
  drop(): void;
}

const action = 'GetObject';
const maxErrorLength = 64 * 1024;

/**
 * GETs an object or a range of it. Throws `AppError` only: `changedInStore` where If-Match does not hold, or `invalidResponse` for
 * an answer that is no store's.
 */
export async function getObject(
  request: GetRequest,
  options: GetOptions,
  signal: AbortSignal,
): Promise<ObjectResponse> {
  const failed = (error: unknown): AppError =>
    cosFailure(error, { action, credential: options.credential ?? { secretId: '', secretKey: '' } });
  const bounds = { signal, silenceMs: options.silenceMs, what: action };
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
    const answer = await withIdleTimeout(bounds, () => httpGet({ ...request, headers }, stop.signal));
    const range = readContentRange(answer.status, answer.headers);
    const etag = text(answer.headers.etag);
    if (range) checkIsObject(answer.headers);
    if (!range) {
      const said = answer.status >= 300 ? await withIdleTimeout(bounds, () => wordsOf(answer.pieces())) : '';
      throw await refusal(answer.status, answer.headers, said);
    }
    const crc64 = readCrc64(answer.headers);
    return {
      range,
      etag,
      ...(crc64 !== undefined && { crc64 }),
      async *pieces() {
        const body = answer.pieces()[Symbol.asyncIterator]();
        let left = range.end - range.start;
        try {
          while (left > 0) {
            // Time counts only while somebody waits: a slow disk is not the store's silence.
            const next = await withIdleTimeout(bounds, () => body.next());
            if (next.done) throw new Error('socket hang up');
            const piece = next.value.subarray(0, left);
            left -= piece.length;
            yield piece;
          }
          // Only an answer that was read to its end leaves its connection to the next request; one that goes on, or does not
          // end, would hold it for ever.
          const rest = withIdleTimeout({ ...bounds, signal: stop.signal }, () => body.next());
          void rest.then(
            ({ done }) => done || answer.drop(),
            () => answer.drop(),
          );
        } catch (error) {
          throw giveUp(error);
        } finally {
          if (left > 0) answer.drop();
          end();
        }
      },
      drop: () => {
        answer.drop();
        end();
      },
    };
  } catch (error) {
    throw giveUp(error);
  }
}

/** A log-in page or a proxy's notice may well be a 200 with a length and an ETag: the id of a request only COS gives. */
function checkIsObject(headers: IncomingHttpHeaders): void {
  const missing = ['x-cos-request-id', 'etag'].find((name) => !text(headers[name]));
  if (missing)
    throw new AppError('invalidResponse', `${action}: there is no ${missing}, so this is no answer of COS's`);
  // Neither its length nor its CRC-64 would be those of what comes.
  const encoding = text(headers['content-encoding']).trim().toLowerCase();
  if (encoding && encoding !== 'identity')
    throw new AppError('invalidResponse', `${action}: the answer was packed on its way`);
}

async function wordsOf(pieces: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    bytes += piece.length;
    if (bytes > maxErrorLength) break;
  }
  return Buffer.concat(kept).toString();
}

async function refusal(status: number, headers: IncomingHttpHeaders, body: string): Promise<unknown> {
  if (status === 412) return new AppError('changedInStore', 'the object in the store is another one now');
  // With If-Match no object is too short for what was asked of it, unless it has nothing at all.
  if (status === 416) return new AppError('emptyPackage', 'the object in the store is empty');
  return { statusCode: status, headers, error: await readCosXml(body, 'Error') };
}
