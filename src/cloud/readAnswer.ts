import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../core/errors';

/** What an answer may hold: `mostBytes` of its body, decoded; `onPiece` is told of each piece. */
export interface AnswerBounds {
  readonly method: string;
  readonly mostBytes: number;
  readonly onPiece: () => void;
}

/**
 * Reads the body of an answer and undoes gzip, which is counted as it comes. Throws `garbled`, and closes the connection,
 * for one that is longer than it may be, damaged, or encoded in another way; the error of the system where the connection
 * is lost.
 */
export async function readAnswer(incoming: IncomingMessage, bounds: AnswerBounds): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const collect = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    let bytes = 0;
    for await (const piece of pieces) {
      bounds.onPiece();
      bytes += piece.length;
      if (bytes > bounds.mostBytes) throw garbled(`it has more than ${bounds.mostBytes} bytes`);
      chunks.push(piece);
    }
  };
  const encoding = (incoming.headers['content-encoding'] ?? '').trim().toLowerCase();
  // A HEAD is answered with the encoding of a body that does not come.
  if (encoding === '' || encoding === 'identity' || bounds.method === 'HEAD') {
    await pipeline(incoming, collect);
  } else if (encoding === 'gzip') {
    await pipeline(incoming, createGunzip(), collect).catch(failUnzipping);
  } else {
    incoming.destroy();
    throw garbled('it is encoded in a way that was not asked for');
  }
  return Buffer.concat(chunks);
}

function failUnzipping(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  throw code.startsWith('Z_') ? garbled('its gzip is damaged') : error;
}

function garbled(why: string): AppError {
  return new AppError('garbled', `the answer cannot be read: ${why}`);
}
