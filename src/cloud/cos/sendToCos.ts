import type { IncomingHttpHeaders } from 'node:http';
import type { Connection, ReadGrant } from '../../core/model';
import type { Log } from '../../core/ports/log';
import type { Content, RequestOptions } from '../../core/ports/objectStore';
import { cosAddress } from './cosAddress';
import { sendHttp, unwatched, type HttpResponse, type Watch } from '../http/sendHttp';
import { record, requestIdOf, text } from '../http/fields';
import { readCosXml } from './readCosXml';
import { errorName, requestLine, type LoggedRequest } from './requestLine';
import { encodeCos, signCos } from './signCos';

/** A request for one key, or for the bucket where `key` is empty. Query names and values are not encoded. */
export interface CosRequest {
  readonly method: 'PUT' | 'POST' | 'GET' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Content;
  /** Further headers, by their names in lower case; signed as well. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The same with its action, as in a policy (`PutObject`), and the grant that signs it. */
export interface SignedRequest extends CosRequest {
  readonly action: string;
  readonly connection: Connection;
  readonly grant: Omit<ReadGrant, 'prefix'>;
}

/** A response that is no success, in the form of the SDK's errors. `error` is empty where COS itself did not respond. */
export interface CosRefusal {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly error: Readonly<Record<string, unknown>>;
}

/** The end, the observer and the log of a request. */
export interface SendToCosOptions extends RequestOptions {
  readonly watch?: Watch;
  readonly log: Pick<Log, 'debug'>;
}

const maxResponse = 4 * 1024 * 1024;

/**
 * Sends one signed request to COS and logs it; the body is read once and not kept. Resolves with the response where COS itself,
 * which adds a request id, reports success. Rejects with the error that ended the request or with a `CosRefusal`, which may
 * come with status 200.
 */
export async function sendToCos(
  { connection, grant, action, method, key, query = {}, body, headers: more = {} }: SignedRequest,
  { signal, watch = unwatched, log, attempt }: SendToCosOptions,
): Promise<HttpResponse> {
  const address = cosAddress(connection, grant);
  const path = `/${key}`;
  const fields = Object.entries(query).map(([name, value]) => `${encodeCos(name)}=${encodeCos(value)}`);
  const headers = {
    ...more,
    Authorization: signCos(grant, { method, path, query, headers: { host: address.host, ...more } }),
    ...(body && { 'Content-Type': 'application/octet-stream' }),
    'x-cos-security-token': grant.credential.token,
  };
  const encoded = path.split('/').map(encodeCos).join('/') + (fields.length > 0 ? `?${fields.join('&')}` : '');
  const request = { ...address, method, path: encoded, headers, maxResponse, ...(body && { body }) };
  const startedAt = performance.now();
  let bytes = 0;
  const onSent = (sent: number): void => watch.onSent((bytes = sent));
  const logEnd = (end: Pick<LoggedRequest, 'status' | 'error' | 'requestId'>): void =>
    log.debug(requestLine({ action, ms: performance.now() - startedAt, bytes, attempt, ...end }, grant.credential));
  const response = await sendHttp(request, { ...watch, onSent }, signal).catch((error: unknown) => {
    logEnd({ error: errorName(error) });
    throw error;
  });
  const requestId = requestIdOf(response.headers['x-cos-request-id']);
  const isFromCos = requestId !== undefined;
  const error = isFromCos ? await readCosXml(response.body, 'Error') : undefined;
  const code = text(error?.['Code']);
  logEnd({ status: response.status, requestId, ...(code && { error: code }) });
  if (isFromCos && response.status >= 200 && response.status < 300 && !error) return response;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the SDK does, so that one table reads both
  throw { statusCode: response.status, headers: response.headers, error: error ?? {} } satisfies CosRefusal;
}

/**
 * Tells whether COS itself reports that there is no such object or upload: by its code or, where a response to HEAD has no body
 * for one, by its status.
 */
export function isGone(error: unknown, method: CosRequest['method']): boolean {
  const { statusCode, headers, error: body } = record(error);
  const code = text(record(body)['Code']).toLowerCase();
  if (code) return code === 'nosuchkey' || code === 'nosuchupload';
  return method === 'HEAD' && statusCode === 404 && requestIdOf(record(headers)['x-cos-request-id']) !== undefined;
}
