import type { PackageRole } from './packageRole';

const endings: readonly (readonly [RegExp, PackageRole])[] = [
  [/-sources\.[jw]ar$/i, 'sources'],
  [/-(?:javadoc|groovydoc|scaladoc|dokka)\.[jw]ar$/i, 'javadoc'],
  [/-tests\.[jw]ar$/i, 'tests'],
  [/-test-fixtures\.[jw]ar$/i, 'fixtures'],
  [/-plain\.[jw]ar$/i, 'plain'],
  [/^original-/i, 'original'],
];

/** Tells the role of a package by its file name; `undefined` where that does not say. */
export function roleByName(fileName: string): PackageRole | undefined {
  return endings.find(([pattern]) => pattern.test(fileName))?.[1];
}
