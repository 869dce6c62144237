import type { Clock } from '../../core/clock';
import { AppError } from '../../core/errors';
import type { Credential } from '../../core/model';
import type { Log } from '../../core/ports/log';
import type { CallOptions } from '../../core/ports/tem';
import { retry } from '../../core/retry';
import type { BaseUrl } from '../http/baseUrl';
import { header, record, requestIdOf, text } from '../http/fields';
import { redact } from '../http/redact';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { temRetryPolicy } from './temRetryPolicy';
import { loadTemSdk, lossOf } from './temSdk';

/** The fields of a response, unchecked. */
export type ApiFields = Readonly<Record<string, unknown>>;

/** An API of Tencent Cloud, and the credential that calls it. `timeoutMs` limits each attempt. */
export interface Api {
  readonly service: 'TEM' | 'STS';
  readonly version: string;
  readonly url: BaseUrl;
  readonly credential: Credential;
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, 'sleep' | 'random'>;
  readonly log: Pick<Log, 'debug'>;
}

/** One call. `read` reads the response; `failureOf` turns an error of the SDK into an `AppError`, and returns any other. */
export interface ApiRequest<T> {
  readonly region: string;
  readonly action: string;
  readonly parameters: ApiFields;
  readonly read: (response: ApiFields) => T;
  readonly failureOf: (error: unknown) => AppError;
  /** Resolves when an attempt may start, with what is called at its end. */
  readonly takeTurn?: () => Promise<() => void>;
}

/**
 * Calls an action by the official SDK, again as `temRetryPolicy` allows, and writes a debug line for each attempt and each
 * wait. Throws `AppError` only.
 */
export function callApi<T>(api: Api, request: ApiRequest<T>, { signal }: CallOptions): Promise<T> {
  const { service, credential, clock, log } = api;
  const { region, action, read, failureOf, takeTurn } = request;
  const debug = (line: string): void => log.debug(redact(`${service} ${action} ${region}: ${line}`, [credential]));
  let attempt = 0;
  const work = async (): Promise<T> => {
    const endTurn = await takeTurn?.();
    const began = performance.now();
    const logEnd = (outcome: string, requestId: string | undefined): void =>
      debug(
        `${outcome}, ${Math.round(performance.now() - began)} ms, attempt ${attempt}` +
          (requestId === undefined ? '' : `, RequestId ${requestId}`),
      );
    attempt += 1;
    try {
      const response = await sendOnce(api, request, { signal });
      const value = read(response);
      logEnd('ok', requestIdOf(response['RequestId']));
      return value;
    } catch (error) {
      const failure = failureOf(error);
      logEnd(failureName(failure, error), failure.requestId);
      throw failure;
    } finally {
      endTurn?.();
    }
  };
  return retry(temRetryPolicy(action), clock, work, { signal, log: { debug } });
}

async function sendOnce(
  { version, url, credential, timeoutMs }: Api,
  { region, action, parameters }: ApiRequest<unknown>,
  { signal }: CallOptions,
): Promise<ApiFields> {
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
  const response: unknown = await withIdleTimeout({ signal, idleTimeoutMs: timeoutMs, what: action }, (inner) =>
    client.request(action, { ...parameters }, { signal: inner }).catch((error: unknown) => {
      throw lossOf(inner) ?? error;
    }),
  );
  return record(response);
}

/** Throws for a credential that no header can carry, and so Tencent Cloud never gave: Node would name only the header. */
function checkSendable({ secretId, token }: Credential): void {
  if (!header.test(secretId)) throw new AppError('unknownKey', 'the SecretId holds what no SecretId does');
  if (token !== undefined && !header.test(token))
    throw new AppError('expiredKey', 'the token holds what no token does');
}

/** Names a failure for the log with what it was read from: the HTTP status or Tencent Cloud's own code. */
function failureName({ failure }: AppError, error: unknown): string {
  const { httpCode, code } = record(error);
  const from = typeof httpCode === 'number' ? `HTTP ${httpCode}` : text(code);
  // Codes are of letters; anything else may be what somebody typed, sent back.
  const isCode = /^(?:HTTP \d{3}|[A-Z][A-Za-z_]{1,60}(?:\.[A-Z][A-Za-z]{1,60})?)$/.test(from);
  return isCode ? `${failure} (${from})` : failure;
}
