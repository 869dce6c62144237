import { once } from 'node:events';
import { constants, crc32, createInflateRaw, inflateRawSync, type InflateRaw } from 'node:zlib';
import type { Entry } from '../entries';
import type { Archive } from '../readArchive';
import type { ReadAhead } from './readAhead';

const localHeaderSize = 30;
const localSignature = 0x04034b50;
// Inflated in one piece each, which is much faster: most classes, and few libraries.
const maxSmallPacked = 256 * 1024;
const maxSmall = 4 * 1024 * 1024;
const inflatedPieceBytes = 256 * 1024;

/**
 * Tells whether the bytes of an entry have the size and the CRC-32 of the directory, at the cost of reading and inflating all of
 * them; at most one byte more is inflated. Throws as the source of `ahead` does, whose bytes before the entry are used up.
 */
export async function isIntact({ prefix, end }: Archive, entry: Entry, ahead: ReadAhead): Promise<boolean> {
  const at = prefix + entry.headerAt;
  const header = await ahead.bytes(at, localHeaderSize);
  const dataAt = at + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (header.readUInt32LE(0) !== localSignature || dataAt + entry.packedBytes > end) return false;
  // What some tools write for an empty file is no deflated stream at all.
  if (entry.packedBytes === 0) return entry.bytes === 0 && entry.crc32 === 0;
  if (!entry.isDeflated) return (await sumOf(ahead.pieces(dataAt, entry.packedBytes))) === entry.crc32;
  if (entry.packedBytes <= maxSmallPacked && entry.bytes <= maxSmall) {
    return isSmallIntact(entry, await ahead.bytes(dataAt, entry.packedBytes));
  }
  return isLargeIntact(entry, ahead.pieces(dataAt, entry.packedBytes));
}

async function sumOf(pieces: AsyncIterable<Buffer>): Promise<number> {
  let sum = 0;
  for await (const piece of pieces) sum = crc32(piece, sum);
  return sum;
}

function isSmallIntact(entry: Entry, packed: Buffer): boolean {
  try {
    // One byte more than there should be is enough to tell; the smallest chunk of zlib is 64 bytes.
    const chunkSize = Math.max(constants.Z_MIN_CHUNK, entry.bytes + 1);
    const bytes = inflateRawSync(packed, { maxOutputLength: entry.bytes + 1, chunkSize });
    return bytes.length === entry.bytes && crc32(bytes) === entry.crc32;
  } catch {
    return false;
  }
}

async function isLargeIntact(entry: Entry, packed: AsyncIterable<Buffer>): Promise<boolean> {
  const inflating = createInflateRaw({ chunkSize: inflatedPieceBytes });
  const writing = write(packed, inflating);
  let bytes = 0;
  let sum = 0;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      inflating
        .on('data', (piece: Buffer) => {
          bytes += piece.length;
          sum = crc32(piece, sum);
          if (bytes > entry.bytes) resolve(false);
        })
        .on('error', () => resolve(false))
        // Also where the stream ends before its bytes do: then no more of them are taken.
        .on('end', () => resolve(bytes === entry.bytes && sum === entry.crc32));
      writing.catch(reject);
    });
  } finally {
    inflating.destroy();
    // The next entry is read by the same means.
    await writing.catch(() => undefined);
  }
}

/** Writes pieces as fast as they are taken, until all are, or the stream is over. */
async function write(pieces: AsyncIterable<Buffer>, into: InflateRaw): Promise<void> {
  const over = new Promise<void>((resolve) => into.once('close', resolve));
  for await (const piece of pieces) {
    if (!into.destroyed && !into.write(piece)) await Promise.race([over, once(into, 'drain')]);
    if (into.destroyed) return;
  }
  into.end();
}
