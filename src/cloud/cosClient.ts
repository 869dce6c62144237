import type Cos from 'cos-nodejs-sdk-v5';
import { AppError } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type {
  BegunUpload,
  Content,
  ListedPart,
  ObjectStore,
  SentPart,
  StoredObject,
  StoredPart,
  StoredSums,
} from '../core/ports/objectStore';
import { bounded, type Alive } from './bounded';
import { bodyOf, partList } from './cosBodies';
import { cosFailure } from './cosFailure';
import type { HttpAnswer } from './exchange';
import { records, text } from './fields';
import { loadSdk, openCos } from './openCos';
import { readCosXml } from './readCosXml';
import { sendToCos, type CosUpload } from './sendToCos';

/** `silenceMs`: how long a request may go without progress, 30 s unless said otherwise. */
export interface CosOptions {
  readonly silenceMs?: number;
}

type OnSent = (bytes: number) => void;
type Headers = Readonly<Record<string, unknown>>;
type SdkWork<T> = (cos: Cos, place: Place) => Promise<T>;

interface Place {
  readonly Bucket: string;
  readonly Region: string;
  readonly Key: string;
}

// What the operating system may still hold when the last byte has left this process.
const systemBuffer = 4 * 1024 * 1024;
const loadAfterMs = 1000;
const ignore = (): void => undefined;

/**
 * COS: what carries bytes, may be answered only minutes later, or must not be sent twice unawares over our own data path;
 * the small rest by the official SDK, loaded at the first such call. Memory use does not grow with the object.
 */
export class CosClient implements ObjectStore {
  private readonly silenceMs: number;
  private loading: NodeJS.Timeout | undefined;

  constructor({ silenceMs = 30_000 }: CosOptions = {}) {
    this.silenceMs = silenceMs;
  }

  async put(connection: Connection, grant: UploadGrant, body: Content, onSent: OnSent, signal: AbortSignal) {
    const answer = await this.send('PutObject', connection, grant, { method: 'PUT', body }, onSent, signal);
    return readSums('PutObject', answer.headers);
  }

  async putPart(
    connection: Connection,
    grant: UploadGrant,
    { uploadId, number }: SentPart,
    body: Content,
    onSent: OnSent,
    signal: AbortSignal,
  ): Promise<StoredSums> {
    const upload: CosUpload = { method: 'PUT', query: { partNumber: String(number), uploadId }, body };
    const answer = await this.send('UploadPart', connection, grant, upload, onSent, signal);
    return readSums('UploadPart', answer.headers);
  }

  async completeUpload(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    parts: readonly StoredPart[],
    signal: AbortSignal,
  ): Promise<StoredSums> {
    const action = 'CompleteMultipartUpload';
    const upload: CosUpload = { method: 'POST', query: { uploadId }, body: partList(parts) };
    const answer = await this.send(action, connection, grant, upload, ignore, signal);
    const { ETag } = await readCosXml(answer.body, `${action}Result`);
    return readSums(action, { ...answer.headers, etag: ETag });
  }

