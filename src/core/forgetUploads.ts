import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The journal, and the uploads in it that no living process works on. */
export interface ForgetDeps extends Pick<UploadJournal, 'save' | 'pendingCleanups' | 'cleanedUp'> {
  abandoned(): Promise<readonly UnfinishedUpload[]>;
}

/** Forgets the uploads of an account that no process works on, for one whose COS is gone. Never rejects. */
export async function forgetUploads(journal: ForgetDeps, accountId: string): Promise<void> {
  const isOfAccount = ({ order }: UnfinishedUpload): boolean => order.target.accountId === accountId;
  for (const { order } of (await journal.abandoned()).filter(isOfAccount)) await journal.save(order.id, undefined);
  for (const cleanup of (await journal.pendingCleanups()).filter(isOfAccount)) await journal.cleanedUp(cleanup, true);
}
