import type { Connection, UploadGrant } from '../core/model';
import type { Content } from '../core/ports/objectStore';
import { cosAddress } from './cosAddress';
import { exchange, type HttpAnswer, type Watch } from './exchange';
import { readCosXml } from './readCosXml';
import { encodeCos, signCos } from './signCos';

/** A request with a body for the granted key. Query names and values are decoded. */
export interface CosUpload {
  readonly method: 'PUT' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly body: Content;
}

/**
 * Sends bytes to the store, each read once and none kept. Rejects with what ended the request or, for an answer that is
 * no success (an error may come with status 200), with `{statusCode, headers, error}` as the SDK does.
 */
export async function sendToCos(
  connection: Connection,
  grant: UploadGrant,
  { method, query = {}, body }: CosUpload,
  watch: Watch,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const address = cosAddress(connection, grant);
  const path = `/${grant.key}`;
  const fields = Object.entries(query).map(([name, value]) => `${encodeCos(name)}=${encodeCos(value)}`);
  const headers = {
    Authorization: signCos(grant, { method, path, query, headers: { host: address.host } }),
    'Content-Type': 'application/octet-stream',
    'x-cos-security-token': grant.credential.token,
  };
  const encoded = path.split('/').map(encodeCos).join('/') + (fields.length > 0 ? `?${fields.join('&')}` : '');
  const answer = await exchange({ ...address, method, path: encoded, headers, body }, watch, signal);
  const error = await readCosXml(answer.body, 'Error');
  if (answer.status < 300 && Object.keys(error).length === 0) return answer;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the SDK does, so that one table reads both
  throw { statusCode: answer.status, headers: answer.headers, error };
}
