import { AppError } from '../../core/errors';
import { noLog } from '../../core/ports/log';
import type {
  Download,
  OpenPackageRequest,
  PackageMeasure,
  PackageStore,
  StoredSource,
} from '../../core/ports/packageStore';
import { cosAddress } from './cosAddress';
import type { CosOptions } from './cosRequests';
import { getObject, type ObjectResponse } from './getObject';
import { ifMatch, isSameMark, strongMark } from './objectMark';
import { readAhead, type Span } from './readAhead';
import { signedLink } from './signedLink';
import { encodeCos, signCos } from './signCos';

// The end of a ZIP with its whole directory, for up to some 2,500 entries: most packages need nothing else but a
// manifest.
const tailBytes = 256 * 1024;
// Where nobody knows how long the object is: with the manifest, which most build tools put first.
const headBytes = 128 * 1024;
// Where ranges are not known all of an object comes: that much may be.
const maxWhole = 8 * 1024 * 1024;
const maxAttempts = 2;

/** Requests the bytes `[start, end)`, or as many of them as there are. */
type FetchRange = (start: number, end: number, etag?: string) => Promise<ObjectResponse>;

/** Stored packages by GETs of our own. Memory use does not grow with the object. */
export class CosReader implements Pick<PackageStore, 'openPackage' | 'measurePackage' | 'download'> {
  private readonly options: Required<CosOptions>;

  constructor({ idleTimeoutMs = 30_000, log = noLog }: CosOptions = {}) {
    this.options = { idleTimeoutMs, log };
  }

  async openPackage(
    { connection, grant, storedPackage }: OpenPackageRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<StoredSource> {
    const { packageName, version, bytes, bucket, key } = storedPackage;
    const name = `${packageName} ${version}`;
    const fetch = this.rangesOf({ connection, grant, storedPackage }, { signal });
    const response = await retryOffline(() => fetchFirst(fetch, bytes));
    const { range, etag } = response;
    if (range.start === 0 && range.end === range.total && range.total > maxWhole) {
      response.drop();
      throw wholeOnly();
    }
    const first: Span = { start: range.start, end: range.end, content: Promise.resolve(await collect(response)) };
    const read = readAhead(
      range.total,
      (start, length) => retryOffline(() => fetchPart(fetch, etag, { start, length })),
      first,
    );
    // COS gives no weak ones, and copies from none.
    const object = { bucket, region: grant.region, key, etag: strongMark(etag), bytes: range.total };
    return { name, bytes: range.total, isRemote: true, object, read };
  }

  async measurePackage(request: OpenPackageRequest, { signal }: { signal: AbortSignal }): Promise<PackageMeasure> {
    const fetch = this.rangesOf(request, { signal });
    const response = await retryOffline(() => fetch(0, 1));
    response.drop();
    const { range, crc64, modifiedAt } = response;
    return { bytes: range.total, ...(crc64 && { crc64 }), ...(modifiedAt !== undefined && { modifiedAt }) };
  }

  async download(
    { url, range: rest }: Parameters<PackageStore['download']>[0],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Download> {
    const headers = rest && rest.byte > 0 ? { ...rangeOf(rest.byte, rest.bytes), ...ifMatch(rest.etag) } : {};
    const request = { ...signedLink(url), headers };
    const response = await getObject(request, { ...this.options, signal }).catch((error: unknown) =>
      throwLinkFailure(rest ? tooShort(error) : error),
    );
    const { range, etag, crc64 } = response;
    const isOther = rest !== undefined && !isSameMark(etag, rest.etag);
    // A cache between may begin earlier, at one of its blocks: what is there already is passed over.
    const isRequested = range.start <= (rest?.byte ?? 0) && range.end === range.total;
    if (!isOther && isRequested) {
      const pieces = () => response.pieces();
      const drop = () => response.drop();
      return { bytes: range.total, etag, ...(crc64 && { crc64 }), from: range.start, pieces, drop };
    }
    response.drop();
    throw isOther ? otherObject() : otherRange();
  }

  /** Makes the function that requests ranges of a package. */
  private rangesOf(
    { connection, grant, storedPackage: { bucket, key } }: OpenPackageRequest,
    { signal }: { readonly signal: AbortSignal },
  ): FetchRange {
    return async (start, end, etag) => {
      const address = cosAddress(connection, { ...grant, bucket });
      const path = `/${key}`;
      const headers = {
        Authorization: signCos(grant, { method: 'GET', path, query: {}, headers: { host: address.host } }),
        'x-cos-security-token': grant.credential.token,
        ...rangeOf(start, end),
        ...(etag && ifMatch(etag)),
      };
      const request = { ...address, path: path.split('/').map(encodeCos).join('/'), headers };
      return getObject(request, { ...this.options, signal, credential: grant.credential }).catch(throwReadFailure);
    };
  }
}

/** Fetches the end of the object, or its beginning where its size is unknown or has shrunk. */
async function fetchFirst(fetch: FetchRange, bytes = 0): Promise<ObjectResponse> {
  if (bytes > 0) {
    try {
      return await fetchExactly(fetch, Math.max(0, bytes - tailBytes), bytes);
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'emptyPackage') throw error;
    }
  }
  return fetchExactly(fetch, 0, headBytes);
}

async function fetchExactly(fetch: FetchRange, start: number, end: number): Promise<ObjectResponse> {
  const response = await fetch(start, end);
  const { range } = response;
  const isWhole = range.start === 0 && range.end === range.total;
  if (isWhole || (range.start === start && range.end === Math.min(range.total, end))) return response;
  response.drop();
  throw otherRange();
}

async function fetchPart(
  fetch: FetchRange,
  etag: string,
  { start, length }: { readonly start: number; readonly length: number },
): Promise<Uint8Array> {
  const response = await fetch(start, start + length, etag).catch((error: unknown) => {
    throw tooShort(error);
  });
  const { range } = response;
  const isRequested = range.start === start && range.end === start + length;
  const isOther = !isSameMark(response.etag, etag);
  if (!isOther && isRequested) return collect(response);
  response.drop();
  if (isOther) throw otherObject();
  throw range.start === 0 && range.end === range.total ? wholeOnly() : otherRange();
}

async function collect(response: ObjectResponse): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  for await (const piece of response.pieces()) kept.push(piece);
  return Buffer.concat(kept);
}

