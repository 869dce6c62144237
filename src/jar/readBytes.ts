import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';

/** Reads exactly the bytes of `[start, start + length)`. Throws `truncatedPackage` where the source does not have them. */
export async function readBytes(source: ByteSource, start: number, length: number): Promise<Buffer> {
  const isInside = start >= 0 && length >= 0 && start + length <= source.bytes;
  if (!isInside) throw damagedPackage(source, 'it points outside of itself');
  if (length === 0) return Buffer.alloc(0);
  const bytes = await source.read(start, length);
  if (bytes.length < length) throw new AppError('truncatedPackage', `${source.name} became shorter while it was read`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, length);
}

/** Makes the error of a package that is not whole; `why` goes on after "is damaged: ". */
export function damagedPackage(source: Pick<ByteSource, 'name'>, why: string): AppError {
  return new AppError('truncatedPackage', `${source.name} is damaged: ${why}`);
}
