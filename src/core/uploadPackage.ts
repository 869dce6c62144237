import type { Target, UploadedPackage } from './model';
import type { Clock, Connections, PackageFile, Run, Tem, Transfer, UploadRecords } from './ports';
import { versionName } from './versionName';

/** What an upload is made of. */
export interface UploadNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly transfer: Transfer;
  readonly records: Pick<UploadRecords, 'add'>;
  readonly clock: Clock;
}

/** One package to store. `path` is absolute, `versionTemplate` is read by `versionName`. */
export interface UploadOrder {
  readonly target: Target;
  readonly path: string;
  readonly packageName: string;
  readonly versionTemplate: string;
}

/**
 * Stores one package under exactly the key TEM names, and resolves only when the store holds the file's bytes.
 * Throws `AppError`; `cancelled` when `run.signal` aborts, and then nothing is left in the store.
 */
export async function uploadPackage(needs: UploadNeeds, order: UploadOrder, run: Run): Promise<UploadedPackage> {
  const { target, path, packageName } = order;
  const version = versionName(order.versionTemplate, packageName, needs.clock.now());
  run.report({ stage: 'checking' });
  await needs.packageFile.check(path);
  run.report({ stage: 'asking' });
  const connection = await needs.connections.connect(target.accountId);
  const request = { applicationId: target.applicationId, packageName, version };
  const grant = await needs.tem.createUploadGrant(connection, target.region, request, run.signal);
  const sent = await needs.transfer.send(connection, grant, path, run);
  const uploaded: UploadedPackage = {
    target,
    packageName,
    version,
    bucket: grant.bucket,
    key: grant.key,
    bytes: sent.bytes,
    crc64: sent.crc64,
    uploadedAt: needs.clock.now(),
  };
  await needs.records.add(uploaded);
  return uploaded;
}