  async beginUpload(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<BegunUpload> {
    const action = 'InitiateMultipartUpload';
    const upload: CosUpload = { method: 'POST', query: { uploads: '' }, body: bodyOf('') };
    const answer = await this.send(action, connection, grant, upload, ignore, signal);
    const uploadId = text((await readCosXml(answer.body, `${action}Result`))['UploadId']);
    const at = timeOf(answer.headers.date);
    if (uploadId) return { uploadId, ...(at !== undefined && { at }) };
    throw garbled(action);
  }

  async head(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<StoredObject | undefined> {
    return this.ask('HeadObject', connection, grant, signal, async (cos, place) => {
      const headers = await orNothing(cos.headObject(place).then((answer): Headers => answer.headers ?? {}));
      return (
        headers && {
          ...readBytes(headers['content-length']),
          ...readSums('HeadObject', headers),
          ...readTimes(headers),
        }
      );
    });
  }

  async remove(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<void> {
    await this.ask('DeleteObject', connection, grant, signal, (cos, place) => cos.deleteObject(place));
  }

  async abortUpload(connection: Connection, grant: UploadGrant, uploadId: string, signal: AbortSignal): Promise<void> {
    await this.ask('AbortMultipartUpload', connection, grant, signal, (cos, place) =>
      orNothing(cos.multipartAbort({ ...place, UploadId: uploadId })),
    );
  }

  async openUploads(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<readonly string[]> {
    return this.ask('ListMultipartUploads', connection, grant, signal, async (cos, { Bucket, Region, Key }) => {
      const { Upload } = await cos.multipartList({ Bucket, Region, Prefix: Key, Delimiter: '' });
      return records(Upload)
        .filter((upload) => text(upload['Key']) === Key)
        .map((upload) => text(upload['UploadId']));
    });
  }

  async listParts(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    signal: AbortSignal,
  ): Promise<readonly ListedPart[]> {
    return this.ask('ListParts', connection, grant, signal, async (cos, place) => {
      const parts: ListedPart[] = [];
      for (let marker = '0'; ; marker = String(parts.at(-1)?.number)) {
        const page = await cos.multipartListPart({ ...place, UploadId: uploadId, PartNumberMarker: marker });
        const next = records(page.Part)
          .flatMap(readPart)
          .filter(({ number }) => number > (parts.at(-1)?.number ?? 0));
        parts.push(...next);
        if (String(page.IsTruncated) !== 'true' || next.length === 0) return parts;
      }
    });
  }

  private async send(
    action: string,
    connection: Connection,
    grant: UploadGrant,
    upload: CosUpload,
    onSent: OnSent,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const { bytes } = upload.body;
    const answerMs = this.silenceMs * (1 + 2 * Math.min(1, bytes / systemBuffer));
    // Whoever stops an upload that takes a while must not wait until what tidies up after it is loaded.
    this.loading ??= setTimeout(() => void loadSdk().catch(ignore), loadAfterMs).unref();
    return this.run(action, grant, signal, (inner, alive) => {
      const sent = (count: number): void => {
        alive(count < bytes ? this.silenceMs : answerMs);
        if (!inner.aborted) onSent(count);
      };
      return sendToCos(connection, grant, upload, { onSent: sent, onAnswer: () => alive() }, inner);
    });
  }

  private ask<T>(action: string, connection: Connection, grant: UploadGrant, signal: AbortSignal, work: SdkWork<T>) {
    const { bucket, region, key } = grant;
    return this.run(action, grant, signal, async (inner) =>
      work(await openCos(connection, grant, inner), { Bucket: bucket, Region: region, Key: key }),
    );
  }

  private async run<T>(
    action: string,
    { credential }: UploadGrant,
    signal: AbortSignal,
    work: (inner: AbortSignal, alive: Alive) => Promise<T>,
  ): Promise<T> {
    try {
      return await bounded({ signal, silenceMs: this.silenceMs, what: action }, work);
    } catch (error) {
      throw cosFailure(error, { action, credential });
    }
  }
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if ((error as Cos.CosSdkError).statusCode === 404) return undefined;
    throw error;
  });
}

function readSums(action: string, headers: Headers): StoredSums {
  const etag = text(headers['etag']);
  const crc64 = text(headers['x-cos-hash-crc64ecma']);
  if (!etag && !crc64 && !text(headers['x-cos-request-id'])) throw garbled(action);
  return { ...(etag && { etag }), ...(/^\d{1,20}$/.test(crc64) && { crc64 }) };
}

function readBytes(length: unknown): Pick<StoredObject, 'bytes'> {
  return /^\d{1,15}$/.test(text(length)) ? { bytes: Number(length) } : {};
}

function readTimes(headers: Headers): Pick<StoredObject, 'storedAt' | 'toldAt'> {
  const [storedAt, toldAt] = [timeOf(headers['last-modified']), timeOf(headers['date'])];
  return { ...(storedAt !== undefined && { storedAt }), ...(toldAt !== undefined && { toldAt }) };
}

function timeOf(date: unknown): number | undefined {
  const at = Date.parse(text(date));
  return Number.isNaN(at) ? undefined : at;
}

function readPart(row: Readonly<Record<string, unknown>>): readonly ListedPart[] {
  const [number, etag] = [Number(text(row['PartNumber'])), text(row['ETag'])];
  return Number.isSafeInteger(number) && etag ? [{ number, etag, ...readBytes(row['Size']) }] : [];
}

function garbled(action: string): AppError {
  return new AppError('garbled', `${action}: the answer is not one of COS's`);
}
