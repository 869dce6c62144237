import { storedAt, type KnownPackage } from '../knownPackages';
import type { Target } from '../model';
import type { PackageAddress } from '../downloadLink';
import type { ByteSource, PackageReader } from '../ports/packageReader';
import type { CallOptions } from '../ports/tem';
import type { PlaceFinding } from './finding';

/** The collaborators that look for a package among those that TEM has. */
export interface FindStoredDeps {
  readonly reader: Pick<PackageReader, 'compare'>;
  /** Lists the packages of an application that COS has; `packageName` is the one that goes there. */
  readonly packages: (
    place: Target & { readonly packageName: string },
    options: CallOptions,
  ) => Promise<readonly KnownPackage[]>;
  readonly openStored: (address: PackageAddress, known: KnownPackage, options: CallOptions) => Promise<ByteSource>;
}

/** Packages in TEM that were looked at, and the one that has the same size and directory, where there is one. */
export interface StoredLook {
  readonly count: number;
  readonly finding?: Extract<PlaceFinding, { readonly kind: 'alreadyStored' }>;
}

interface Sought {
  readonly source: ByteSource;
  readonly target: Target;
  readonly packageName: string;
}

// The newest of those of one size: each is opened by ranges.
const maxOpened = 3;

/** Looks for the package of `source` among those of an application: its directory is compared only with those of equal size. */
export async function findStored(
  deps: FindStoredDeps,
  { source, target, packageName: own }: Sought,
  options: CallOptions,
): Promise<StoredLook> {
  const { accountId, region, applicationId } = target;
  const all = await deps.packages({ ...target, packageName: own }, options);
  const sameSize = all.filter(({ stored, uploaded }) => (stored ?? uploaded)?.bytes === source.bytes);
  for (const known of sameSize.slice(0, maxOpened)) {
    const { packageName, version } = known;
    const address = { accountId, region, applicationId, packageName, version };
    if (!(await isSame(deps, { address, known, source }, options))) continue;
    return { count: all.length, finding: { kind: 'alreadyStored', packageName, version, storedAt: storedAt(known) } };
  }
  return { count: all.length };
}

async function isSame(
  { reader, openStored }: FindStoredDeps,
  { address, known, source }: { address: PackageAddress; known: KnownPackage; source: ByteSource },
  options: CallOptions,
): Promise<boolean> {
  try {
    const { added, removed, changed, libraries, shaded, moved, repacked } = await reader.compare(
      await openStored(address, known, options),
      source,
    );
    return [added, removed, changed, libraries, shaded, moved, repacked].every(({ length }) => length === 0);
  } catch (error) {
    // One that is gone by now, or no package, is not this one.
    if (options.signal.aborted) throw error;
    return false;
  }
}
