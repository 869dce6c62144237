import type { DeployedPackage, StoredPackage, UploadedPackage } from './model';
import { naturalOrder } from './naturalOrder';

/** A package of an application, from COS's listing, the environments that run it and the product's own record. */
export interface KnownPackage {
  readonly packageName: string;
  readonly version: string;
  /** The names of the environments that run the package now. */
  readonly runningIn: readonly string[];
  /** The first deployment there, epoch ms; absent where TEM gives none. */
  readonly deployedAt?: number;
  readonly stored?: StoredPackage;
  /** Absent also where COS has other bytes now than those that were uploaded from here. */
  readonly uploaded?: UploadedPackage;
}

/** The packages of one application by source. */
export interface PackageSources {
  readonly stored: readonly StoredPackage[];
  readonly deployed: readonly DeployedPackage[];
  readonly uploaded: readonly UploadedPackage[];
}

/** Joins the sources by name and version: newest first by `storedAt`, then highest version first. */
export function knownPackages({ stored, deployed, uploaded }: PackageSources): readonly KnownPackage[] {
  const joined = new Map<string, KnownPackage>();
  const add = (one: Named, more: (known: KnownPackage) => Partial<KnownPackage>): void => {
    const { packageName, version } = one;
    const known = joined.get(identity(one)) ?? { packageName, version, runningIn: [] };
    joined.set(identity(one), { ...known, ...more(known) });
  };
  for (const one of stored) add(one, () => ({ stored: one }));
  for (const one of oldestFirst(uploaded)) add(one, (known) => (isReplaced(known, one) ? {} : { uploaded: one }));
  for (const one of deployed) {
    // An environment that runs an image has no package.
    if (one.packageName) add(one, (known) => alsoRunning(known, one));
  }
  return [...joined.values()].sort((a, b) => storedAt(b) - storedAt(a) || naturalOrder.compare(b.version, a.version));
}

type Times = Pick<KnownPackage, 'stored' | 'uploaded' | 'deployedAt'>;

/** Returns when COS got the package, epoch ms: at the latest when it was deployed; 0 where no source has a time. */
export function storedAt({ stored, uploaded, deployedAt }: Times): number {
  return stored?.modifiedAt ?? uploaded?.uploadedAt ?? deployedAt ?? 0;
}

interface Named {
  readonly packageName: string;
  readonly version: string;
}

function oldestFirst(uploaded: readonly UploadedPackage[]): readonly UploadedPackage[] {
  return [...uploaded].sort((a, b) => a.uploadedAt - b.uploadedAt);
}

function alsoRunning({ runningIn, deployedAt }: KnownPackage, one: DeployedPackage): Partial<KnownPackage> {
  const first = Math.min(deployedAt ?? Infinity, one.deployedAt ?? Infinity);
  return { runningIn: [...runningIn, one.environmentName], ...(Number.isFinite(first) && { deployedAt: first }) };
}

function isReplaced({ stored }: KnownPackage, uploaded: UploadedPackage): boolean {
  return stored !== undefined && (stored.bytes !== uploaded.bytes || stored.key !== uploaded.key);
}

function identity({ packageName, version }: Named): string {
  return JSON.stringify([version, packageName]);
}
