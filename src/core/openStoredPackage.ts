import type { PackageAddress } from './downloadLink';
import type { KnownPackage } from './knownPackages';
import { raceAbort } from './raceAbort';
import type { ByteSource } from './ports/packageReader';
import type { PackageStore } from './ports/packageStore';
import type { Connections, Tem } from './ports/tem';

/** The collaborators that open stored packages. */
export interface OpenStoredPackageDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly packageStore: Pick<PackageStore, 'openPackage'>;
}

/**
 * Opens a package in COS to be read by ranges until `signal` aborts. `known` says where it is stored; one that is only known to
 * be deployed is looked for where TEM puts packages. Throws `AppError`.
 */
export async function openStoredPackage(
  { connections, tem, packageStore }: OpenStoredPackageDeps,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  known: Pick<KnownPackage, 'stored' | 'uploaded'>,
  signal: AbortSignal,
): Promise<ByteSource> {
  const connection = await raceAbort(signal, connections.connect(accountId));
  const grant = await tem.createReadGrant({ connection, region, applicationId, packageName }, { signal });
  const key = known.stored?.key ?? known.uploaded?.key ?? `${grant.prefix}${version}/${packageName}`;
  const bytes = known.stored?.bytes ?? known.uploaded?.bytes;
  const storedPackage = { bucket: grant.bucket, key, packageName, version, ...(bytes !== undefined && { bytes }) };
  return packageStore.openPackage({ connection, grant, storedPackage }, { signal });
}
