import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { damaged } from './damaged';

/** Exactly the bytes of `[start, start + length)`. Throws `truncatedPackage` where the source does not have them. */
export async function readBytes(source: ByteSource, start: number, length: number): Promise<Buffer> {
  const isInside = start >= 0 && length >= 0 && start + length <= source.bytes;
  if (!isInside) throw damaged(source, 'it points outside of itself');
  if (length === 0) return Buffer.alloc(0);
  const bytes = await source.read(start, length);
  if (bytes.length < length) throw new AppError('truncatedPackage', `${source.name} became shorter while it was read`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, length);
}
