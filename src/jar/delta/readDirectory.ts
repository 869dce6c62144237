import { AppError } from '../../core/errors';
import type { KeptDirectory } from '../../core/ports/archiveRanges';
import type { ByteSource } from '../../core/ports/packageReader';
import { cacheTail } from '../cacheTail';
import { locateDirectory } from '../locateDirectory';
import { readBytes } from '../readBytes';

/** The most bytes of a directory, with what follows it: that of 40,000 entries. Beyond, packages consist of what is too small to copy. */
export const maxTailBytes = 4 * 1024 * 1024;

/** Reads a package from its ZIP directory on. Throws `emptyPackage`, `truncatedPackage` or `badPackage`. */
export async function readDirectory(source: ByteSource): Promise<KeptDirectory> {
  const tailed = cacheTail(source);
  const { start } = await locateDirectory(tailed);
  const tailBytes = source.bytes - start;
  if (tailBytes > maxTailBytes) {
    throw new AppError(
      'badPackage',
      `${source.name} has a ZIP directory of ${tailBytes} bytes, too large to be of use`,
    );
  }
  return { packageBytes: source.bytes, start, tail: await readBytes(tailed, start, tailBytes) };
}
