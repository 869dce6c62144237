import { createHash } from 'node:crypto';
import { Crc64 } from './crc64';
import type { Content } from './store';

/** Hashes pieces as they come and keeps them as they are. */
export async function hash(pieces: AsyncIterable<Buffer>): Promise<Content> {
  const chunks: Buffer[] = [];
  const md5 = createHash('md5');
  const crc64 = new Crc64();
  let size = 0;
  for await (const piece of pieces) {
    md5.update(piece);
    crc64.update(piece);
    chunks.push(piece);
    size += piece.length;
  }
  return { chunks, size, md5: md5.digest('hex'), crc64: crc64.digest() };
}
