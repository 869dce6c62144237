import { dropFromStore, type DropNeeds } from './dropFromStore';
import { isRefusal } from './isRefusal';
import { orCancelled } from './orCancelled';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What discarding needs. */
export interface DiscardNeeds extends DropNeeds {
  readonly journal: Pick<UploadJournal, 'take' | 'letGo' | 'note' | 'drop' | 'dropped' | 'holders' | 'isOnly'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from the store, also where there is nothing that could be
 * dropped. Throws `takenUp` where another window is at it; `AppError` when the store, TEM or the journal cannot be asked, and
 * then remembers it, or when they refuse, and then leaves it to `finishDrops`; `cancelled` at once when `signal` aborts. What
 * cannot be told from another order's parts is left to `finishDrops`.
 */
export async function discardUpload(
  needs: DiscardNeeds,
  { order }: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const { journal } = needs;
  const letGo = (): void => void journal.letGo(order.id);
  const left = await orCancelled(signal, journal.take(order.id, signal), letGo);
  // Somebody has discarded it, or gone on with it to the end: what it became is not ours to remove.
  if (!left) return;
  try {
    if (await orCancelled(signal, isHidden(needs, left))) {
      return await orCancelled(signal, leaveToDrop(needs, left));
    }
    await dropFromStore(needs, left, signal);
  } catch (error) {
    // What is refused would be refused each time: said once, it is not offered any more, and tried in silence.
    if (!isRefusal(error)) letGo();
    else await orCancelled(signal, leaveToDrop(needs, left)).catch(() => undefined);
    throw error;
  }
  // The store has nothing of it any more, which is what was asked for: nobody waits for the note of that.
  void journal.note(order.id, undefined);
}

async function leaveToDrop({ journal }: DiscardNeeds, left: UnfinishedUpload): Promise<void> {
  await journal.drop(left);
  await journal.dropped(left, false);
}

/** Whether, its id being lost, it cannot be told from another order's under the same key: to be dropped after that one. */
async function isHidden({ journal }: DiscardNeeds, { order, point }: UnfinishedUpload): Promise<boolean> {
  return point.uploadId === '' && (await journal.holders(point)).some((id) => id !== order.id);
}
