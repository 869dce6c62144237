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
  /** How long the body of the answer may be, decoded; bytes. */
  readonly maxResponse: number;
}

/** A whole answer. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** It came over a connection that an earlier request had opened. */
  readonly isReused: boolean;
}

/** What is told while a request runs. */
export interface Watch {
  /** The bytes of the request's body that the system has taken so far. */
  readonly onSent: (bytes: number) => void;
  /** Something of the answer has come. */
  readonly onAnswer: () => void;
}

/** For a request that nobody watches. */
export const unwatched: Watch = { onSent: () => undefined, onAnswer: () => undefined };

/**
 * Sends one request by `node:http(s)`, which VS Code has taught proxies and certificates; a redirect is an answer, and is
 * not followed. Ends at once, and its socket with it, when `signal` aborts. Rejects with `invalidResponse` for an answer without
 * an end, else with the error of the system, of the body's source, or of the signal.
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
  const answered = answerOf(outgoing, request.maxResponse, watch);
  const sent = sendBody(outgoing, body, watch);
  try {
    return await Promise.race([answered, sent.then(() => answered)]);
  } catch (error) {
    // A connection that was kept from the last request may be gone by now: that alone is no reason to tell anybody.
    const isStale = outgoing.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    if (body || !isStale || signal.aborted) throw error;
    return await sendHttp(request, watch, signal);
  } finally {
    answered.catch(() => undefined);
    // An answer before the end of the body: the rest has no taker, and the connection cannot be used again.
    if (!outgoing.writableFinished) outgoing.destroy();
    // The body's buffers are not to be lent out again before nothing reads into them any more.
    await sent.catch(() => undefined);
  }
}

async function answerOf(outgoing: ClientRequest, maxBytes: number, { onAnswer }: Watch): Promise<HttpResponse> {
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = await readResponse(incoming, { method: outgoing.method, maxBytes, onPiece: onAnswer });
  const { statusCode = 0, headers } = incoming;
  return { status: statusCode, headers, body: body.toString(), isReused: outgoing.reusedSocket };
}

// A slice that the system has taken shows that the line is alive: as much at a time as it takes in about this time.
const sliceMs = 100;
const minSlice = 64 * 1024;

/** Asks for a piece when the one before is with the system: a source needs no more than one buffer. */
async function sendBody(outgoing: ClientRequest, body: Content | undefined, { onSent }: Watch): Promise<void> {
  let lost: Error | undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const lose = (error: Error): void => giveUp((lost ??= error));
  outgoing.on('error', lose).once('close', () => lose(new Error('socket hang up')));
  const write = (slice: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      giveUp = reject;
      if (lost) reject(lost);
      else outgoing.write(slice, (error) => (error ? reject(error) : resolve()));
    });
  let sent = 0;
  let most = minSlice;
  for await (const piece of body?.pieces() ?? []) {
    for (let at = 0; at < piece.length;) {
      const slice = piece.subarray(at, at + most);
      const began = performance.now();
      await write(slice);
      most = performance.now() - began < sliceMs ? Math.min(2 * most, piece.length) : minSlice;
      at += slice.length;
      sent += slice.length;
      onSent(sent);
    }
  }
  outgoing.end();
}
