import type { UploadedPackage, UploadOrder } from './model';
import type { ByteSource, PackageFile } from './ports/packageReader';
import type { Clock, Run } from './ports/run';
import type { Connections, Tem } from './ports/tem';
import type { Transfer } from './ports/transfer';
import type { ResumePoint, UnfinishedUpload, UploadJournal } from './ports/uploadJournal';
import type { UploadRecords } from './ports/uploadRecords';
import { versionName } from './versionName';

/** What an upload is made of. */
export interface UploadNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly transfer: Pick<Transfer, 'send'>;
  readonly journal: Pick<UploadJournal, 'take' | 'letGo' | 'note' | 'drop' | 'dropped' | 'holders'>;
  readonly records: Pick<UploadRecords, 'add'>;
  readonly clock: Clock;
}

/**
 * Stores one package under exactly the key TEM names, and resolves only when the store holds the file's bytes. An order
 * that stopped half-way before goes on from there. Throws `AppError`; `takenUp` where another window goes on with it;
 * `cancelled` at once when `run.signal` aborts: then nothing is left in the store, or the journal knows what.
 */
export async function uploadPackage(needs: UploadNeeds, order: UploadOrder, run: Run): Promise<UploadedPackage> {
  const left = await needs.journal.take(order.id);
  try {
    return await move(needs, order, left, run);
  } catch (error) {
    // One that was stopped before it went on may be gone on with anywhere.
    if (run.signal.aborted) void needs.journal.letGo(order.id);
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
  const version = left?.version ?? versionName(order.versionTemplate, packageName, needs.clock.now());
  run.report({ stage: 'checking' });
  const request = { applicationId: target.applicationId, packageName, version };
  const connect = () => needs.connections.connect(target.accountId);
  const shipment = {
    connection: await connect(),
    // The key may have been renewed since.
    grant: async (signal: AbortSignal) => needs.tem.createUploadGrant(await connect(), target.region, request, signal),
    path,
    check: async (file: ByteSource) => {
      await needs.packageFile.check(file);
      run.report({ stage: 'asking' });
    },
    application: target.applicationId,
    ...(left && { resume: left.point }),
    onPoint: (point: ResumePoint | undefined) => needs.journal.note(order.id, point && { order, version, point }),
    onDrop: (point: ResumePoint) => needs.journal.drop({ order, version, point }),
    onDropped: (point: ResumePoint, isGone: boolean) => needs.journal.dropped({ order, version, point }, isGone),
    isAlone: async (place: Pick<ResumePoint, 'bucket' | 'key'>) =>
      (await needs.journal.holders(place)).every((id) => id === order.id),
  };
  const shipped = await needs.transfer.send(shipment, run);
  const uploaded: UploadedPackage = {
    target,
    packageName,
    version,
    ...shipped,
    uploadedAt: needs.clock.now(),
    ...(who && { who }),
    ...(origin && { origin }),
  };
  await needs.records.add(uploaded);
  return uploaded;
}
