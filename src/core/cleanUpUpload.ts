import { AppError, isRefusalForGood } from './errors';
import { raceAbort } from './raceAbort';
import type { Connections, Tem } from './ports/tem';
import type { Uploader } from './ports/uploader';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** What dropping needs. */
export interface CleanUpUploadDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly transfer: Pick<Uploader, 'discard'>;
  readonly journal: Pick<UploadJournal, 'isOnly'>;
}

/**
 * Drops from the store what an upload has left there; resolves as well where there is nothing that could be dropped, or no
 * account to do it with. Throws `AppError` when the store or TEM cannot be asked.
 */
export async function cleanUpUpload(
  needs: CleanUpUploadDeps,
  left: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const { order, version, point } = left;
  const { accountId, region, applicationId } = order.target;
  const request = { applicationId, packageName: order.packageName, version };
  try {
    const connection = await raceAbort(signal, needs.connections.connect(accountId));
    const drop = async (): Promise<void> => {
      const grant = await raceAbort(
        signal,
        needs.tem.createUploadGrant({ connection, region, ...request }, { signal }),
      );
      await needs.transfer.discard(connection, grant, point, signal, () => needs.journal.isOnly(left));
    };
    // One refusal may be the grant's own: what another grant is refused as well is refused.
    await drop().catch((error: unknown) => (isRefusalForGood(error) ? drop() : Promise.reject(error as Error)));
  } catch (error) {
    const isOutOfReach = error instanceof AppError && (error.failure === 'notFound' || error.failure === 'notSignedIn');
    if (!isOutOfReach) throw error;
  }
}
