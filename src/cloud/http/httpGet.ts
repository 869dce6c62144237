import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { BaseUrl } from './baseUrl';

/** One GET. `path` is encoded and includes the query. */
export interface GetRequest extends BaseUrl {
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** An answer whose body comes as it is asked for. */
export interface GetResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** To be read once; throws where the connection is lost before the end. Leaving it early closes the connection. */
  pieces(): AsyncIterable<Buffer>;
  /** For a body that nobody reads: closes the connection. */
  drop(): void;
}

/**
 * Sends a GET by `node:http(s)`, which VS Code has taught proxies and certificates, and resolves with the head of the
 * answer. All of it ends at once, and its socket with it, when `signal` aborts. Redirects are not followed.
 */
export async function httpGet(request: GetRequest, signal: AbortSignal): Promise<GetResponse> {
  const { protocol, host, path, headers } = request;
  const { hostname, port } = new URL(`${protocol}//${host}`);
  const outgoing = (protocol === 'https:' ? https : http).request({
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method: 'GET',
    path,
    // As in `exchange`.
    headers: { Connection: 'keep-alive', ...headers, Host: host },
  });
  // Given the signal, Node hands the socket an error, which nobody hears once all of the answer is there: the process ends.
  signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
  // Whoever waits for the answer, or reads it, is told as well.
  outgoing.on('error', () => undefined).end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  incoming.on('error', () => undefined);
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    pieces: () => incoming as AsyncIterable<Buffer>,
    drop: () => void incoming.destroy(),
  };
}
