import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The journal, and what of it no living process moves. */
export interface ForgetNeeds extends Pick<UploadJournal, 'note' | 'toDrop' | 'dropped'> {
  abandoned(): Promise<readonly UnfinishedUpload[]>;
}

/** Forgets what an account has left that no process moves; for one whose store is gone. Never rejects. */
export async function forgetUploads(journal: ForgetNeeds, accountId: string): Promise<void> {
  const isIts = ({ order }: UnfinishedUpload): boolean => order.target.accountId === accountId;
  for (const { order } of (await journal.abandoned()).filter(isIts)) await journal.note(order.id, undefined);
  for (const dropped of (await journal.toDrop()).filter(isIts)) await journal.dropped(dropped, true);
}
