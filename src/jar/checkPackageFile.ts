import type { ByteSource, PackageFile } from '../core/ports/packageReader';
import { cacheTail } from './cacheTail';
import { VerifyThread } from './check/verifyThread';
import { locateDirectory } from './locateDirectory';
import { withFile } from './withFile';

const thread = new VerifyThread();

/** The check of packages on this machine's disk. */
export const packageFile: Required<PackageFile> = {
  check: checkPackageFile,
  verify: (...one) => thread.verify(...one),
};

/**
 * Checks that a file ends as a ZIP does; resolves with its size in bytes. Throws `gone`, `unreadable` (folders and devices
 * too), `emptyPackage`, `truncatedPackage` or `badPackage`. Reads the end and a few headers of a file of any size.
 */
export async function checkPackageFile(file: string | ByteSource): Promise<{ readonly bytes: number }> {
  if (typeof file === 'string') return withFile(file, checkPackageFile);
  await locateDirectory(cacheTail(file));
  return { bytes: file.bytes };
}
