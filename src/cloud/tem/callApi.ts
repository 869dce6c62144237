import { AppError } from '../../core/errors';
import type { Credential } from '../../core/model';
import type { BaseUrl } from '../http/baseUrl';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { header, record } from '../http/fields';
import { loadTemSdk, lossOf } from './temSdk';

/** An API of Tencent Cloud, whoever asks it, and how long it may be silent. */
export interface Api {
  readonly version: string;
  readonly url: BaseUrl;
  readonly credential: Credential;
  readonly timeoutMs: number;
}

/** What is asked of it. */
export interface ApiRequest {
  readonly region: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** The unchecked fields of the answer to one request, sent once. Throws `AppError`, or what the SDK does. */
export async function callApi(
  { version, url, credential, timeoutMs }: Api,
  { region, action, parameters, signal }: ApiRequest,
): Promise<Readonly<Record<string, unknown>>> {
  checkSendable(credential);
  const Client = await loadTemSdk();
  const client = new Client(url.host, version, {
    credential: { ...credential },
    region,
    profile: {
      language: 'en-US',
      httpProfile: { endpoint: url.host, protocol: `${url.protocol}//`, reqTimeout: timeoutMs / 1000 },
    },
  });
  const answer: unknown = await withIdleTimeout({ signal, silenceMs: timeoutMs, what: action }, (inner) =>
    client.request(action, { ...parameters }, { signal: inner }).catch((error: unknown) => {
      throw lossOf(inner) ?? error;
    }),
  );
  return record(answer);
}

/** A key that no request can carry is none that Tencent Cloud gave: Node would only tell of a header. */
function checkSendable({ secretId, token }: Credential): void {
  if (!header.test(secretId)) throw new AppError('unknownKey', 'the SecretId holds what no SecretId does');
  if (token !== undefined && !header.test(token))
    throw new AppError('expiredKey', 'the token holds what no token does');
}
