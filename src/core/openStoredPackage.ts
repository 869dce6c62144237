import type { PackageAddress } from './downloadLink';
import type { UploadedPackage } from './model';
import { raceAbort } from './raceAbort';
import type { PackageStore, StoredSource } from './ports/packageStore';
import type { Connections, Tem } from './ports/tem';

/** The collaborators that open stored packages. */
export interface OpenStoredPackageDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly packageStore: Pick<PackageStore, 'openPackage'>;
}

/** The object of a package, by COS's listing or our own record. */
export type KnownObject = { readonly [source in 'stored' | 'uploaded']?: Pick<UploadedPackage, 'key' | 'bytes'> };

/**
 * Opens a package in COS to be read by ranges until `signal` aborts. `known` says where it is stored; one that is only known to
 * be deployed is looked for where TEM puts packages. Throws `AppError`.
 */
export async function openStoredPackage(
  { connections, tem, packageStore }: OpenStoredPackageDeps,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  known: KnownObject,
  signal: AbortSignal,
): Promise<StoredSource> {
  const connection = await raceAbort(signal, connections.connect(accountId));
  const grant = await tem.createReadGrant({ connection, region, applicationId, packageName }, { signal });
  const key = known.stored?.key ?? known.uploaded?.key ?? `${grant.prefix}${version}/${packageName}`;
  const bytes = known.stored?.bytes ?? known.uploaded?.bytes;
  const storedPackage = { bucket: grant.bucket, key, packageName, version, ...(bytes !== undefined && { bytes }) };
  return packageStore.openPackage({ connection, grant, storedPackage }, { signal });
}
