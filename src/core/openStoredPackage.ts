import type { PackageAddress } from './downloadLink';
import type { KnownPackage } from './knownPackages';
import { raceAbort } from './raceAbort';
import type { ByteSource } from './ports/packageReader';
import type { PackageStore } from './ports/packageStore';
import type { Connections, Tem } from './ports/tem';

/** What opens packages where they lie. */
export interface OpenDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly packageStore: Pick<PackageStore, 'openPackage'>;
}

/**
 * A package of the store, to be read by ranges until `signal` aborts. `known` tells where it lies; one that is only known
 * to run somewhere is looked for where TEM puts packages. Throws `AppError`.
 */
export async function openStoredPackage(
  { connections, tem, packageStore }: OpenDeps,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  known: Pick<KnownPackage, 'stored' | 'uploaded'>,
  signal: AbortSignal,
): Promise<ByteSource> {
  const connection = await raceAbort(signal, connections.connect(accountId));
  const grant = await tem.createReadGrant({ connection, region, applicationId, packageName }, { signal });
  const key = known.stored?.key ?? known.uploaded?.key ?? `${grant.prefix}${version}/${packageName}`;
  const bytes = known.stored?.bytes ?? known.uploaded?.bytes;
  const place = { bucket: grant.bucket, key, packageName, version, ...(bytes !== undefined && { bytes }) };
  return packageStore.openPackage(connection, grant, place, signal);
}
