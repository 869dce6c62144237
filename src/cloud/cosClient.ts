import type Cos from 'cos-nodejs-sdk-v5';
import { AppError } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type { Content, ObjectStore, StoredObject } from '../core/ports';
import { bounded, type Alive } from './bounded';
import { cosFailure } from './cosFailure';
import { count, text } from './fields';
import { meteredBody } from './meteredBody';
import { openCos } from './openCos';

/** `silenceMs`: how long a request may go without progress, 30 s unless said otherwise. */
export interface CosOptions {
  readonly silenceMs?: number;
}

type Work<T> = (cos: Cos, place: Place, inner: AbortSignal, alive: Alive) => Promise<T>;

type Sums = Omit<StoredObject, 'bytes'>;
type Headers = Readonly<Record<string, unknown>>;

interface Place {
  readonly Bucket: string;
  readonly Region: string;
  readonly Key: string;
}

// What the operating system may still hold when the last byte has left this process.
const systemBuffer = 4 * 1024 * 1024;

/** COS over the official SDK, which is loaded at the first call. Memory use does not grow with the object. */
export class CosClient implements ObjectStore {
  private readonly silenceMs: number;

  constructor({ silenceMs = 30_000 }: CosOptions = {}) {
    this.silenceMs = silenceMs;
  }

  async put(
    connection: Connection,
    grant: UploadGrant,
    content: Content,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Sums> {
    const answerMs = this.silenceMs * (1 + 2 * Math.min(1, content.bytes / systemBuffer));
    return this.call('PutObject', connection, grant, signal, (cos, place, inner, alive) => {
      const onBytes = (bytes: number): void => {
        alive(bytes < content.bytes ? this.silenceMs : answerMs);
        if (!inner.aborted) onSent(bytes);
      };
      return sendBody(cos, { ...place, ContentLength: content.bytes }, content, onBytes, inner);
    });
  }

  async head(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<StoredObject | undefined> {
    return this.call('HeadObject', connection, grant, signal, async (cos, place) => {
      const answer = await cos.headObject(place).catch((error: unknown) => {
        if ((error as Cos.CosSdkError).statusCode === 404) return undefined;
        throw error;
      });
      return answer && readHead(answer.headers ?? {});
    });
  }

  async remove(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<void> {
    await this.call('DeleteObject', connection, grant, signal, (cos, place) => cos.deleteObject(place));
  }

  private async call<T>(
    action: string,
    connection: Connection,
    grant: UploadGrant,
    signal: AbortSignal,
    work: Work<T>,
  ): Promise<T> {
    const place = { Bucket: grant.bucket, Region: grant.region, Key: grant.key };
    try {
      return await bounded({ signal, silenceMs: this.silenceMs, what: action }, async (inner, alive) =>
        work(await openCos(connection, grant, inner), place, inner, alive),
      );
    } catch (error) {
      throw cosFailure(error, { action, credential: grant.credential });
    }
  }
}

function sendBody(
  cos: Cos,
  place: Place & Pick<Cos.PutObjectParams, 'ContentLength'>,
  content: Content,
  onBytes: (bytes: number) => void,
  inner: AbortSignal,
): Promise<Sums> {
  return new Promise((resolve, reject) => {
    const body = meteredBody(content, onBytes, reject);
    inner.addEventListener('abort', body.close, { once: true });
    // Outside the SDK's task list: a task that is stopped there never settles.
    const parameters = { ...place, Body: body.stream, SkipTask: true };
    cos
      .putObject(parameters)
      .then(({ headers }) => resolve(readSums(headers ?? {})), reject)
      .finally(body.close);
  });
}

function readHead(headers: Headers): StoredObject {
  const sums = readSums(headers);
  if (!sums.etag && !sums.crc64) throw new AppError('garbled', "HeadObject: the answer is not one of COS's");
  return { bytes: count(headers['content-length']), ...sums };
}

function readSums(headers: Headers): Sums {
  const etag = text(headers['etag']).replace(/^"|"$/g, '');
  const crc64 = text(headers['x-cos-hash-crc64ecma']);
  return { etag, ...(crc64 && { crc64 }) };
}