/** Runs `work` once more after a lost connection: a kept one may have gone since the last request. */
async function retryOffline<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'offline' || attempt >= maxAttempts) throw error;
    }
  }
}

/** Rethrows what is refused as `readRefused`. */
function throwReadFailure(error: unknown): never {
  const isRefused = error instanceof AppError && error.failure === 'grantRefused';
  throw isRefused ? new AppError('readRefused', error.detail, error.requestId) : error;
}

/** Rethrows what is refused as `linkRefused`. */
function throwLinkFailure(error: unknown): never {
  const isRefused = error instanceof AppError && ['grantRefused', 'grantUnfit', 'grantExpired'].includes(error.failure);
  throw isRefused ? new AppError('linkRefused', 'COS refused the link', error.requestId) : error;
}

/** Translates a range beyond the end: the object has shrunk, hence is another one, which a weak ETag could not require. */
function tooShort(error: unknown): unknown {
  return error instanceof AppError && error.failure === 'emptyPackage' ? otherObject() : error;
}

/** Formats a range in the one form that COS documents: both ends, counted from 0. */
function rangeOf(start: number, end: number): { readonly Range: string } {
  return { Range: `bytes=${start}-${end - 1}` };
}

function otherObject(): AppError {
  return new AppError('changedInStore', 'COS has another object there now');
}

function otherRange(): AppError {
  return new AppError('invalidResponse', 'GetObject: COS returned other bytes than were requested');
}

function wholeOnly(): AppError {
  return new AppError('readRefused', 'COS returns the whole object only');
}
