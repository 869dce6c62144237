import { AppError } from '../../core/errors';
import type { Connection, UploadGrant } from '../../core/model';
import {
  maxParts,
  type BegunUpload,
  type BucketPlace,
  type Content,
  type ListedPart,
  type ObjectStore,
  type SentPart,
  type StoredObject,
  type StoredPart,
  type StoredSums,
} from '../../core/ports/objectStore';
import { responseTimeouts } from './responseTimeouts';
import { withIdleTimeout, type KeepAlive } from '../http/withIdleTimeout';
import { bodyOf, partList } from './cosBodies';
import { ConnectionsAhead } from './connectionsAhead';
import { cosFailure } from './cosFailure';
import { readDate, readObject, readSums } from './cosHeaders';
import { isUploadId, noAnswer, readParts, readUploads, rootOf, type PartsPage } from './cosListings';
import { unwatched, type HttpResponse } from '../http/sendHttp';
import { text } from '../http/fields';
import { isGone, sendToCos, type CosRequest } from './sendToCos';

/** `silenceMs`: how long a request may go without progress, 30 s unless said otherwise. */
export interface CosOptions {
  readonly silenceMs?: number;
}

type OnSent = (bytes: number) => void;
type Sending = Omit<CosRequest, 'key'> & { readonly body: Content };
type Asking = Omit<CosRequest, 'key' | 'body'> & Partial<Pick<CosRequest, 'key'>>;

const ignore = (): void => undefined;

/** COS over our own data path, which signs, follows nothing and believes only COS. Memory use does not grow with the object. */
export class CosClient implements ObjectStore {
  private readonly silenceMs: number;
  private readonly ahead: ConnectionsAhead;

  constructor({ silenceMs = 30_000 }: CosOptions = {}) {
    this.silenceMs = silenceMs;
    this.ahead = new ConnectionsAhead(silenceMs);
  }

  connect(connection: Connection, place: BucketPlace, count: number, signal: AbortSignal): Promise<void> {
    return this.ahead.open(connection, place, count, signal);
  }

  async put(connection: Connection, grant: UploadGrant, body: Content, onSent: OnSent, signal: AbortSignal) {
    const action = 'PutObject';
    const answer = await this.send(action, connection, grant, { method: 'PUT', body }, onSent, signal);
    mustBeEmpty(action, answer);
    return readSums(answer.headers);
  }

  async putPart(
    connection: Connection,
    grant: UploadGrant,
    { uploadId, number }: SentPart,
    body: Content,
    onSent: OnSent,
    signal: AbortSignal,
  ): Promise<StoredSums> {
    const action = 'UploadPart';
    mustBeUploadId(action, uploadId);
    if (!Number.isInteger(number) || number < 1 || number > maxParts) {
      throw new AppError('internal', `${action}: there is no part ${number}`);
    }
    const upload: Sending = { method: 'PUT', query: { partNumber: String(number), uploadId }, body };
    const answer = await this.send(action, connection, grant, upload, onSent, signal);
    mustBeEmpty(action, answer);
    return readSums(answer.headers);
  }

  async completeUpload(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    parts: readonly StoredPart[],
    signal: AbortSignal,
  ): Promise<StoredSums> {
    const action = 'CompleteMultipartUpload';
    mustBeUploadId(action, uploadId);
    const upload: Sending = { method: 'POST', query: { uploadId }, body: partList(parts) };
    const answer = await this.send(action, connection, grant, upload, ignore, signal);
    const etag = text((await rootOf(answer.body, action))['ETag']);
    // The answer may begin before the object is made: its headers cannot know the ETag.
    return readSums({ ...answer.headers, etag });
  }

