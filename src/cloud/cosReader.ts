import { AppError } from '../core/errors';
import type { Connection, ReadGrant, StoredPackage } from '../core/model';
import type { ByteSource } from '../core/ports/packageReader';
import type { Download, PackageStore } from '../core/ports/packageStore';
import { cosAddress } from './cosAddress';
import type { CosOptions } from './cosClient';
import { getFromStore, type ObjectAnswer } from './getFromStore';
import { readAhead, type Span } from './readAhead';
import { signedLink } from './signedLink';
import { encodeCos, signCos } from './signCos';

// The end of a ZIP with its whole directory, for up to some 2,500 entries: most packages need nothing else but a
// manifest.
const tailBytes = 256 * 1024;
// A store that does not know ranges sends all of an object: that much may be.
const mostWhole = 8 * 1024 * 1024;
const readTries = 2;

type Ask = (range: string, etag?: string) => Promise<ObjectAnswer>;

/** Reads what COS has, over our own data path: memory use does not grow with the object. */
export class CosReader implements Pick<PackageStore, 'openPackage' | 'download'> {
  private readonly silenceMs: number;

  constructor({ silenceMs = 30_000 }: CosOptions = {}) {
    this.silenceMs = silenceMs;
  }

  async openPackage(
    connection: Connection,
    grant: ReadGrant,
    { bucket, key, packageName, version }: Pick<StoredPackage, 'bucket' | 'key' | 'packageName' | 'version'>,
    signal: AbortSignal,
  ): Promise<ByteSource> {
    const name = `${packageName} ${version}`;
    const ask: Ask = async (range, etag) => {
      const address = cosAddress(connection, { ...grant, bucket });
      const path = `/${key}`;
      const headers = {
        Authorization: signCos(grant, { method: 'GET', path, query: {}, headers: { host: address.host } }),
        'x-cos-security-token': grant.credential.token,
        Range: range,
        ...(etag && { 'If-Match': etag }),
      };
      const request = { ...address, path: path.split('/').map(encodeCos).join('/'), headers };
      const options = { silenceMs: this.silenceMs, credential: grant.credential };
      return getFromStore(request, options, signal).catch(failReading);
    };
    const tail = await again(() => ask(`bytes=-${tailBytes}`));
    const { range, etag } = tail;
    if (range.end !== range.total || (range.start > 0 && range.total - range.start !== tailBytes)) {
      tail.drop();
      throw otherRange();
    }
    if (range.start === 0 && range.total > mostWhole) {
      tail.drop();
      throw wholeOnly();
    }
    const content = await collect(tail);
    const first: Span = { start: range.start, end: range.end, content: Promise.resolve(content) };
    const read = readAhead(range.total, (start, length) => again(() => readRange(ask, etag, start, length)), first);
    return { name, bytes: range.total, read };
  }

  async download(
    url: string,
    { byte, etag }: { readonly byte: number; readonly etag?: string },
    signal: AbortSignal,
  ): Promise<Download> {
    const request = signedLink(url);
    const isRest = byte > 0 && etag !== undefined;
    const headers = isRest ? { Range: `bytes=${byte}-`, 'If-Match': etag } : {};
    const options = { silenceMs: this.silenceMs };
    const answer = await getFromStore({ ...request, headers }, options, signal).catch(failLink);
    const { range } = answer;
    const isOther = isRest && answer.etag !== etag;
    if (!isOther && (range.start === 0 || (isRest && range.start === byte)) && range.end === range.total) {
      const { etag: mark, crc64 } = answer;
      const pieces = () => answer.pieces();
      return { bytes: range.total, etag: mark, ...(crc64 && { crc64 }), from: range.start, pieces };
    }
    answer.drop();
    throw isOther ? new AppError('changedInStore', 'the object in the store is another one now') : otherRange();
  }
}

async function readRange(ask: Ask, etag: string, start: number, length: number): Promise<Uint8Array> {
  const answer = await ask(`bytes=${start}-${start + length - 1}`, etag);
  const { range } = answer;
  const isAsked = range.start === start && range.end === start + length;
  if (answer.etag === etag && isAsked) return collect(answer);
  answer.drop();
  if (answer.etag !== etag) throw new AppError('changedInStore', 'the object in the store is another one now');
  throw range.start === 0 && range.end === range.total ? wholeOnly() : otherRange();
}

async function collect(answer: ObjectAnswer): Promise<Buffer> {
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

function otherRange(): AppError {
  return new AppError('garbled', 'GetObject: the store answered other bytes than were asked for');
}

function wholeOnly(): AppError {
  return new AppError('readRefused', 'the store sends the whole object only');
}
