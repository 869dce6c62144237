import { dropFromStore, type DropNeeds } from './dropFromStore';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What discarding needs. */
export interface DiscardNeeds extends DropNeeds {
  readonly journal: Pick<UploadJournal, 'take' | 'letGo' | 'note'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from the store. Throws `takenUp` where another window is at
 * it, `AppError` when the store or TEM cannot be asked, and then remembers it; forgets it all the same where there is
 * nothing that could be dropped.
 */
export async function discardUpload(
  needs: DiscardNeeds,
  { order }: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const left = await needs.journal.take(order.id);
  // Somebody has discarded it, or gone on with it to the end: what it became is not ours to remove.
  if (!left) return;
  try {
    await dropFromStore(needs, left, signal);
  } catch (error) {
    await needs.journal.letGo(order.id);
    throw error;
  }
  await needs.journal.note(order.id, undefined);
}
