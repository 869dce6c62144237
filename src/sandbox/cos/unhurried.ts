import { setImmediate } from 'node:timers/promises';

const TURN = 4 * 1024 * 1024;

/** Yields the same pieces, letting everything else have a turn now and then. */
export async function* unhurried(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  let since = 0;
  for (const piece of pieces) {
    yield piece;
    since += piece.length;
    if (since < TURN) continue;
    since = 0;
    await setImmediate();
  }
}
