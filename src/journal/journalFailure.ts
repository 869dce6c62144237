import { AppError } from '../core/errors';
import { AlreadyLockedError } from '../files/fileLock';

/** Translates an error of reading or writing the journal to `AppError`. */
export function journalFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AlreadyLockedError) return new AppError('alreadyLocked', 'another window runs this upload');
  const { code, syscall } = error as NodeJS.ErrnoException;
  const detail = `the journal of uploads: ${code ?? 'unknown error'}${syscall ? ` (${syscall})` : ''}`;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(isFull ? 'diskFull' : 'journalFailed', detail, undefined, { cause: error });
}

/** Runs work that reads or writes the journal; rejects with `AppError` only. */
export async function withJournalErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw journalFailure(error);
  }
}
