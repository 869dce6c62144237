import { cleanUpUpload, type CleanUpUploadDeps } from './cleanUpUpload';
import { isRefusalForGood } from './isRefusal';
import { raceAbort } from './raceAbort';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The collaborators of pending cleanups. */
export interface RunPendingCleanupsDeps extends CleanUpUploadDeps {
  readonly journal: Pick<UploadJournal, 'pendingCleanups' | 'cleanedUp' | 'holders' | 'isOnly'>;
}

/**
 * Runs the pending cleanups of these accounts until `signal` aborts. Never rejects: what cannot be removed now stays pending, and
 * what COS refuses to remove is forgotten.
 */
export async function runPendingCleanups(
  deps: RunPendingCleanupsDeps,
  accountIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const pending = await raceAbort(signal, deps.journal.pendingCleanups()).catch(() => []);
  for (const upload of pending.filter(({ order }) => accountIds.includes(order.target.accountId))) {
    await raceAbort(signal, runCleanup(deps, upload, signal)).catch(() => undefined);
  }
}

async function runCleanup(deps: RunPendingCleanupsDeps, upload: UnfinishedUpload, signal: AbortSignal): Promise<void> {
  // Without its id it cannot be told from an upload to the same key that runs or can be resumed.
  if (upload.checkpoint.uploadId === '' && (await deps.journal.holders(upload.checkpoint)).length > 0) return;
  // What COS refuses for good would be requested at every start, and keep the key from other orders.
  await cleanUpUpload(deps, upload, signal).catch((error: unknown) => {
    if (!isRefusalForGood(error)) throw error;
  });
  await deps.journal.cleanedUp(upload, true);
}
