import { AppError } from '../core/errors';

/** What a failed file operation means to a person: `gone`, or `unreadable` with the system's code. */
export function readFailure(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new AppError('gone', `${path} does not exist`)
    : new AppError('unreadable', `${path} cannot be read (${code})`);
}
