import type { ChangedEntry, PackageDifference, PackageEntry } from '../core/packageFacts';
import type { ByteSource } from '../core/ports/packageReader';
import { compareLibraries, type SummedLibrary } from './compareLibraries';
import { isJar, libraryOf } from './libraryOf';
import type { Entries, Entry } from './entries';
import { readArchive } from './readArchive';

interface Content {
  readonly entries: Entries;
  /** The index of each path; of several entries of one name that of the last, which Java sees. */
  readonly files: ReadonlyMap<string, number>;
  readonly libraries: readonly SummedLibrary[];
}

// More than the largest JARs have; every name of both is in memory.
const maxEntries = 400_000;
// Ten times what large applications have. Of more, made to do harm, each is a file like any other.
const maxLibraries = 10_000;

/**
 * Compares two packages by their directories alone: a file is the same when its CRC-32 and size are. Throws `emptyPackage`,
 * `truncatedPackage` or `badPackage`, and as the sources do.
 */
export async function comparePackages(before: ByteSource, after: ByteSource): Promise<PackageDifference> {
  const [left, right] = await Promise.all([contentOf(before), contentOf(after)]);
  const added: PackageEntry[] = [];
  const removed: PackageEntry[] = [];
  const changed: ChangedEntry[] = [];
  // Entries are made one at a time: hundreds of thousands at once would take more memory than all else.
  for (const [path, index] of right.files) {
    if (!left.files.has(path)) added.push({ path, bytes: right.entries.at(index).bytes });
  }
  for (const [path, index] of left.files) {
    const old = left.entries.at(index);
    const place = right.files.get(path);
    const fresh = place === undefined ? undefined : right.entries.at(place);
    if (!fresh) removed.push({ path, bytes: old.bytes });
    else if (!isSame(old, fresh)) changed.push({ path, bytesBefore: old.bytes, bytesAfter: fresh.bytes });
  }
  for (const list of [added, removed, changed]) list.sort((a, b) => (a.path < b.path ? -1 : 1));
  const libraries = compareLibraries(left.libraries, right.libraries);
  const old = libraries.filter((change) => change.before).length;
  const unchanged = left.files.size - removed.length - changed.length + left.libraries.length - old;
  return { bytesBefore: before.bytes, bytesAfter: after.bytes, added, removed, changed, libraries, unchanged };
}

async function contentOf(source: ByteSource): Promise<Content> {
  const { entries } = await readArchive(source, { maxEntries });
  const files = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) files.set(entries.name(index), index);
  const places: number[] = [];
  for (const [path, index] of files) if (isJar(path)) places.push(index);
  const libraries: SummedLibrary[] = [];
  for (const entry of places.length > maxLibraries ? [] : places.map((index) => entries.at(index))) {
    const library = libraryOf(entry);
    if (!library) continue;
    libraries.push({ ...library, crc32: entry.crc32 });
    files.delete(entry.name);
  }
  return { entries, files, libraries };
}

function isSame(a: Entry, b: Entry): boolean {
  return a.crc32 === b.crc32 && a.bytes === b.bytes;
}
