import { constants, crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from './entries';

/**
 * What the packed bytes of an entry hold, at most `most` bytes; `undefined` when they are damaged or swell beyond. All of
 * an entry is held against its CRC-32; the beginning of one is taken as it is.
 */
export function unpack(entry: Entry, packed: Buffer, most: number): Buffer | undefined {
  const bytes = entry.isDeflated ? inflate(packed, most) : packed.subarray(0, most);
  const isWhole = packed.length === entry.packedBytes && (entry.isDeflated || packed.length <= most);
  return bytes && isWhole && (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc32) ? undefined : bytes;
}

function inflate(packed: Buffer, most: number): Buffer | undefined {
  try {
    // Without the flush a beginning would be refused for its missing end.
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most });
  } catch {
    return undefined;
  }
}
