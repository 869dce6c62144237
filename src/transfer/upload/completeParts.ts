import { AppError } from '../../core/errors';
import type { StoredPart } from '../../core/ports/objectStore';
import { isRetryable } from '../../core/retry';
import { compare, type Expected, type Reported } from './compareStored';
import type { MultipartSession } from './multipartSession';
import { isUploadGone, RestartRequiredError } from './multipartUpload';

const maxHeads = 3;

/**
 * Joins the parts into the object; where the response was lost, HeadObject tells whether COS has done so. Throws
 * `requestRefused` where COS does not take these parts.
 */
export function completeParts(
  session: MultipartSession,
  parts: readonly StoredPart[],
  expected: Expected,
): Promise<Reported> {
  const { context, upload, signal } = session;
  context.progress.report({ stage: 'verifying' });
  context.leftovers.object = expected;
  return upload.complete({ parts, recover: (error) => findCompleted(session, expected, error) }, { signal });
}

/** Looks for the object: only it can tell whether this attempt, or an earlier one, has made it. Else rethrows. */
async function findCompleted(
  { context, signal }: MultipartSession,
  expected: Expected,
  error: unknown,
): Promise<Reported> {
  const { object, start } = context;
  const isGone = isUploadGone(error);
  const isRefused = error instanceof AppError && error.failure === 'requestRefused';
  if (signal.aborted || !(isGone || isRefused || isRetryable(error))) throw error;
  // With the parts gone everything hangs on this response.
  const found = isGone
    ? await object.head({ signal, maxAttempts: maxHeads })
    : await object.head({ signal, maxAttempts: 1 }).catch(() => undefined);
  const kind = found && compare(found, expected).kind;
  if (found && kind === 'match') return found;
  // With the parts gone, an object that nobody can tell from them is more likely theirs than a reason to send all again.
  if (found && isGone && kind === 'unknown' && !start.isAfter(found)) return found;
  throw isGone ? new RestartRequiredError(error) : error;
}
