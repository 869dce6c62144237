import { once } from 'node:events';
import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import https from 'node:https';
import type { Content } from '../../core/ports/objectStore';
import type { BaseUrl } from './baseUrl';
import { readResponse } from './readResponse';

/** One HTTP request. `path` is encoded and includes the query; one without a body can be sent twice. */
export interface HttpRequest extends BaseUrl {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: Content;
  /** The longest body of the response, decoded; bytes. */
  readonly maxResponse: number;
}

/** A whole response. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** True for a connection that an earlier request had opened. */
  readonly isReused: boolean;
}

/** Callbacks while a request runs. */
export interface Watch {
  /** Called with the bytes of the request's body that the system has taken so far. */
  readonly onSent: (bytes: number) => void;
  /** Called for each piece of the response. */
  readonly onResponse: () => void;
}

/** Ignores the progress of a request. */
export const unwatched: Watch = { onSent: () => undefined, onResponse: () => undefined };

/**
 * Sends one request by `node:http(s)`, which VS Code has taught proxies and certificates, and resolves with the response; a
 * redirect is not followed. Ends at once, and closes the socket, when `signal` aborts. Rejects with `invalidResponse` for a
 * response that is too long, else with the error of the system, of the body's source, or of the signal.
 */
export async function sendHttp(request: HttpRequest, watch: Watch, signal: AbortSignal): Promise<HttpResponse> {
  const { protocol, host, method, path, headers, body } = request;
  const { hostname, port } = new URL(`${protocol}//${host}`);
  const outgoing = (protocol === 'https:' ? https : http).request({
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method,
    path,
    // In so many words, since the agent that VS Code puts in for its proxies would close every connection.
    headers: { Connection: 'keep-alive', ...headers, Host: host, ...(body && { 'Content-Length': body.bytes }) },
    signal,
  });
  let hasResponded = false;
  outgoing.once('response', () => (hasResponded = true));
  const response = readFrom(outgoing, request.maxResponse, watch);
  const sent = sendBody(outgoing, body, watch);
  try {
    return await Promise.race([response, sent.then(() => response)]);
  } catch (error) {
    // A connection that was kept from the last request may be gone by now: that alone is no reason to tell anybody.
    const isReset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    const isStale = outgoing.reusedSocket && isReset && !hasResponded;
    if (body || !isStale || signal.aborted) throw error;
    return await sendHttp(request, watch, signal);
  } finally {
    response.catch(() => undefined);
    // A response before the end of the body: the rest has no taker, and the connection cannot be used again.
    if (!outgoing.writableFinished) outgoing.destroy();
    // The body's buffers are not to be lent out again before nothing reads into them any more.
    await sent.catch(() => undefined);
  }
}

async function readFrom(outgoing: ClientRequest, maxBytes: number, { onResponse }: Watch): Promise<HttpResponse> {
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = await readResponse(incoming, { method: outgoing.method, maxBytes, onPiece: onResponse });
  const { statusCode = 0, headers } = incoming;
  return { status: statusCode, headers, body: body.toString(), isReused: outgoing.reusedSocket };
}

// A slice that the system has taken shows that the line is alive: as much at a time as it takes in about this time.
const sliceMs = 100;
const minSlice = 64 * 1024;

/** Takes a piece when the system has the one before: a source needs no more than one buffer. */
async function sendBody(outgoing: ClientRequest, body: Content | undefined, { onSent }: Watch): Promise<void> {
  let failure: Error | undefined;
  let rejectWrite: (error: Error) => void = () => undefined;
  const fail = (error: Error): void => rejectWrite((failure ??= error));
  outgoing.on('error', fail).once('close', () => fail(new Error('socket hang up')));
  const write = (slice: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      rejectWrite = reject;
      if (failure) reject(failure);
      else outgoing.write(slice, (error) => (error ? reject(error) : resolve()));
    });
  let sent = 0;
  let maxSlice = minSlice;
  for await (const piece of body?.pieces() ?? []) {
    for (let at = 0; at < piece.length;) {
      const slice = piece.subarray(at, at + maxSlice);
      const began = performance.now();
      await write(slice);
      maxSlice = performance.now() - began < sliceMs ? Math.min(2 * maxSlice, piece.length) : minSlice;
      at += slice.length;
      sent += slice.length;
      onSent(sent);
    }
  }
  outgoing.end();
}
