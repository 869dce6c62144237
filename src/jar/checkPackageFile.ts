import type { PackageFile } from '../core/ports/packageReader';
import { keepTail } from './keepTail';
import { locateDirectory } from './locateDirectory';
import { withFile } from './withFile';

/** Looks at packages on this machine's disk. */
export const packageFile: PackageFile = { check: checkPackageFile };

/**
 * Resolves with the size in bytes of a file that ends as a ZIP does. Throws `gone`, `unreadable` (folders and devices
 * too), `emptyPackage`, `truncatedPackage` or `badPackage`. Reads the end of the file and a few headers, however large it is.
 */
export async function checkPackageFile(path: string): Promise<{ readonly bytes: number }> {
  return withFile(path, async (source) => {
    await locateDirectory(keepTail(source));
    return { bytes: source.bytes };
  });
}
