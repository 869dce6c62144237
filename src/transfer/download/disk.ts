import { constants, type BigIntStats } from 'node:fs';
import { link, lstat, open, realpath, rename, unlink, type FileHandle } from 'node:fs/promises';

/** What a download asks of the file system; others for tests. None of these follows a link in the last name of a path. */
export interface Disk {
  /** As open(2). */
  open(path: string, flags: number, mode?: number): Promise<FileHandle>;
  look(path: string): Promise<BigIntStats>;
  /** Gives a file a second name; fails where that name is there. */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Where a folder really is. */
  realFolder(path: string): Promise<string>;
}

/** The file system of this machine. */
export const machineDisk: Disk = {
  open,
  look: (path) => lstat(path, { bigint: true }),
  link,
  rename,
  unlink,
  realFolder: (path) => realpath(path),
};

const isWindows = process.platform === 'win32';

/** Opens what is no link, and waits for nobody at a pipe; Windows knows neither, so look before and after. */
export const noFollow = isWindows ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Whether two looks, moments apart, saw one file. Windows tells one volume's number differently from call to call. */
export function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && (isWindows || a.dev === b.dev);
}

/** Whether it is a regular file without another name, which could lie anywhere. */
export function isLone(found: BigIntStats): boolean {
  return found.isFile() && found.nlink === 1n;
}

/** `undefined` where there is nothing of that name. */
export async function lookFor(disk: Disk, path: string): Promise<BigIntStats | undefined> {
  try {
    return await disk.look(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
