import { dropFromStore, type DropNeeds } from './dropFromStore';
import { isRefusalForGood } from './isRefusal';
import { orCancelled } from './orCancelled';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What finishing needs. */
export interface FinishDropsNeeds extends DropNeeds {
  readonly journal: Pick<UploadJournal, 'toDrop' | 'dropped' | 'holders' | 'isOnly'>;
}

/**
 * Drops what cancelled uploads of these accounts have left in the store, until `signal` aborts. Says nothing and never
 * rejects: what cannot be dropped now is remembered until another time, and what the store refuses to drop is forgotten.
 */
export async function finishDrops(
  needs: FinishDropsNeeds,
  accountIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const left = await orCancelled(signal, needs.journal.toDrop()).catch(() => []);
  for (const one of left.filter(({ order }) => accountIds.includes(order.target.accountId))) {
    await orCancelled(signal, finish(needs, one, signal)).catch(() => undefined);
  }
}

async function finish(needs: FinishDropsNeeds, left: UnfinishedUpload, signal: AbortSignal): Promise<void> {
  // Without its id it cannot be told from an upload to the same key that goes on.
  if (left.point.uploadId === '' && (await needs.journal.holders(left.point)).length > 0) return;
  // What the store refuses for good would be asked for at every start, and keep the key from other orders.
  await dropFromStore(needs, left, signal).catch((error: unknown) => {
    if (!isRefusalForGood(error)) throw error;
  });
  await needs.journal.dropped(left, true);
}
