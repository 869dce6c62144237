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

// Unlike libraries, packages are numbered in many ways: `orders-v2`, `orders_1.4.2`, `orders##003`, and `orders-9f86d08` by commit.
const versionWord = /^(?:v?\d{0,20}|snapshot|release|final|ga|(?:m|rc|alpha|beta)\d{0,9})$/i;
const commit = /^(?=[a-f]{0,40}\d)[a-f\d]{7,40}$/;

/** Gives the name of a package without its version: `orders-exec.jar` for `orders-1.4.2-exec.jar`. */
function unversioned(packageName: string): string {
  const stem = stemOf(packageName);
  const { name, classifier } = splitClassifier(stem);
  const words = splitVersion(name).name.split(/[-_.#]/);
  while (words.length > 1 && isOfVersion(words.at(-1)!)) words.pop();
  return [words.join('-'), classifier, packageName.slice(stem.length).toLowerCase()].join('/');
}

function isOfVersion(word: string): boolean {
  return versionWord.test(word) || commit.test(word);
}
