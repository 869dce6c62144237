import { AppError, type Failure } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { findDirectory, type Directory, type Flaw } from './findDirectory';

const failures: Record<Flaw, readonly [Failure, string]> = {
  missing: ['badPackage', 'is not a JAR or WAR: it is no ZIP file'],
  cutShort: ['truncatedPackage', 'is incomplete: it was cut short, or the build is still writing it'],
  damaged: ['truncatedPackage', 'is damaged: its ZIP directory does not fit the file'],
  withoutEntries: ['badPackage', 'is a ZIP file without any entry'],
  jmod: ['badPackage', 'is not a JAR or WAR: it is a module of a JDK (JMOD)'],
  twoArchives: ['badPackage', 'is two ZIP files, one behind the other: Java reads the last one only'],
};

/** Finds the central directory. Throws `emptyPackage`, `truncatedPackage` or `badPackage`. */
export async function locateDirectory(source: ByteSource): Promise<Directory> {
  if (source.bytes === 0) throw new AppError('emptyPackage', `${source.name} is empty`);
  const found = await findDirectory(source);
  if (typeof found !== 'string') return found;
  const [failure, words] = failures[found];
  throw new AppError(failure, `${source.name} ${words}`);
}
