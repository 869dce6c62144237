import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Contestant } from './contestant';

/** One PUT of a file stream by plain `node:http`, nothing checked: the floor where there is no curl. */
export const rawStream: Contestant = {
  open: () =>
    Promise.resolve(async ({ path, bytes, url, key }) => {
      const outgoing = request(`${url}/${key}`, { method: 'PUT', headers: { 'Content-Length': bytes } });
      const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
      await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), outgoing);
      const [incoming] = await answered;
      incoming.resume();
      await once(incoming, 'end');
    }),
};
