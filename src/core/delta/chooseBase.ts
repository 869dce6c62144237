import { splitClassifier, stemOf } from '../baseName';
import type { UploadedPackage } from '../model';
import { splitVersion } from '../splitVersion';

/** The size from which a package is worth copying from: below it a plan would save too little; bytes. */
export const minBaseBytes = 5 * 1024 * 1024;

/** A stored package that may be copied from; its ETag where that is known. */
export type BaseCandidate = Pick<UploadedPackage, 'packageName' | 'version' | 'bucket' | 'key' | 'bytes' | 'etag'>;

/**
 * Chooses the stored package that most likely has the same libraries: the first, of those that are ordered newest first, with the
 * same name but for its version. JAR and WAR differ, as do the words that builds put behind a name: `-exec`, `-all`.
 */
export function chooseBase<T extends Pick<UploadedPackage, 'packageName' | 'bytes'>>(
  packageName: string,
  newestFirst: readonly T[],
): T | undefined {
  const sought = unversioned(packageName);
  return newestFirst.find((one) => one.bytes >= minBaseBytes && unversioned(one.packageName) === sought);
}

/** Gives the name of a package without its version: `orders-exec.jar` for `orders-1.4.2-exec.jar`. */
function unversioned(packageName: string): string {
  const stem = stemOf(packageName);
  const { name, classifier } = splitClassifier(stem);
  return [splitVersion(name).name, classifier, packageName.slice(stem.length).toLowerCase()].join('/');
}
