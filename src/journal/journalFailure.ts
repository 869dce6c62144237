import { AppError } from '../core/errors';
import { AlreadyLockedError } from '../files/fileLock';

/** Translates an error of reading or writing the journal, or what `what` names instead, to `AppError`. */
export function journalFailure(error: unknown, what = 'the journal of uploads'): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AlreadyLockedError) return new AppError('alreadyLocked', 'another window runs this upload');
  const { code, syscall } = error as NodeJS.ErrnoException;
  const detail = `${what}: ${code ?? 'unknown error'}${syscall ? ` (${syscall})` : ''}`;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(isFull ? 'diskFull' : 'journalFailed', detail, undefined, { cause: error });
}

/** Runs work that reads or writes the journal, or what `what` names instead; rejects with `AppError` only. */
export async function withJournalErrors<T>(work: () => Promise<T>, what?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw journalFailure(error, what);
  }
}
