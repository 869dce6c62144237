import type { Target, UploadedPackage, UploadOrder } from './model';
import type { ByteSource, PackageFile } from './ports/packageReader';
import type { Clock } from './clock';
import type { ProgressContext } from './ports/progressContext';
import type { Connections, Tem } from './ports/tem';
import type { UploadRequest, Uploader } from './ports/uploader';
import type { Checkpoint, UnfinishedUpload, UploadJournal } from './ports/uploadJournal';
import type { UploadRecords } from './ports/uploadRecords';
import { ClaimedVersion } from './claimedVersion';
import { raceAbort } from './raceAbort';
import { versionName } from './versionName';

/** What an upload is made of. */
export interface UploadDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly transfer: Pick<Uploader, 'upload'>;
  readonly journal: Omit<UploadJournal, 'find' | 'pendingCleanups'>;
  readonly records: Pick<UploadRecords, 'add' | 'of'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Stores one package under exactly the key TEM names, which no other order of this home has, and resolves only when the store
 * holds the file's bytes. An order that stopped half-way before goes on from there. Throws `AppError`; `alreadyLocked` where
 * another window goes on with it; `cancelled` at once when `run.signal` aborts: then nothing is left in the store, or the
 * journal knows what.
 */
export async function uploadPackage(
  needs: UploadDeps,
  order: UploadOrder,
  run: ProgressContext,
): Promise<UploadedPackage> {
  const { journal } = needs;
  const letGo = (): void => void journal.release(order.id);
  const left = await raceAbort(run.signal, journal.take(order.id, run.signal), letGo);
  try {
    const uploaded = await move(needs, order, left, run);
    void journal.endClaims(order.id, 'finished');
    void record(needs, uploaded);
    return uploaded;
  } catch (error) {
    void journal.endClaims(order.id, 'failed');
    // One that was stopped before it went on may be gone on with anywhere.
    if (run.signal.aborted) letGo();
    throw error;
  }
}

async function move(
  needs: UploadDeps,
  order: UploadOrder,
  left: UnfinishedUpload | undefined,
  run: ProgressContext,
): Promise<UploadedPackage> {
  const { target, path, packageName, who, origin } = order;
  const { journal, clock } = needs;
  const first = left?.version ?? versionName(order.versionTemplate, packageName, clock.now());
  const version = new ClaimedVersion(needs, order, first, left !== undefined);
  const unfinished = (point: Checkpoint) => ({ order, version: version.name, point });
  run.report({ stage: 'checking' });
  const request: UploadRequest = {
    connection: await raceAbort(run.signal, needs.connections.connect(target.accountId)),
    grant: (signal: AbortSignal) => version.grant(signal),
    path,
    check: async (file: ByteSource) => {
      await needs.packageFile.check(file);
      run.report({ stage: 'asking' });
    },
    application: target.applicationId,
    ...likelyPlace(needs.records, target),
    ...(left && { checkpoint: left.point }),
    onCheckpoint: (point: Checkpoint | undefined) => journal.save(order.id, point && unfinished(point)),
    onAbandon: (point: Checkpoint) => journal.abandon(unfinished(point)),
    onCleanedUp: (point: Checkpoint, isGone: boolean) => journal.cleanedUp(unfinished(point), isGone),
    // What cannot be told is not removed.
    isAlone: (place: Pick<Checkpoint, 'bucket' | 'key'>) => journal.isAlone(place, order.id).catch(() => false),
  };
  const shipped = await needs.transfer.upload(request, run);
  return {
    target,
    packageName,
    version: version.name,
    ...shipped,
    uploadedAt: clock.now(),
    ...(who && { who }),
    ...(origin && { origin }),
  };
}

/** Where the application's last package went. */
function likelyPlace(records: Pick<UploadRecords, 'of'>, target: Target): Pick<UploadRequest, 'likely'> {
  const [last] = records.of(target);
  return last ? { likely: { bucket: last.bucket, region: target.region } } : {};
}

/** The package is stored, whether or not it can be recorded. */
async function record({ records }: UploadDeps, uploaded: UploadedPackage): Promise<void> {
  try {
    await records.add(uploaded);
  } catch {
    // Then its row is known from TEM alone.
  }
}
