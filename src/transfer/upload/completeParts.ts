import { AppError } from '../../core/errors';
import type { StoredObject, StoredPart } from '../../core/ports/objectStore';
import { askHere, isGoneThere, type MultipartUpload } from './multipartUpload';
import { RestartRequiredError } from './restartRequiredError';
import { isRetryable, retry, transferRetryPolicy } from '../../core/retry';
import { isBefore, judge, type Reported, type Expected } from './verdict';

const maxLooks = 3;

/**
 * Makes the parts the object; an answer that was lost is settled by asking for the object. Throws `requestRefused` where the store
 * does not take these parts.
 */
export async function completeParts(
  at: MultipartUpload,
  parts: readonly StoredPart[],
  wanted: Expected,
): Promise<Reported> {
  const { job, underway, signal } = at;
  job.run.report({ stage: 'verifying' });
  job.leftovers.object = wanted;
  return askHere(at, async (grant) => {
    try {
      return await job.needs.store.completeUpload(job.connection, grant, underway.uploadId, parts, signal);
    } catch (error) {
      const isGone = isGoneThere(error);
      const isRefused = error instanceof AppError && error.failure === 'requestRefused';
      if (signal.aborted || !(isGone || isRefused || isRetryable(error))) throw error;
      // Only the object itself can tell whether this try, or an earlier one, has made it.
      const found = isGone ? await certainly(at) : await job.head(signal).catch(() => undefined);
      const is = found && judge(found, wanted).kind;
      if (found && is === 'right') return found;
      // With the parts gone, an object that nobody can tell from them is more likely theirs than a reason to send all again.
      if (found && isGone && is === 'unknown' && !isBefore(found, job.beginning)) return found;
      throw isGone ? new RestartRequiredError(error) : error;
    }
  });
}

/** The object, or that there is none: with what is begun gone, everything hangs on that answer. */
function certainly({ job, signal }: MultipartUpload): Promise<StoredObject | undefined> {
  const { pause } = job.needs;
  return retry(transferRetryPolicy, pause, () => job.head(signal), { signal, maxAttempts: maxLooks });
}
