interface VersionNumber {
  readonly numbers: readonly number[];
  readonly isSnapshot: boolean;
}

const form = /^v?(\d{1,9}(?:\.\d{1,9}){1,5})(?:[.-](.{0,100}))?$/i;

/**
 * Tells whether `version` is surely a lower one than `other`: by its numbers, a SNAPSHOT before its release. False where either
 * is no number with dots, as a timestamp, and for what else follows equal numbers.
 */
export function isLowerVersion(version: string, other: string): boolean {
  const [one, two] = [parse(version), parse(other)];
  if (!one || !two) return false;
  const length = Math.max(one.numbers.length, two.numbers.length);
  for (let n = 0; n < length; n++) {
    const difference = (one.numbers[n] ?? 0) - (two.numbers[n] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return one.isSnapshot && !two.isSnapshot;
}

/** Reads the name and the version in that of a package's file, `orders-1.4.2.jar`; `undefined` where it has no version. */
export function namedVersion(packageName: string): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = /^(.{1,200}?)-(\d{1,9}\.[\w.-]{1,100})\.[jw]ar$/i.exec(packageName) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function parse(version: string): VersionNumber | undefined {
  const [, numbers, rest = ''] = form.exec(version.trim()) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.').map(Number), isSnapshot: /snapshot/i.test(rest) };
}
