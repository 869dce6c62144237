import { AppError } from '../errors';
import type { Target } from '../model';
import type { PackageStore } from '../ports/packageStore';
import type { CallOptions, Connections, Tem } from '../ports/tem';
import type { MeasuredPackage, PackageToDeploy } from './planRollout';

/** The collaborators of `measurePackage`. */
export interface MeasureDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly packageStore: Pick<PackageStore, 'measurePackage'>;
}

/**
 * Asks COS for the size and CRC-64 of a package, where its key is not known where TEM puts packages: one request to either.
 * Resolves with `undefined` where COS has none there. Throws `AppError`.
 */
export async function measurePackage(
  { connections, tem, packageStore }: MeasureDeps,
  { accountId, region, applicationId }: Target,
  { packageName, version, key: known }: PackageToDeploy,
  { signal }: CallOptions,
): Promise<MeasuredPackage | undefined> {
  const connection = await connections.connect(accountId);
  const grant = await tem.createReadGrant({ connection, region, applicationId, packageName }, { signal });
  const key = known ?? `${grant.prefix}${version}/${packageName}`;
  const storedPackage = { bucket: grant.bucket, key, packageName, version };
  try {
    const { modifiedAt, ...measured } = await packageStore.measurePackage(
      { connection, grant, storedPackage },
      { signal },
    );
    return { key, ...measured, ...(modifiedAt !== undefined && { storedAt: modifiedAt }) };
  } catch (error) {
    if (error instanceof AppError && error.failure === 'notFound') return undefined;
    throw error;
  }
}
