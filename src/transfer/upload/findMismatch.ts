import { AppError } from '../../core/errors';
import { isRefusalForGood } from '../../core/isRefusal';
import type { StoredObject } from '../../core/ports/objectStore';
import { compare, hasSameSums, type Expected, type Reported } from './compareStored';
import type { UploadContext } from './uploadContext';

/** A sent object: as it must be, and as COS reported it in response; of its bytes COS copied some. */
export interface SentObject {
  readonly expected: Expected;
  readonly reported: Reported;
  readonly copiedBytes?: number;
}

/**
 * Finds out how the stored object differs from the file; `undefined` where it does not. Throws `unverified` where COS does not
 * report enough to tell.
 */
export async function findMismatch(
  context: UploadContext,
  { reported, expected }: SentObject,
): Promise<AppError | undefined> {
  context.progress.report({ stage: 'verifying' });
  if (compare(reported, expected).kind === 'match') return undefined;
  const found = await headConfirmed(context);
  if (!found) return new AppError('notStored', 'COS accepted the package, but HeadObject finds no object');
  const comparison = compare(found, expected);
  if (comparison.kind === 'match') return undefined;
  if (comparison.kind === 'unknown') throw new AppError('unverified', comparison.mismatchReason);
  // Under the same key there may be somebody else's by now.
  if (hasSameSums(reported, found)) context.leftovers.wrongObject = found;
  return new AppError('wrongLeft', comparison.mismatchReason);
}

/** Reads an object that COS has confirmed: a refusal is `unverified`. */
function headConfirmed({ object, progress: { signal } }: UploadContext): Promise<StoredObject | undefined> {
  return object.head({ signal }).catch((error: unknown) => {
    if (!isRefusalForGood(error)) throw error;
    throw new AppError('unverified', error.detail, error.requestId, { cause: error });
  });
}
