import { STATUS_CODES, type OutgoingHttpHeaders } from 'node:http';
import { onFirstUse } from '../../core/onFirstUse';
import { bodyOf } from '../cos/cosBodies';
import { sendHttp, unwatched, type HttpResponse } from '../http/sendHttp';
import { record, text } from '../http/fields';

/** The options that the SDK passes to `node-fetch`; its agent, proxy and time-out are ignored. */
interface SdkRequest {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  readonly signal: AbortSignal;
}

const maxResponse = 16 * 1024 * 1024;
const lost = new WeakMap<AbortSignal, unknown>();

/**
 * Loads the official SDK's client of any API (TEM, STS) at first use, with our HTTP beneath it: its own follows redirects,
 * with the token, and reads responses without an end. The SDK sends everything through one function, which has been the
 * same since its version 4.0.7.
 */
export const loadTemSdk = onFirstUse(load);

/** Returns the error of the request with this signal, of which the SDK passes on the message only. */
export function lossOf(signal: AbortSignal): unknown {
  return lost.get(signal);
}

async function load(): Promise<typeof CommonClient> {
  const [{ CommonClient }, beneath] = await Promise.all([
    import(/* webpackChunkName: "tem-sdk" */ 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client'),
    import(/* webpackChunkName: "tem-sdk" */ 'tencentcloud-sdk-nodejs/tencentcloud/common/http/fetch'),
  ]);
  (beneath as { default: unknown }).default = send;
  return CommonClient;
}

/** Tells whether the API itself refused: with any status but 200 the SDK would read no more than the status. */
function isRefusal({ status, body }: HttpResponse): boolean {
  if (status < 400) return false;
  try {
    return text(record(record(record(JSON.parse(body))['Response'])['Error'])['Code']) !== '';
  } catch {
    return false;
  }
}

async function send(url: string, { method, headers, body, signal }: SdkRequest): Promise<Response> {
  const { protocol, host, pathname, search } = new URL(url);
  try {
    const response = await sendHttp(
      {
        protocol: protocol === 'http:' ? 'http:' : 'https:',
        host,
        method,
        path: pathname + search,
        // A connection of its own for each request, as the SDK has it.
        headers: { ...headers, 'Accept-Encoding': 'gzip', Connection: 'close' },
        body: bodyOf(body),
        maxResponse,
      },
      unwatched,
      signal,
    );
    // Of the headers the SDK would only see whether it is to read the response as a stream of events.
    const status = isRefusal(response) ? 200 : response.status;
    return new Response(response.body || null, { status, statusText: STATUS_CODES[status] ?? '' });
  } catch (error) {
    lost.set(signal, error);
    throw error;
  }
}
