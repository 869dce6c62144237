/** The words that builds put behind the name of a package that has its libraries in it. */
const complete: readonly string[] = [
  'all',
  'exec',
  'executable',
  'runner',
  'jar-with-dependencies',
  'with-dependencies',
  'fat',
  'uber',
  'shaded',
  'shadow',
  'standalone',
  'boot',
];
const lesser: readonly string[] = [
  'sources',
  'test-sources',
  'javadoc',
  'test-javadoc',
  'tests',
  'test-fixtures',
  'plain',
  'classes',
];
// `-test-sources` ends with `-sources`, too.
const classifiers = [...complete, ...lesser].sort((a, b) => b.length - a.length);
const original = 'original-';

/** Gives a file name without its ending. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[jw]ar$/i, '');
}

/** Gives the name that the packages of one build share: `orders-1.0` for `original-orders-1.0.jar` and `orders-1.0-tests.jar`. */
export function baseName(fileName: string): string {
  const stem = stemOf(fileName);
  return splitClassifier(stem.startsWith(original) ? stem.slice(original.length) : stem).name;
}

/** Splits `orders-1.0-exec` into what stands before the word that a build put behind it, and that word, which may be empty. */
export function splitClassifier(stem: string): { readonly name: string; readonly classifier: string } {
  const classifier = classifiers.find((one) => stem.endsWith(`-${one}`)) ?? '';
  return { name: classifier ? stem.slice(0, -classifier.length - 1) : stem, classifier };
}

/** Gives what stands behind the stem of `other` in the name of a file, without the dash; `undefined` where that differs. */
export function classifierBehind(fileName: string, other: string): string | undefined {
  const [stem, start] = [stemOf(fileName), `${stemOf(other)}-`];
  return stem.startsWith(start) ? stem.slice(start.length) : undefined;
}

/** Tells whether a word says that the libraries are in the package. */
export function isCompleteClassifier(word: string): boolean {
  return complete.includes(word);
}