  async beginUpload(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<BegunUpload> {
    const action = 'InitiateMultipartUpload';
    const upload: Sending = { method: 'POST', query: { uploads: '' }, body: bodyOf('') };
    const answer = await this.send(action, connection, grant, upload, ignore, signal);
    const uploadId = text((await rootOf(answer.body, action))['UploadId']);
    const at = readDate(answer.headers);
    if (isUploadId(uploadId)) return { uploadId, ...(at !== undefined && { at }) };
    throw noAnswer(action);
  }

  async head(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<StoredObject | undefined> {
    const answer = await this.ask('HeadObject', connection, grant, { method: 'HEAD' }, signal);
    return answer && readObject(answer.headers);
  }

  async remove(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<void> {
    const action = 'DeleteObject';
    mustBeEmpty(action, await this.ask(action, connection, grant, { method: 'DELETE' }, signal));
  }

  async abortUpload(connection: Connection, grant: UploadGrant, uploadId: string, signal: AbortSignal) {
    const action = 'AbortMultipartUpload';
    // What cannot be the id of an upload is none; an empty one would remove the object.
    if (!isUploadId(uploadId)) return false;
    const asked: Asking = { method: 'DELETE', query: { uploadId } };
    const answer = await this.ask(action, connection, grant, asked, signal);
    mustBeEmpty(action, answer);
    return answer !== undefined;
  }

  async openUploads(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<readonly string[]> {
    const asked: Asking = { method: 'GET', key: '', query: { uploads: '', prefix: grant.key } };
    const answer = await this.ask('ListMultipartUploads', connection, grant, asked, signal);
    return readUploads(answer?.body ?? '', grant.key);
  }

  async listParts(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    signal: AbortSignal,
  ): Promise<readonly ListedPart[]> {
    const action = 'ListParts';
    mustBeUploadId(action, uploadId);
    const parts: ListedPart[] = [];
    for (let from: number | undefined = 0; from !== undefined && parts.length < maxParts;) {
      const query = { uploadId, 'part-number-marker': String(from) };
      const answer = await this.ask(action, connection, grant, { method: 'GET', query }, signal);
      if (!answer) throw new AppError('uploadGone', `${action}: there is no such upload`);
      const page: PartsPage = await readParts(answer.body, from);
      for (const part of page.parts) parts.push(part);
      from = page.next;
    }
    return parts.sort((a, b) => a.number - b.number);
  }

  private async send(
    action: string,
    connection: Connection,
    grant: UploadGrant,
    upload: Sending,
    onSent: OnSent,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const { bytes } = upload.body;
    const answerMs = this.silenceMs * responseTimeouts(bytes);
    return this.run(action, grant, signal, async (inner, alive) => {
      const sent = (count: number): void => {
        alive(count < bytes ? this.silenceMs : answerMs);
        if (!inner.aborted) onSent(count);
      };
      const watch = { onSent: sent, onAnswer: () => alive() };
      const answer = await sendToCos(connection, grant, { ...upload, key: grant.key }, watch, inner);
      this.ahead.note(answer);
      return answer;
    });
  }

  /** `undefined` where COS says that what is asked about does not exist. */
  private ask(
    action: string,
    connection: Connection,
    grant: UploadGrant,
    asked: Asking,
    signal: AbortSignal,
  ): Promise<HttpResponse | undefined> {
    return this.run(action, grant, signal, (inner) =>
      sendToCos(connection, grant, { key: grant.key, ...asked }, unwatched, inner).catch((error: unknown) => {
        if (isGone(error, asked.method)) return undefined;
        throw error;
      }),
    );
  }

  private async run<T>(
    action: string,
    { credential }: UploadGrant,
    signal: AbortSignal,
    work: (inner: AbortSignal, alive: KeepAlive) => Promise<T>,
  ): Promise<T> {
    try {
      return await withIdleTimeout({ signal, silenceMs: this.silenceMs, what: action }, work);
    } catch (error) {
      throw cosFailure(error, { action, credential });
    }
  }
}

/** What names no upload is not asked about: the rest of such a request would mean the object. */
function mustBeUploadId(action: string, id: string): void {
  if (!isUploadId(id)) throw new AppError('uploadGone', `${action}: this names no upload`);
}

/** COS confirms what it has stored, and what it has removed, without a word. */
function mustBeEmpty(action: string, answer: HttpResponse | undefined): void {
  if (answer && answer.body.trim() !== '') throw noAnswer(action);
}
