interface VersionNumber {
  readonly numbers: readonly number[];
  /** Whatever follows the numbers. */
  readonly rest: string;
}

const form = /^v?(\d{1,9}(?:\.\d{1,9}){1,5})(?:[.-](.{0,100}))?$/i;
// The first number of 2024.1 is a year, that of 20261126.3 a date.
const [firstYear, lastYear] = [1900, 9999];

/**
 * Tells whether `version` is surely a lower one than `other`: by its numbers, a SNAPSHOT before its release. False where either
 * is no number with dots, as a timestamp, where one counts by years or dates and the other does not, and for what else follows equal numbers.
 */
export function isLowerVersion(version: string, other: string): boolean {
  const [one, two] = [parse(version), parse(other)];
  if (!one || !two || countingOf(one) !== countingOf(two)) return false;
  const length = Math.max(one.numbers.length, two.numbers.length);
  for (let n = 0; n < length; n++) {
    const difference = (one.numbers[n] ?? 0) - (two.numbers[n] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return /^snapshot$/i.test(one.rest) && /^(?:release|final|ga)?$/i.test(two.rest);
}

/** Reads the name and the version in that of a package's file, `orders-1.4.2.jar`; `undefined` where it has no version. */
export function namedVersion(packageName: string): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = /^(.{1,200}?)-(\d{1,9}\.[\w.-]{1,100})\.[jw]ar$/i.exec(packageName) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function parse(version: string): VersionNumber | undefined {
  const [, numbers, rest = ''] = form.exec(version.trim()) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.').map(Number), rest };
}

function countingOf({ numbers: [first = 0] }: VersionNumber): 'numbers' | 'years' | 'dates' {
  if (first < firstYear) return 'numbers';
  return first <= lastYear ? 'years' : 'dates';
}
