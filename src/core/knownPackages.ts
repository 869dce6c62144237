import type { DeployedPackage, UploadedPackage } from './model';

/** A package of an application as far as it is known: uploaded from here, running somewhere, or both. */
export interface KnownPackage {
  readonly packageName: string;
  readonly version: string;
  readonly runningIn: readonly string[];
  readonly uploaded?: UploadedPackage;
}

/** Joins both sources by name and version: what was uploaded from here newest first, then the rest by version. */
export function knownPackages(
  uploaded: readonly UploadedPackage[],
  deployed: readonly DeployedPackage[],
): readonly KnownPackage[] {
  const environmentsOf = (packageName: string, version: string) =>
    deployed
      .filter((running) => running.packageName === packageName && running.version === version)
      .map((running) => running.environmentName);
  const mine = latestOfEach(uploaded).map((one): KnownPackage => ({
    packageName: one.packageName,
    version: one.version,
    runningIn: environmentsOf(one.packageName, one.version),
    uploaded: one,
  }));
  const seen = new Set(mine.map(identity));
  const others: KnownPackage[] = [];
  for (const { packageName, version } of deployed) {
    const other = { packageName, version, runningIn: environmentsOf(packageName, version) };
    if (seen.has(identity(other))) continue;
    seen.add(identity(other));
    others.push(other);
  }
  return [...mine, ...others.sort((a, b) => b.version.localeCompare(a.version))];
}

function latestOfEach(uploaded: readonly UploadedPackage[]): UploadedPackage[] {
  const newestFirst = [...uploaded].sort((a, b) => b.uploadedAt - a.uploadedAt);
  const seen = new Set<string>();
  return newestFirst.filter((one) => !seen.has(identity(one)) && seen.add(identity(one)));
}

function identity(one: { readonly packageName: string; readonly version: string }): string {
  return JSON.stringify([one.version, one.packageName]);
}
