import type { ByteSource } from '../../core/ports/packageReader';
import { isJar, libraryOf } from '../libraryOf';
import { readArchive, type Archive } from '../readArchive';
import type { SummedLibrary } from './pairLibraries';

/** The files of a package, its libraries apart. */
export interface PackageContent {
  readonly archive: Archive;
  /** The index of each path; of several entries of one name that of the last, which Java sees. */
  readonly files: ReadonlyMap<string, number>;
  readonly libraries: readonly SummedLibrary[];
}

// More than the largest JARs have; every name of both is in memory.
const maxEntries = 400_000;
// Ten times what large applications have. Of more, made to do harm, each is a file like any other.
const maxLibraries = 10_000;

/** Reads the directory of a package. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and as `source` does. */
export async function readContent(source: ByteSource): Promise<PackageContent> {
  const archive = await readArchive(source, { maxEntries });
  const { entries } = archive;
  const files = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) files.set(entries.name(index), index);
  const places: number[] = [];
  for (const [path, index] of files) if (isJar(path)) places.push(index);
  const libraries: SummedLibrary[] = [];
  for (const index of places.length > maxLibraries ? [] : places) {
    const entry = entries.at(index);
    const library = libraryOf(entry);
    if (!library) continue;
    libraries.push({ ...library, crc32: entry.crc32, isDeflated: entry.isDeflated, index });
    files.delete(entry.name);
  }
  return { archive, files, libraries };
}
