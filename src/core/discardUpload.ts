import { cleanUpUpload, type CleanUpUploadDeps } from './cleanUpUpload';
import { isRefusal } from './errors';
import { raceAbort } from './raceAbort';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What discarding needs. */
export interface DiscardDeps extends CleanUpUploadDeps {
  readonly journal: Pick<UploadJournal, 'take' | 'release' | 'save' | 'abandon' | 'cleanedUp' | 'holders' | 'isOnly'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from the store, also where there is nothing that could be
 * dropped. Throws `alreadyLocked` where another window is at it; `AppError` when the store, TEM or the journal cannot be asked, and
 * then remembers it, or when they refuse, and then leaves it to `runPendingCleanups`; `cancelled` at once when `signal` aborts. What
 * cannot be told from another order's parts is left to `runPendingCleanups`.
 */
export async function discardUpload(
  needs: DiscardDeps,
  { order }: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const { journal } = needs;
  const letGo = (): void => void journal.release(order.id);
  const left = await raceAbort(signal, journal.take(order.id, signal), letGo);
  // Somebody has discarded it, or gone on with it to the end: what it became is not ours to remove.
  if (!left) return;
  try {
    if (await raceAbort(signal, isHidden(needs, left))) {
      return await raceAbort(signal, leaveToDrop(needs, left));
    }
    await cleanUpUpload(needs, left, signal);
  } catch (error) {
    // What is refused would be refused each time: said once, it is not offered any more, and tried in silence.
    if (!isRefusal(error)) letGo();
    else await raceAbort(signal, leaveToDrop(needs, left)).catch(() => undefined);
    throw error;
  }
  // The store has nothing of it any more, which is what was asked for: nobody waits for the note of that.
  void journal.save(order.id, undefined);
}

async function leaveToDrop({ journal }: DiscardDeps, left: UnfinishedUpload): Promise<void> {
  await journal.abandon(left);
  await journal.cleanedUp(left, false);
}

/** Whether, its id being lost, it cannot be told from another order's under the same key: to be dropped after that one. */
async function isHidden({ journal }: DiscardDeps, { order, point }: UnfinishedUpload): Promise<boolean> {
  return point.uploadId === '' && (await journal.holders(point)).some((id) => id !== order.id);
}
