import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { readFailure } from '../core/readFailure';

// Opening a pipe waits for its other end, and one may have come since the look.
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** Opens a regular file for the time of `use`. Throws `gone` or `unreadable` (folders and devices too). */
export async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat().catch((error: unknown) => Promise.reject(readFailure(path, error)));
    const read = (start: number, length: number) =>
      readAt(file, start, length).catch((error: unknown) => Promise.reject(readFailure(path, error)));
    return await use({ name: path, bytes: size, read });
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Opening a device may do something, so look first.
    checkRegular(path, await stat(path));
    const file = await open(path, openFlags);
    try {
      checkRegular(path, await file.stat());
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    throw readFailure(path, error);
  }
}

function checkRegular(path: string, found: Stats): void {
  if (found.isDirectory()) throw new AppError('unreadable', `${path} is a folder`);
  if (!found.isFile()) throw new AppError('unreadable', `${path} is not a regular file`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
