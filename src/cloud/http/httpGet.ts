import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { BaseUrl } from './baseUrl';

/** One GET. `path` is encoded and includes the query. */
export interface GetRequest extends BaseUrl {
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** A response whose body is read piece by piece. */
export interface GetResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Reads the body, once. Throws where the connection is lost before the end; leaving early closes the connection. */
  pieces(): AsyncIterable<Buffer>;
  /** Closes the connection of a body that is not read. */
  drop(): void;
}

/**
 * Sends a GET by `node:http(s)`, which VS Code has taught proxies and certificates, and resolves with the head of the
 * response. Ends at once, and closes the socket, when `signal` aborts. Redirects are not followed.
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
    // As in `sendHttp`.
    headers: { Connection: 'keep-alive', ...headers, Host: host },
  });
  // Given the signal, Node hands the socket an error, which nobody hears once all of the response is there: the process ends.
  signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
  // Whoever waits for the response, or reads it, is told as well.
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
