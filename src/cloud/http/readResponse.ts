import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../core/errors';

/** The limits of a response: `maxBytes` of its body, decoded. `onPiece` is called for each piece. */
export interface ResponseLimits {
  readonly method: string;
  readonly maxBytes: number;
  readonly onPiece: () => void;
}

// Both names are of one thing: RFC 9110, 8.4.1.3.
const gzips: ReadonlySet<string> = new Set(['gzip', 'x-gzip']);

/**
 * Reads the body of a response and undoes gzip; an empty body is taken with any encoding. Throws `invalidResponse`, and
 * closes the connection, for a body that is too long, damaged or encoded in another way; the system's error where the
 * connection is lost.
 */
export async function readResponse(incoming: IncomingMessage, limits: ResponseLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const collect = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of pieces) {
      limits.onPiece();
      bytes += piece.length;
      if (bytes > limits.maxBytes) break;
      chunks.push(piece);
    }
  };
  const encoding = (incoming.headers['content-encoding'] ?? '').trim().toLowerCase();
  // A HEAD is answered with the encoding of a body that does not come.
  const isPlain = encoding === '' || encoding === 'identity' || limits.method === 'HEAD';
  let packed = 0;
  const unpackable = async function* (pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const piece of pieces) {
      if (!gzips.has(encoding)) throw invalidResponse('it is encoded in a way that was not asked for');
      packed += piece.length;
      yield piece;
    }
  };
  try {
    await (isPlain ? pipeline(incoming, collect) : pipeline(incoming, unpackable, createGunzip(), collect));
  } catch (error) {
    if (((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_')) {
      if (packed === 0) return Buffer.alloc(0);
      throw invalidResponse('its gzip is damaged');
    }
    // Leaving early is an error of the pipeline too.
    if (bytes <= limits.maxBytes) throw error;
  }
  if (bytes <= limits.maxBytes) return Buffer.concat(chunks);
  incoming.destroy();
  throw invalidResponse(`it has more than ${limits.maxBytes} bytes`);
}

function invalidResponse(why: string): AppError {
  return new AppError('invalidResponse', `the response cannot be read: ${why}`);
}
