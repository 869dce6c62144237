import * as vscode from 'vscode';
import { raceAbort } from '../../core/raceAbort';
import { withCancel } from '../vscode/withCancel';

/** The uploads of accounts that wait or run in this window. */
export interface AccountUploads {
  /** Counts those of these accounts. */
  count(accountIds: readonly string[]): Promise<number>;
  /** Cancels them; resolves once nothing more of them can be removed from COS now. */
  cancel(accountIds: readonly string[]): Promise<void>;
}

/**
 * Cancels the uploads of accounts while their keys are there, which is what removes their parts; a person who waits no longer
 * cancels it, as `cancelled`, and keeps the accounts.
 */
export async function cancelUploadsOf(uploads: AccountUploads, accountIds: readonly string[]): Promise<void> {
  const count = await uploads.count(accountIds);
  if (count === 0) return;
  const title = count === 1 ? vscode.l10n.t('Cancelling an upload') : vscode.l10n.t('Cancelling {0} uploads', count);
  await withCancel(title, (signal) => raceAbort(signal, uploads.cancel(accountIds)));
}

/** Words what becomes of so many uploads. */
export function uploadsToCancel(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 upload is running or waiting and will be cancelled.')
    : vscode.l10n.t('{0} uploads are running or waiting and will be cancelled.', count);
}
