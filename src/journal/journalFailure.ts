import { AppError } from '../core/errors';
import { AlreadyLockedError } from '../files/fileLock';

/** What a person is told where the journal cannot be read or written; what has an own failure already keeps it. */
export function journalFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AlreadyLockedError) return new AppError('alreadyLocked', 'another window is at this upload');
  const { code, syscall } = error as NodeJS.ErrnoException;
  const detail = `the journal of uploads: ${code ?? 'unknown error'}${syscall ? ` (${syscall})` : ''}`;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(isFull ? 'diskFull' : 'journalFailed', detail, undefined, { cause: error });
}

/** Runs what reads or writes the journal; rejects with `AppError` only. */
export async function ofJournal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw journalFailure(error);
  }
}
