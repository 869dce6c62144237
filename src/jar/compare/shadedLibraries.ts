import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import { parseProperties } from '../parseProperties';
import { unpack } from '../unpack';
import type { PackageContent } from './packageContent';

/** A library whose files were packed among those of a package, by its `pom.properties`. */
export interface ShadedLibrary {
  /** Identity of the library: `group:artifact`. */
  readonly key: string;
  readonly group: string;
  readonly artifact: string;
  /** The index of its `pom.properties`. */
  readonly index: number;
}

const folder = 'META-INF/maven/';
const file = 'pom.properties';
// It has four lines.
const maxBytes = 16 * 1024;
// A read for each, and a round trip where the package is not here.
const maxVersions = 32;
const maxConcurrent = 4;

/** Finds the libraries of a shaded JAR by `group:artifact`; the application's own is among them. */
export function shadedLibraries({ archive, files }: PackageContent): ReadonlyMap<string, ShadedLibrary> {
  const found = new Map<string, ShadedLibrary>();
  for (const position of archive.entries.below(folder)) {
    const path = archive.entries.name(position);
    const [group, artifact, name, ...more] = path.slice(folder.length).split('/');
    const index = files.get(path);
    if (!group || !artifact || name !== file || more.length > 0 || index === undefined) continue;
    const key = `${group}:${artifact}`;
    found.set(key, { key, group, artifact, index });
  }
  return found;
}

/** Returns the `group:artifact` whose own description a file is. */
export function describedBy(path: string): string | undefined {
  if (!path.startsWith(folder)) return undefined;
  const [group, artifact] = path.slice(folder.length).split('/');
  return group && artifact && `${group}:${artifact}`;
}

/** Reads the versions of libraries by key, of the first 32; an empty one where it cannot be read. Throws as the source does. */
export async function readVersions(
  { archive }: PackageContent,
  libraries: readonly ShadedLibrary[],
): Promise<ReadonlyMap<string, string>> {
  const entries = libraries.map(({ key, index }) => [key, archive.entries.at(index)] as const);
  const packed = new Map<Entry, Buffer>();
  for (let n = 0; n < Math.min(entries.length, maxVersions); n += maxConcurrent) {
    const read = entries.slice(n, n + maxConcurrent).map(([, entry]) => entry);
    for (const [entry, bytes] of await fetchPacked(archive, read, maxBytes)) packed.set(entry, bytes);
  }
  return new Map(
    entries.map(([key, entry]) => {
      const bytes = packed.get(entry);
      const text = bytes && unpack(entry, bytes, maxBytes);
      return [key, (text && parseProperties(text).get('version')) ?? ''];
    }),
  );
}
