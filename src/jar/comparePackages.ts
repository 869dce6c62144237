import type { ChangedEntry, PackageDifference, PackageEntry } from '../core/packageFacts';
import type { ByteSource } from '../core/ports/packageReader';
import { compareLibraries, type SummedLibrary } from './compareLibraries';
import { libraryOf } from './libraryOf';
import type { Entry } from './entries';
import { readArchive } from './readArchive';

interface Content {
  /** By path; of several entries of one name the last, which is the one that Java sees. */
  readonly files: ReadonlyMap<string, Entry>;
  readonly libraries: readonly SummedLibrary[];
}

/**
 * What is different between two packages, from their directories alone: a file is the same when its CRC-32 and size are.
 * Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and what the sources throw.
 */
export async function comparePackages(before: ByteSource, after: ByteSource): Promise<PackageDifference> {
  const [left, right] = await Promise.all([contentOf(before), contentOf(after)]);
  const added: PackageEntry[] = [];
  const removed: PackageEntry[] = [];
  const changed: ChangedEntry[] = [];
  for (const [path, { bytes }] of right.files) if (!left.files.has(path)) added.push({ path, bytes });
  for (const [path, old] of left.files) {
    const fresh = right.files.get(path);
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
  const { entries } = await readArchive(source);
  const files = new Map(entries.filter(() => true).map((entry) => [entry.name, entry]));
  const libraries: SummedLibrary[] = [];
  for (const [path, entry] of files) {
    const library = libraryOf(entry);
    if (!library) continue;
    libraries.push({ ...library, crc32: entry.crc32 });
    files.delete(path);
  }
  return { files, libraries };
}

function isSame(a: Entry, b: Entry): boolean {
  return a.crc32 === b.crc32 && a.bytes === b.bytes;
}
