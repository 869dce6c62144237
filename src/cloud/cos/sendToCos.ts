import type { IncomingHttpHeaders } from 'node:http';
import type { Connection, ReadGrant } from '../../core/model';
import type { Content } from '../../core/ports/objectStore';
import { cosAddress } from './cosAddress';
import { sendHttp, type HttpResponse, type Watch } from '../http/sendHttp';
import { record, requestIdOf, text } from '../http/fields';
import { readCosXml } from './readCosXml';
import { encodeCos, signCos } from './signCos';

/** A request for one key, or for the bucket itself where `key` is empty. Query names and values are decoded. */
export interface CosRequest {
  readonly method: 'PUT' | 'POST' | 'GET' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Content;
}

/** An answer that is no success, in the form of the SDK's errors. `error` is empty where it was not COS that answered. */
export interface CosRefusal {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly error: Readonly<Record<string, unknown>>;
}

const maxResponse = 4 * 1024 * 1024;

/**
 * Sends one request to the store; bytes of a body are read once and none kept. Resolves with what COS itself answered,
 * which is what carries its request id. Rejects with what ended the request or, for an answer that is no success (an error
 * may come with status 200), with a `CosRefusal`.
 */
export async function sendToCos(
  connection: Connection,
  grant: Omit<ReadGrant, 'prefix'>,
  { method, key, query = {}, body }: CosRequest,
  watch: Watch,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const address = cosAddress(connection, grant);
  const path = `/${key}`;
  const fields = Object.entries(query).map(([name, value]) => `${encodeCos(name)}=${encodeCos(value)}`);
  const headers = {
    Authorization: signCos(grant, { method, path, query, headers: { host: address.host } }),
    ...(body && { 'Content-Type': 'application/octet-stream' }),
    'x-cos-security-token': grant.credential.token,
  };
  const encoded = path.split('/').map(encodeCos).join('/') + (fields.length > 0 ? `?${fields.join('&')}` : '');
  const request = { ...address, method, path: encoded, headers, maxResponse, ...(body && { body }) };
  const answer = await sendHttp(request, watch, signal);
  const isFromCos = requestIdOf(answer.headers['x-cos-request-id']) !== undefined;
  const error = isFromCos ? await readCosXml(answer.body, 'Error') : undefined;
  if (isFromCos && answer.status >= 200 && answer.status < 300 && !error) return answer;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the SDK does, so that one table reads both
  throw { statusCode: answer.status, headers: answer.headers, error: error ?? {} } satisfies CosRefusal;
}

/**
 * Whether a rejection is COS's own word that there is no such object or upload: by its code or, to a HEAD, whose answer
 * has no place for one, by its status.
 */
export function isGone(rejection: unknown, method: CosRequest['method']): boolean {
  const { statusCode, headers, error } = record(rejection);
  const code = text(record(error)['Code']).toLowerCase();
  if (code) return code === 'nosuchkey' || code === 'nosuchupload';
  return method === 'HEAD' && statusCode === 404 && requestIdOf(record(headers)['x-cos-request-id']) !== undefined;
}
