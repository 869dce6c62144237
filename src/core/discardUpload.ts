import { dropFromStore, type DropNeeds } from './dropFromStore';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What discarding needs. */
export interface DiscardNeeds extends DropNeeds {
  readonly journal: Pick<UploadJournal, 'take' | 'letGo' | 'note' | 'drop' | 'dropped' | 'holders'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from the store. Throws `takenUp` where another window is at
 * it, `AppError` when the store or TEM cannot be asked, and then remembers it; forgets it all the same where there is
 * nothing that could be dropped. What cannot be told from another order's parts is left to `finishDrops`.
 */
export async function discardUpload(
  needs: DiscardNeeds,
  { order }: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const left = await needs.journal.take(order.id);
  // Somebody has discarded it, or gone on with it to the end: what it became is not ours to remove.
  if (!left) return;
  if (await isHidden(needs, left)) {
    await needs.journal.drop(left);
    return needs.journal.dropped(left, false);
  }
  try {
    await dropFromStore(needs, left, signal);
  } catch (error) {
    await needs.journal.letGo(order.id);
    throw error;
  }
  await needs.journal.note(order.id, undefined);
}

/** Whether, its id being lost, it cannot be told from another order's under the same key: to be dropped after that one. */
async function isHidden({ journal }: DiscardNeeds, { order, point }: UnfinishedUpload): Promise<boolean> {
  return point.uploadId === '' && (await journal.holders(point)).some((id) => id !== order.id);
}
