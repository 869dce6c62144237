import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The journal, and what of it no living process moves. */
export interface ForgetDeps extends Pick<UploadJournal, 'save' | 'pendingCleanups' | 'cleanedUp'> {
  abandoned(): Promise<readonly UnfinishedUpload[]>;
}

/** Forgets what an account has left that no process moves; for one whose store is gone. Never rejects. */
export async function forgetUploads(journal: ForgetDeps, accountId: string): Promise<void> {
  const isIts = ({ order }: UnfinishedUpload): boolean => order.target.accountId === accountId;
  for (const { order } of (await journal.abandoned()).filter(isIts)) await journal.save(order.id, undefined);
  for (const dropped of (await journal.pendingCleanups()).filter(isIts)) await journal.cleanedUp(dropped, true);
}
