import { constants, type BigIntStats } from 'node:fs';
import { link, lstat, open, realpath, rename, unlink, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../core/errors';

/** The file system as a download uses it; replaced by tests. None of these follows a link in the last name of a path. */
export interface Disk {
  /** As open(2). */
  open(path: string, flags: number, mode?: number): Promise<FileHandle>;
  stat(path: string): Promise<BigIntStats>;
  /** Adds a name to a file; fails where that name is taken. */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Resolves the links in the path of a folder. */
  realFolder(path: string): Promise<string>;
}

/** The file system of this machine. */
export const machineDisk: Disk = {
  open,
  stat: (path) => lstat(path, { bigint: true }),
  link,
  rename,
  unlink,
  realFolder: (path) => realpath(path),
};

const isWindows = process.platform === 'win32';

/** Flags to refuse links, and not to wait at a pipe; Windows has neither, so check before and after. */
export const noFollow = isWindows ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Tells whether two results, moments apart, are of one file. Windows numbers one volume differently from call to call. */
export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && (isWindows || a.dev === b.dev);
}

/** Tells whether it is a regular file without a second name, which could be anywhere. */
export function isSingleFile(found: BigIntStats): boolean {
  return found.isFile() && found.nlink === 1n;
}

/** Reads the state of a file; `undefined` where there is none. */
export async function statIfThere(disk: Disk, path: string): Promise<BigIntStats | undefined> {
  try {
    return await disk.stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Translates an error of writing `path` to `diskFull` or `unwritable`. */
export function writeFailure(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return new AppError(fullCodes.includes(code) ? 'diskFull' : 'unwritable', `${path} cannot be written (${code})`);
}
