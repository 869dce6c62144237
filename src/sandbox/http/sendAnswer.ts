import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer';
import type { Link } from './link';

const SLICE = 64 * 1024;
const SPACES = 4;

/**
 * Sends a response at the pace of the link; resolves when the last byte is handed over, rejects when the client is
 * gone. `onLast` is called before the client can have the whole response.
 */
export async function sendAnswer(
  link: Link,
  response: ServerResponse,
  answer: Answer,
  onLast: () => void,
): Promise<void> {
  const last = answer.body[answer.body.length - 1];
  response.writeHead(answer.status, withLength(answer));
  for (let n = 0; answer.spaced && n < SPACES; n++) {
    await write(link, response, Buffer.from('\n'));
    await wait(answer.spaced.ms / SPACES, undefined, { signal: link.signal });
  }
  await answer.spaced?.done;
  for (const chunk of answer.body.slice(0, -1)) await write(link, response, chunk);
  onLast();
  if (last) await write(link, response, last);
  await new Promise<void>((resolve, reject) => {
    // One that is closed already says so no more, and never finishes.
    if (response.destroyed) return reject(new Error('the client went'));
    response.once('close', () => reject(new Error('the client went')));
    response.end(resolve);
  });
}

/** Sends the first half of the body, or of the head where there is no body, and closes the connection. */
export async function sendHalf(
  link: Link,
  response: ServerResponse,
  answer: Answer,
  onLast: () => void,
): Promise<void> {
  onLast();
  const { socket } = response;
  const body = Buffer.concat(answer.body);
  if (body.length > 0) {
    response.writeHead(answer.status, withLength(answer));
    await write(link, response, body.subarray(0, Math.floor(body.length / 2)));
  } else {
    socket?.write(`HTTP/1.1 ${answer.status} OK\r\nx-cos-requ`);
  }
  socket?.destroySoon();
}

async function write(link: Link, response: ServerResponse, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; at += SLICE) {
    const slice = chunk.subarray(at, at + SLICE);
    if (link.limited && response.socket) await link.pass(response.socket, 'down', slice.length);
    if (response.destroyed) throw new Error('the client went');
    if (!response.write(slice)) await drained(response);
  }
}

async function drained(response: ServerResponse): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    settled.abort(),
  );
}

function withLength(answer: Answer): Record<string, string> {
  const length = answer.body.reduce((sum, chunk) => sum + chunk.length, 0);
  return [204, 304].includes(answer.status) || answer.lacksLength || answer.spaced
    ? { ...answer.headers }
    : { 'Content-Length': String(length), ...answer.headers };
}
