import { cleanUpUpload, type CleanUpUploadDeps } from './cleanUpUpload';
import { isRefusal } from './isRefusal';
import { raceAbort } from './raceAbort';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The collaborators of discarding. */
export interface DiscardDeps extends CleanUpUploadDeps {
  readonly journal: Pick<UploadJournal, 'take' | 'release' | 'save' | 'abandon' | 'cleanedUp' | 'holders' | 'isOnly'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from COS. Throws `alreadyLocked` where another window has resumed
 * it; `AppError` when COS, TEM or the journal cannot be reached, which keeps the upload, or when they refuse, which leaves it to
 * `runPendingCleanups`; `cancelled` at once when `signal` aborts. Leaves to `runPendingCleanups` what cannot be told from another
 * order's parts.
 */
export async function discardUpload(
  deps: DiscardDeps,
  { order }: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const { journal } = deps;
  const release = (): void => void journal.release(order.id);
  const unfinished = await raceAbort(signal, journal.take(order.id, signal), release);
  // Another window has discarded or finished it: what it became is not ours to remove.
  if (!unfinished) return;
  try {
    if (await raceAbort(signal, isIndistinct(deps, unfinished))) {
      return await raceAbort(signal, leaveToCleanup(deps, unfinished));
    }
    await cleanUpUpload(deps, unfinished, signal);
  } catch (error) {
    // What is refused would be refused each time: said once, it is not offered any more, and tried in silence.
    if (!isRefusal(error)) release();
    else await raceAbort(signal, leaveToCleanup(deps, unfinished)).catch(() => undefined);
    throw error;
  }
  // COS has nothing of it any more, which is what was asked for: nobody waits for the note of that.
  void journal.save(order.id, undefined);
}

async function leaveToCleanup({ journal }: DiscardDeps, unfinished: UnfinishedUpload): Promise<void> {
  await journal.abandon(unfinished);
  await journal.cleanedUp(unfinished, false);
}

/** Tells whether the upload, whose id is lost, cannot be told from another order's under the same key: that one ends first. */
async function isIndistinct({ journal }: DiscardDeps, { order, checkpoint }: UnfinishedUpload): Promise<boolean> {
  return checkpoint.uploadId === '' && (await journal.holders(checkpoint)).some((id) => id !== order.id);
}
