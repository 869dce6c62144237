import { AppError } from '../../core/errors';
import {
  maxParts,
  type CreatedUpload,
  type ListedPart,
  type ObjectRequest,
  type ObjectStore,
  type RequestOptions,
  type SendOptions,
  type StoredObject,
  type StoredSums,
  type UploadIdRequest,
} from '../../core/ports/objectStore';
import { text } from '../http/fields';
import type { HttpResponse } from '../http/sendHttp';
import { ConnectionsAhead } from './connectionsAhead';
import { bodyOf, partList } from './cosBodies';
import { copyHeaders } from './copyHeaders';
import { readDate, readObject, readSums } from './cosHeaders';
import { isUploadId, invalidResponse, readParts, readUploads, rootOf, type PartsPage } from './cosListings';
import { CosRequests, type ContentRequest, type CosOptions } from './cosRequests';

type Input<M extends keyof ObjectStore> = Parameters<ObjectStore[M]>[0];

const ignore = (): void => undefined;

/** COS by signed requests of our own, never redirected. Memory use does not grow with the object. */
export class CosClient implements ObjectStore {
  private readonly requests: CosRequests;
  private readonly ahead: ConnectionsAhead;

  constructor(options: CosOptions = {}) {
    this.requests = new CosRequests(options);
    this.ahead = new ConnectionsAhead(this.requests.idleTimeoutMs);
  }

  connect(input: Input<'connect'>, options: { readonly signal: AbortSignal }): Promise<void> {
    return this.ahead.open(input, options);
  }

  async put({ connection, grant, content }: Input<'put'>, options: SendOptions): Promise<StoredSums> {
    const action = 'PutObject';
    const response = await this.send({ action, connection, grant, method: 'PUT', body: content }, options);
    mustBeEmpty(action, response);
    return readSums(response.headers);
  }

  async uploadPart(input: Input<'uploadPart'>, options: SendOptions): Promise<StoredSums> {
    const action = 'UploadPart';
    const { connection, grant, uploadId, number, content: body } = input;
    const query = partQuery(action, { uploadId, number });
    const response = await this.send({ action, connection, grant, method: 'PUT', query, body }, options);
    mustBeEmpty(action, response);
    return readSums(response.headers);
  }

  async copyPart(input: Input<'copyPart'>, options: RequestOptions): Promise<StoredSums> {
    const action = 'UploadPartCopy';
    const { connection, grant, base, start, end } = input;
    const query = partQuery(action, input);
    const headers = copyHeaders(base, start, end);
    const request = { action, connection, grant, method: 'PUT', query, headers } as const;
    const response = await this.requests.request(request, options);
    if (!response) throw new AppError('notFound', `${action}: there is no such object, or no such upload`);
    const etag = text((await rootOf(response.body, action, 'CopyPartResult'))['ETag']);
    // The response may begin before the part is made: its headers cannot know the ETag.
    return readSums({ ...response.headers, etag });
  }

  async completeUpload(input: Input<'completeUpload'>, options: RequestOptions): Promise<StoredSums> {
    const action = 'CompleteMultipartUpload';
    const { connection, grant, uploadId, parts } = input;
    mustBeUploadId(action, uploadId);
    const request: ContentRequest = {
      action,
      connection,
      grant,
      method: 'POST',
      query: { uploadId },
      body: partList(parts),
    };
    const response = await this.send(request, { ...options, onSent: ignore });
    const etag = text((await rootOf(response.body, action))['ETag']);
    // The response may begin before the object is made: its headers cannot know the ETag.
    return readSums({ ...response.headers, etag });
  }

  async createUpload({ connection, grant }: ObjectRequest, options: RequestOptions): Promise<CreatedUpload> {
    const action = 'InitiateMultipartUpload';
    const request: ContentRequest = {
      action,
      connection,
      grant,
      method: 'POST',
      query: { uploads: '' },
      body: bodyOf(''),
    };
    const response = await this.send(request, { ...options, onSent: ignore });
    const uploadId = text((await rootOf(response.body, action))['UploadId']);
    const createdAt = readDate(response.headers);
    if (isUploadId(uploadId)) return { uploadId, ...(createdAt !== undefined && { createdAt }) };
    throw invalidResponse(action);
  }

  async head({ connection, grant }: ObjectRequest, options: RequestOptions): Promise<StoredObject | undefined> {
    const request = { action: 'HeadObject', connection, grant, method: 'HEAD' } as const;
    const response = await this.requests.request(request, options);
    return response && readObject(response.headers);
  }

  async remove({ connection, grant }: ObjectRequest, options: RequestOptions): Promise<void> {
    const action = 'DeleteObject';
    const request = { action, connection, grant, method: 'DELETE' } as const;
    mustBeEmpty(action, await this.requests.request(request, options));
  }

  async abortUpload({ connection, grant, uploadId }: UploadIdRequest, options: RequestOptions): Promise<boolean> {
    const action = 'AbortMultipartUpload';
    // What cannot be the id of an upload is none; an empty one would remove the object.
    if (!isUploadId(uploadId)) return false;
    const request = { action, connection, grant, method: 'DELETE', query: { uploadId } } as const;
    const response = await this.requests.request(request, options);
    mustBeEmpty(action, response);
    return response !== undefined;
  }

  async listUploads({ connection, grant }: ObjectRequest, options: RequestOptions): Promise<readonly string[]> {
    const query = { uploads: '', prefix: grant.key };
    const request = { action: 'ListMultipartUploads', connection, grant, method: 'GET', key: '', query } as const;
    const response = await this.requests.request(request, options);
    return readUploads(response?.body ?? '', grant.key);
  }

  async listParts(input: UploadIdRequest, options: RequestOptions): Promise<readonly ListedPart[]> {
    const action = 'ListParts';
    const { connection, grant, uploadId } = input;
    mustBeUploadId(action, uploadId);
    const parts: ListedPart[] = [];
    for (let from: number | undefined = 0; from !== undefined && parts.length < maxParts;) {
      const query = { uploadId, 'part-number-marker': String(from) };
      const response = await this.requests.request({ action, connection, grant, method: 'GET', query }, options);
      if (!response) throw new AppError('uploadGone', `${action}: there is no such upload`);
      const page: PartsPage = await readParts(response.body, from);
      for (const part of page.parts) parts.push(part);
      from = page.next;
    }
    return parts.sort((a, b) => a.number - b.number);
  }

  private async send(request: ContentRequest, options: SendOptions): Promise<HttpResponse> {
    const response = await this.requests.send(request, options);
    this.ahead.recordResponse(response);
    return response;
  }
}

function partQuery(
  action: string,
  { uploadId, number }: { readonly uploadId: string; readonly number: number },
): Readonly<Record<string, string>> {
  mustBeUploadId(action, uploadId);
  if (Number.isInteger(number) && number >= 1 && number <= maxParts) return { partNumber: String(number), uploadId };
  throw new AppError('internal', `${action}: there is no part ${number}`);
}

/** Refuses what is no upload id: the rest of such a request would mean the object. */
function mustBeUploadId(action: string, id: string): void {
  if (!isUploadId(id)) throw new AppError('uploadGone', `${action}: this names no upload`);
}

/** Throws `invalidResponse` unless the body is empty, as COS sends it for what is stored or deleted. */
function mustBeEmpty(action: string, response: HttpResponse | undefined): void {
  if (response && response.body.trim() !== '') throw invalidResponse(action);
}
