import { knownPackages, type KnownPackage } from '../core/knownPackages';
import type { DeployedPackage, UploadedPackage } from '../core/model';
import type { CallOptions } from '../core/ports/tem';
import type { ListingResult } from './packageListing';

/** The packages of an application; some may be missing where COS denied its listing, or by `failure`. */
export interface PackageList {
  readonly packages: readonly KnownPackage[];
  readonly isListingDenied: boolean;
  readonly failure?: unknown;
}

/** Responses of the sources that know packages of an application; `results` are those that `deployed` is made of. */
export interface PackageSources {
  readonly listing: PromiseSettledResult<ListingResult>;
  readonly results: readonly PromiseSettledResult<unknown>[];
  readonly deployed: readonly DeployedPackage[];
  readonly uploaded: readonly UploadedPackage[];
}

/** Joins the packages of all sources. Throws what a source failed with where no package is known, or `signal` aborted. */
export function joinPackages(
  { listing, results, deployed, uploaded }: PackageSources,
  { signal }: CallOptions,
): PackageList {
  const rejected = [listing, ...results].find((result) => result.status === 'rejected');
  const listed = listing.status === 'fulfilled' ? listing.value : undefined;
  const stored = listed?.kind === 'listed' ? listed.packages : [];
  const packages = knownPackages({ stored, deployed, uploaded });
  if (rejected && (packages.length === 0 || signal.aborted)) throw rejected.reason;
  const failure: unknown = rejected?.reason;
  return { packages, isListingDenied: listed?.kind === 'denied', ...(rejected && { failure }) };
}
