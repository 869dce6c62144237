import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../core/errors';
import type { PackageFile } from '../core/ports';
import { findCentralDirectory, type Finding } from './findCentralDirectory';

/** Looks at packages on this machine's disk. */
export const packageFile: PackageFile = { check: checkPackageFile };

const complaints: Record<Exclude<Finding, 'found'>, string> = {
  missing: 'is not a JAR or WAR: it is no ZIP file',
  cutShort: 'is incomplete: it was cut short, or the build is still writing it',
  damaged: 'is damaged: its ZIP directory does not fit the file',
  withoutEntries: 'is a ZIP file without any entry',
};

/**
 * Resolves with the size in bytes of a file that ends as a ZIP does. Throws `gone`, `unreadable` (folders and devices
 * too), `emptyPackage`, `truncatedPackage` or `badPackage`. Reads the end of the file and a few headers, however large it is.
 */
export async function checkPackageFile(path: string): Promise<{ readonly bytes: number }> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw new AppError('emptyPackage', `${path} is empty`);
    const finding = await findCentralDirectory(file, size);
    if (finding === 'cutShort' || finding === 'damaged')
      throw new AppError('truncatedPackage', `${path} ${complaints[finding]}`);
    if (finding !== 'found') throw new AppError('badPackage', `${path} ${complaints[finding]}`);
    return { bytes: size };
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Opening a pipe waits for its other end, so look first.
    const found = await stat(path);
    if (found.isDirectory()) throw new AppError('unreadable', `${path} is a folder`);
    if (!found.isFile()) throw new AppError('unreadable', `${path} is not a regular file`);
    return await open(path, 'r');
  } catch (error) {
    throw readFailure(path, error);
  }
}

function readFailure(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  const isGone = code === 'ENOENT' || code === 'ENOTDIR';
  return isGone
    ? new AppError('gone', `${path} does not exist`)
    : new AppError('unreadable', `${path} cannot be read (${code})`);
}
