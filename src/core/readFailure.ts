import { AppError } from './errors';

/** Translates an error of reading the file at `path` to `gone`, or to `unreadable` with the system's code. */
export function readFailure(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new AppError('gone', `${path} does not exist`)
    : new AppError('unreadable', `${path} cannot be read (${code})`);
}
