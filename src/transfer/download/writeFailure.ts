import { AppError } from '../../core/errors';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** An error of the file system, met while `path` was written, in the product's words. */
export function writeFailure(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return full.includes(code)
    ? new AppError('diskFull', `${path} cannot be written (${code})`)
    : new AppError('unwritable', `${path} cannot be written (${code})`);
}
