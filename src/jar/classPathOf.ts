import { splitVersion } from '../core/splitVersion';

const maxFiles = 1_000;
const maxLength = 1_000;
const ending = '.jar';

/**
 * Lists the files that a `Class-Path` names, the first 1,000. Java looks for each beside the package, never in it. Folders do not
 * count: what is no JAR there need not be. Neither does one of which a library is `merged` into the package, by the names of those: it
 * is left over.
 */
export function classPathOf(attribute: string | undefined, merged: ReadonlySet<string>): readonly string[] {
  const files: string[] = [];
  // One by one: a hostile one may have a million.
  for (let at = 0; attribute !== undefined && at < attribute.length && files.length < maxFiles;) {
    const space = attribute.indexOf(' ', at);
    const end = space < 0 ? attribute.length : space;
    const file = attribute.slice(at, Math.min(end, at + maxLength));
    if (file !== '' && file !== '.' && !file.endsWith('/')) files.push(file);
    at = end + 1;
  }
  return files.some((file) => merged.has(libraryName(file))) ? [] : files;
}

function libraryName(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return splitVersion(name.endsWith(ending) ? name.slice(0, -ending.length) : name).name;
}
