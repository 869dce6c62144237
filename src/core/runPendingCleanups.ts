import { cleanUpUpload, type CleanUpUploadDeps } from './cleanUpUpload';
import { isRefusalForGood } from './errors';
import { raceAbort } from './raceAbort';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What finishing needs. */
export interface RunPendingCleanupsDeps extends CleanUpUploadDeps {
  readonly journal: Pick<UploadJournal, 'pendingCleanups' | 'cleanedUp' | 'holders' | 'isOnly'>;
}

/**
 * Drops what cancelled uploads of these accounts have left in the store, until `signal` aborts. Says nothing and never
 * rejects: what cannot be dropped now is remembered until another time, and what the store refuses to drop is forgotten.
 */
export async function runPendingCleanups(
  needs: RunPendingCleanupsDeps,
  accountIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const left = await raceAbort(signal, needs.journal.pendingCleanups()).catch(() => []);
  for (const one of left.filter(({ order }) => accountIds.includes(order.target.accountId))) {
    await raceAbort(signal, finish(needs, one, signal)).catch(() => undefined);
  }
}

async function finish(needs: RunPendingCleanupsDeps, left: UnfinishedUpload, signal: AbortSignal): Promise<void> {
  // Without its id it cannot be told from an upload to the same key that goes on.
  if (left.point.uploadId === '' && (await needs.journal.holders(left.point)).length > 0) return;
  // What the store refuses for good would be asked for at every start, and keep the key from other orders.
  await cleanUpUpload(needs, left, signal).catch((error: unknown) => {
    if (!isRefusalForGood(error)) throw error;
  });
  await needs.journal.cleanedUp(left, true);
}
