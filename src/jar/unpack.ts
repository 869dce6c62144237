import { constants, crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from './entries';

/**
 * Unpacks the packed bytes of an entry to at most `maxBytes`; `undefined` when they are damaged or swell beyond. A whole
 * entry is checked against its CRC-32, a beginning is not.
 */
export function unpack(entry: Entry, packed: Buffer, maxBytes: number): Buffer | undefined {
  const bytes = entry.isDeflated ? inflate(packed, maxBytes) : packed.subarray(0, maxBytes);
  const isWhole = packed.length === entry.packedBytes && (entry.isDeflated || packed.length <= maxBytes);
  return bytes && isWhole && (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc32) ? undefined : bytes;
}

/** Unpacks DEFLATE, whole or its beginning, to at most `maxBytes`; `undefined` when it is damaged or swells beyond. */
export function inflate(packed: Buffer, maxBytes: number): Buffer | undefined {
  try {
    // Without the flush a beginning would be refused for its missing end.
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxBytes });
  } catch {
    return undefined;
  }
}
