import { AppError } from './errors';
import type { Connections, Tem } from './ports/tem';
import type { Transfer } from './ports/transfer';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What discarding needs. */
export interface DiscardNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly transfer: Pick<Transfer, 'discard'>;
  readonly journal: Pick<UploadJournal, 'note'>;
}

/**
 * Forgets an upload that stopped half-way and drops its parts from the store. Throws `AppError` when the store or TEM
 * cannot be asked, and then remembers it; forgets it all the same where there is nothing that could be dropped.
 */
export async function discardUpload(needs: DiscardNeeds, left: UnfinishedUpload, signal: AbortSignal): Promise<void> {
  const { order, version, point } = left;
  const { accountId, region, applicationId } = order.target;
  const request = { applicationId, packageName: order.packageName, version };
  try {
    const connection = await needs.connections.connect(accountId);
    const grant = await needs.tem.createUploadGrant(connection, region, request, signal);
    await needs.transfer.discard(connection, grant, point, signal);
  } catch (error) {
    const isOutOfReach = error instanceof AppError && (error.failure === 'notFound' || error.failure === 'notSignedIn');
    if (!isOutOfReach) throw error;
  }
  await needs.journal.note(order.id, undefined);
}
