import { AppError } from '../../core/errors';
import { isJar, libraryOf } from '../libraryOf';
import { openStored } from '../openStored';
import { readArchive, type Archive } from '../readArchive';
import type { Entry } from '../entries';

const maxLibraries = 256;
const maxBytes = 16 * 1024 * 1024;

/**
 * Tells whether a file is in one of an archive's libraries, by their directories; `undefined` where that would take too
 * long, or where a library cannot be read.
 */
export async function isInLibraries(archive: Archive, file: string): Promise<boolean | undefined> {
  const jars = archive.entries.findOther(isJar);
  if (archive.source.isRemote || jars.length > maxLibraries) return undefined;
  const libraries = jars.map((index) => archive.entries.at(index)).filter((entry) => libraryOf(entry) !== undefined);
  if (libraries.some(({ isDeflated }) => isDeflated)) return undefined;
  let left = maxBytes;
  for (const library of libraries) {
    left -= Math.min(library.bytes, 256 * 1024);
    if (left < 0) return undefined;
    const has = await isIn(archive, library, file);
    if (has !== false) return has;
  }
  return false;
}

async function isIn(archive: Archive, library: Entry, file: string): Promise<boolean | undefined> {
  try {
    const nested = await readArchive(await openStored(archive, library));
    return nested.entries.named(file) !== undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // In what is cut short Java finds no class either.
    return error.failure === 'badPackage' ? undefined : false;
  }
}
