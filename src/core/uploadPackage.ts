import type { Target, UploadedPackage, UploadOrder } from './model';
import type { ByteSource, PackageFile } from './ports/packageReader';
import type { Clock, Run } from './ports/run';
import type { Connections, Tem } from './ports/tem';
import type { Shipment, Transfer } from './ports/transfer';
import type { ResumePoint, UnfinishedUpload, UploadJournal } from './ports/uploadJournal';
import type { UploadRecords } from './ports/uploadRecords';
import { ClaimedVersion } from './claimedVersion';
import { orCancelled } from './orCancelled';
import { versionName } from './versionName';

/** What an upload is made of. */
export interface UploadNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly transfer: Pick<Transfer, 'send'>;
  readonly journal: Omit<UploadJournal, 'find' | 'toDrop'>;
  readonly records: Pick<UploadRecords, 'add' | 'of'>;
  readonly clock: Clock;
}

/**
 * Stores one package under exactly the key TEM names, which no other order of this home has, and resolves only when the store
 * holds the file's bytes. An order that stopped half-way before goes on from there. Throws `AppError`; `takenUp` where
 * another window goes on with it; `cancelled` at once when `run.signal` aborts: then nothing is left in the store, or the
 * journal knows what.
 */
export async function uploadPackage(needs: UploadNeeds, order: UploadOrder, run: Run): Promise<UploadedPackage> {
  const { journal } = needs;
  const letGo = (): void => void journal.letGo(order.id);
  const left = await orCancelled(run.signal, journal.take(order.id, run.signal), letGo);
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
  needs: UploadNeeds,
  order: UploadOrder,
  left: UnfinishedUpload | undefined,
  run: Run,
): Promise<UploadedPackage> {
  const { target, path, packageName, who, origin } = order;
  const { journal, clock } = needs;
  const first = left?.version ?? versionName(order.versionTemplate, packageName, clock.now());
  const version = new ClaimedVersion(needs, order, first, left !== undefined);
  const unfinished = (point: ResumePoint) => ({ order, version: version.name, point });
  run.report({ stage: 'checking' });
  const shipment = {
    connection: await orCancelled(run.signal, needs.connections.connect(target.accountId)),
    grant: (signal: AbortSignal) => version.grant(signal),
    path,
    check: async (file: ByteSource) => {
      await needs.packageFile.check(file);
      run.report({ stage: 'asking' });
    },
    application: target.applicationId,
    ...likelyPlace(needs.records, target),
    ...(left && { resume: left.point }),
    onPoint: (point: ResumePoint | undefined) => journal.note(order.id, point && unfinished(point)),
    onDrop: (point: ResumePoint) => journal.drop(unfinished(point)),
    onDropped: (point: ResumePoint, isGone: boolean) => journal.dropped(unfinished(point), isGone),
    // What cannot be told is not removed.
    isAlone: (place: Pick<ResumePoint, 'bucket' | 'key'>) => journal.isAlone(place, order.id).catch(() => false),
  };
  const shipped = await needs.transfer.send(shipment, run);
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
function likelyPlace(records: Pick<UploadRecords, 'of'>, target: Target): Pick<Shipment, 'likely'> {
  const [last] = records.of(target);
  return last ? { likely: { bucket: last.bucket, region: target.region } } : {};
}

/** The package is stored, whether or not it can be recorded. */
async function record({ records }: UploadNeeds, uploaded: UploadedPackage): Promise<void> {
  try {
    await records.add(uploaded);
  } catch {
    // Then its row is known from TEM alone.
  }
}
