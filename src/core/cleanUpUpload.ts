import { AppError } from './errors';
import { isRefusalForGood } from './isRefusal';
import { raceAbort } from './raceAbort';
import type { Connections, Tem } from './ports/tem';
import type { Uploader } from './ports/uploader';
import type { UnfinishedUpload, UploadJournal } from './ports/uploadJournal';

/** The collaborators of a cleanup. */
export interface CleanUpUploadDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly uploader: Pick<Uploader, 'discard'>;
  readonly journal: Pick<UploadJournal, 'isOnly'>;
}

/**
 * Removes what an upload has left in COS; resolves also where nothing is left, or the account is signed out. Throws `AppError`
 * when COS or TEM cannot be reached.
 */
export async function cleanUpUpload(
  deps: CleanUpUploadDeps,
  upload: UnfinishedUpload,
  signal: AbortSignal,
): Promise<void> {
  const { order, version, checkpoint } = upload;
  const { accountId, region, applicationId } = order.target;
  const request = { applicationId, packageName: order.packageName, version };
  try {
    const connection = await raceAbort(signal, deps.connections.connect(accountId));
    const discard = async (): Promise<void> => {
      const granting = deps.tem.createUploadGrant({ connection, region, ...request }, { signal });
      const grant = await raceAbort(signal, granting);
      await deps.uploader.discard(
        { connection, grant, checkpoint, isOnly: () => deps.journal.isOnly(upload) },
        { signal },
      );
    };
    // One refusal may be the grant's own: what another grant is refused as well is refused.
    await discard().catch((error: unknown) => (isRefusalForGood(error) ? discard() : Promise.reject(error as Error)));
  } catch (error) {
    const isOutOfReach = error instanceof AppError && (error.failure === 'notFound' || error.failure === 'notSignedIn');
    if (!isOutOfReach) throw error;
  }
}
