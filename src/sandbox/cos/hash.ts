import { createHash } from 'node:crypto';
import { Crc64 } from './crc64';
import { Pieces } from './pieces';
import type { Content, Store } from './store';

/** Hashes pieces as they come and keeps them. Throws when `store` has no room for them. */
export async function hash(pieces: AsyncIterable<Buffer>, store: Store): Promise<Content> {
  const kept = new Pieces();
  const md5 = createHash('md5');
  const crc64 = new Crc64();
  let size = 0;
  try {
    for await (const piece of pieces) {
      store.reserve(piece.length);
      size += piece.length;
      md5.update(piece);
      crc64.update(piece);
      kept.add(piece);
    }
  } finally {
    // Whoever keeps them takes the room anew.
    store.release(size);
  }
  return { chunks: kept.all(), size, md5: md5.digest('hex'), crc64: crc64.digest() };
}
