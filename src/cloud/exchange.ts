import { once } from 'node:events';
import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import https from 'node:https';
import type { Content } from '../core/ports/objectStore';
import type { BaseUrl } from './baseUrl';

/** One HTTP request with a body. `path` is encoded and includes the query. */
export interface HttpRequest extends BaseUrl {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Content;
}

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is told while a request runs. */
export interface Watch {
  /** The bytes of the request's body that the system has taken so far. */
  readonly onSent: (bytes: number) => void;
  /** Something of the answer has come. */
  readonly onAnswer: () => void;
}

const longestAnswer = 4 * 1024 * 1024;

/**
 * Sends one request by `node:http(s)`, which VS Code has taught proxies and certificates. Ends at once, and its socket
 * with it, when `signal` aborts. Rejects with the error of the system, of the body's source, or of the signal.
 */
export async function exchange(request: HttpRequest, watch: Watch, signal: AbortSignal): Promise<HttpAnswer> {
  const { protocol, host, method, path, headers, body } = request;
  const { hostname, port } = new URL(`${protocol}//${host}`);
  const outgoing = (protocol === 'https:' ? https : http).request({
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method,
    path,
    headers: { ...headers, Host: host, 'Content-Length': body.bytes },
    signal,
  });
  const answered = answerOf(outgoing, watch);
  const sent = sendBody(outgoing, body, watch);
  try {
    return await Promise.race([answered, sent.then(() => answered)]);
  } finally {
    answered.catch(() => undefined);
    // An answer before the end of the body: the rest has no taker, and the connection cannot be used again.
    if (!outgoing.writableFinished) outgoing.destroy();
    // The body's buffers are not to be lent out again before nothing reads into them any more.
    await sent.catch(() => undefined);
  }
}

async function answerOf(outgoing: ClientRequest, { onAnswer }: Watch): Promise<HttpAnswer> {
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    onAnswer();
    length += chunk.length;
    if (length > longestAnswer) throw new Error('Parse Error: the answer does not end');
    chunks.push(chunk);
  }
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() };
}

// A slice that the system has taken shows that the line is alive: as much at a time as it takes in about this time.
const sliceMs = 100;
const leastSlice = 64 * 1024;

/** Asks for a piece when the one before is with the system: a source needs no more than one buffer. */
async function sendBody(outgoing: ClientRequest, body: Content, { onSent }: Watch): Promise<void> {
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
  let most = leastSlice;
  for await (const piece of body.pieces()) {
    for (let at = 0; at < piece.length;) {
      const slice = piece.subarray(at, at + most);
      const began = performance.now();
      await write(slice);
      most = performance.now() - began < sliceMs ? Math.min(2 * most, piece.length) : leastSlice;
      at += slice.length;
      sent += slice.length;
      onSent(sent);
    }
  }
  outgoing.end();
}
