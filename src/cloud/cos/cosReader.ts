import { AppError } from '../../core/errors';
import type { Connection, ReadGrant } from '../../core/model';
import type { ByteSource } from '../../core/ports/packageReader';
import type { Download, PackageStore, Rest } from '../../core/ports/packageStore';
import { cosAddress } from './cosAddress';
import type { CosOptions } from './cosClient';
import { getObject, type ObjectResponse } from './getObject';
import { ifMatch, isSameMark } from './objectMark';
import { readAhead, type Span } from './readAhead';
import { signedLink } from './signedLink';
import { encodeCos, signCos } from './signCos';

// The end of a ZIP with its whole directory, for up to some 2,500 entries: most packages need nothing else but a
// manifest.
const tailBytes = 256 * 1024;
// Where nobody knows how long the object is: with the manifest, which most build tools put first.
const headBytes = 128 * 1024;
// A store that does not know ranges sends all of an object: that much may be.
const maxWhole = 8 * 1024 * 1024;
const readTries = 2;

/** The bytes `[start, end)`, or as many of them as there are. */
type Ask = (start: number, end: number, etag?: string) => Promise<ObjectResponse>;

/** Reads what COS has, over our own data path: memory use does not grow with the object. */
export class CosReader implements Pick<PackageStore, 'openPackage' | 'download'> {
  private readonly silenceMs: number;

  constructor({ silenceMs = 30_000 }: CosOptions = {}) {
    this.silenceMs = silenceMs;
  }

  async openPackage(
    connection: Connection,
    grant: ReadGrant,
    { bucket, key, packageName, version, bytes }: Parameters<PackageStore['openPackage']>[2],
    signal: AbortSignal,
  ): Promise<ByteSource> {
    const name = `${packageName} ${version}`;
    const ask: Ask = async (start, end, etag) => {
      const address = cosAddress(connection, { ...grant, bucket });
      const path = `/${key}`;
      const headers = {
        Authorization: signCos(grant, { method: 'GET', path, query: {}, headers: { host: address.host } }),
        'x-cos-security-token': grant.credential.token,
        ...rangeOf(start, end),
        ...(etag && ifMatch(etag)),
      };
      const request = { ...address, path: path.split('/').map(encodeCos).join('/'), headers };
      const options = { silenceMs: this.silenceMs, credential: grant.credential };
      return getObject(request, options, signal).catch(failReading);
    };
    const answer = await again(() => askFirst(ask, bytes));
    const { range, etag } = answer;
    if (range.start === 0 && range.end === range.total && range.total > maxWhole) {
      answer.drop();
      throw wholeOnly();
    }
    const first: Span = { start: range.start, end: range.end, content: Promise.resolve(await collect(answer)) };
    const read = readAhead(range.total, (start, length) => again(() => readRange(ask, etag, start, length)), first);
    return { name, bytes: range.total, read };
  }

  async download(url: string, rest: Rest | undefined, signal: AbortSignal): Promise<Download> {
    const headers = rest && rest.byte > 0 ? { ...rangeOf(rest.byte, rest.bytes), ...ifMatch(rest.etag) } : {};
    const request = { ...signedLink(url), headers };
    const answer = await getObject(request, { silenceMs: this.silenceMs }, signal).catch((error: unknown) =>
      failLink(rest ? tooShort(error) : error),
    );
    const { range, etag, crc64 } = answer;
    const isOther = rest !== undefined && !isSameMark(etag, rest.etag);
    // A cache between may begin earlier, at one of its blocks: what is there already is passed over.
    const isAsked = range.start <= (rest?.byte ?? 0) && range.end === range.total;
    if (!isOther && isAsked) {
      const pieces = () => answer.pieces();
      const drop = () => answer.drop();
      return { bytes: range.total, etag, ...(crc64 && { crc64 }), from: range.start, pieces, drop };
    }
    answer.drop();
    throw isOther ? otherObject() : otherRange();
  }
}

/** The end of the object, or its beginning where nobody knows how long it is, or it is not so long any more. */
async function askFirst(ask: Ask, bytes = 0): Promise<ObjectResponse> {
  if (bytes > 0) {
    try {
      return await askFor(ask, Math.max(0, bytes - tailBytes), bytes);
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'emptyPackage') throw error;
    }
  }
  return askFor(ask, 0, headBytes);
}

async function askFor(ask: Ask, start: number, end: number): Promise<ObjectResponse> {
  const answer = await ask(start, end);
  const { range } = answer;
  const isWhole = range.start === 0 && range.end === range.total;
  if (isWhole || (range.start === start && range.end === Math.min(range.total, end))) return answer;
  answer.drop();
  throw otherRange();
}

async function readRange(ask: Ask, etag: string, start: number, length: number): Promise<Uint8Array> {
  const answer = await ask(start, start + length, etag).catch((error: unknown) => {
    throw tooShort(error);
  });
  const { range } = answer;
  const isAsked = range.start === start && range.end === start + length;
  const isOther = !isSameMark(answer.etag, etag);
  if (!isOther && isAsked) return collect(answer);
  answer.drop();
  if (isOther) throw otherObject();
  throw range.start === 0 && range.end === range.total ? wholeOnly() : otherRange();
}

async function collect(answer: ObjectResponse): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  for await (const piece of answer.pieces()) kept.push(piece);
  return Buffer.concat(kept);
}

/** A connection that was kept from the last request may be gone by now: that alone is no reason to tell anybody. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'offline' || tried >= readTries) throw error;
    }
  }
}

/** The same refusals as of an upload, in words that are true of reading. */
function failReading(error: unknown): never {
  const isRefused = error instanceof AppError && error.failure === 'grantRefused';
  throw isRefused ? new AppError('readRefused', error.detail, error.requestId) : error;
}

function failLink(error: unknown): never {
  const isRefused = error instanceof AppError && ['grantRefused', 'grantUnfit', 'grantExpired'].includes(error.failure);
  throw isRefused ? new AppError('linkRefused', 'the store refused the link', error.requestId) : error;
}

/** An object that ends before bytes that it had is another one; a weak ETag could not ask for that. */
function tooShort(error: unknown): unknown {
  return error instanceof AppError && error.failure === 'emptyPackage' ? otherObject() : error;
}

/** In the one form that COS documents: both ends, counted from 0. */
function rangeOf(start: number, end: number): { readonly Range: string } {
  return { Range: `bytes=${start}-${end - 1}` };
}

function otherObject(): AppError {
  return new AppError('changedInStore', 'the object in the store is another one now');
}

function otherRange(): AppError {
  return new AppError('invalidResponse', 'GetObject: the store answered other bytes than were asked for');
}

function wholeOnly(): AppError {
  return new AppError('readRefused', 'the store sends the whole object only');
}
