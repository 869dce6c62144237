import type { UploadedPackage, UploadOrder } from './model';
import type { PackageFile } from './ports/packageReader';
import type { Clock, Run } from './ports/run';
import type { Connections, Tem } from './ports/tem';
import type { Transfer } from './ports/transfer';
import type { ResumePoint, UploadJournal } from './ports/uploadJournal';
import type { UploadRecords } from './ports/uploadRecords';
import { versionName } from './versionName';

/** What an upload is made of. */
export interface UploadNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly transfer: Pick<Transfer, 'send'>;
  readonly journal: Pick<UploadJournal, 'find' | 'note'>;
  readonly records: Pick<UploadRecords, 'add'>;
  readonly clock: Clock;
}

/**
 * Stores one package under exactly the key TEM names, and resolves only when the store holds the file's bytes. An order
 * that stopped half-way before goes on from there. Throws `AppError`; `cancelled` when `run.signal` aborts, and then
 * nothing is left in the store.
 */
export async function uploadPackage(needs: UploadNeeds, order: UploadOrder, run: Run): Promise<UploadedPackage> {
  const { target, path, packageName, who, origin } = order;
  const left = await needs.journal.find(order.id);
  // Another window must not take it up as well.
  if (left) void needs.journal.note(order.id, left);
  const version = left?.version ?? versionName(order.versionTemplate, packageName, needs.clock.now());
  run.report({ stage: 'checking' });
  await needs.packageFile.check(path);
  run.report({ stage: 'asking' });
  const request = { applicationId: target.applicationId, packageName, version };
  const connect = () => needs.connections.connect(target.accountId);
  const shipment = {
    connection: await connect(),
    // The key may have been renewed since.
    grant: async (signal: AbortSignal) => needs.tem.createUploadGrant(await connect(), target.region, request, signal),
    path,
    application: target.applicationId,
    ...(left && { resume: left.point }),
    onPoint: (point: ResumePoint | undefined) => needs.journal.note(order.id, point && { order, version, point }),
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
