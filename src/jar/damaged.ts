import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';

/** What to throw of a package that is not whole; `why` goes on after "is damaged: ". */
export function damaged(source: Pick<ByteSource, 'name'>, why: string): AppError {
  return new AppError('truncatedPackage', `${source.name} is damaged: ${why}`);
}
