import type { ByteSource, PackageFile } from '../core/ports/packageReader';
import { cacheTail } from './cacheTail';
import { locateDirectory } from './locateDirectory';
import { withFile } from './withFile';

/** Looks at packages on this machine's disk. */
export const packageFile: PackageFile = { check: checkPackageFile };

/**
 * Resolves with the size in bytes of a file that ends as a ZIP does. Throws `gone`, `unreadable` (folders and devices
 * too), `emptyPackage`, `truncatedPackage` or `badPackage`. Reads the end of the file and a few headers, however large it is.
 */
export async function checkPackageFile(file: string | ByteSource): Promise<{ readonly bytes: number }> {
  if (typeof file === 'string') return withFile(file, checkPackageFile);
  await locateDirectory(cacheTail(file));
  return { bytes: file.bytes };
}
