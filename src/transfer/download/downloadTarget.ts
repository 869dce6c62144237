import { basename, dirname, join } from 'node:path';
import { AppError } from '../../core/errors';
import type { DownloadTarget } from '../../core/ports/downloader';
import { statIfThere, writeFailure, type Disk } from './disk';

/**
 * Reads the state of a destination. Throws `unwritable` for a link: replacing it would be no harm, but a person who agreed to
 * replace a file did not mean the link. The folders above are the person's own choice, links or not.
 */
export async function lookAtPlace(disk: Disk, path: string): Promise<DownloadTarget> {
  const found = await statIfThere(disk, path).catch((error: unknown) => Promise.reject(writeFailure(path, error)));
  if (!found) return { path };
  if (found.isSymbolicLink()) throw new AppError('unwritable', `${path} is a link to somewhere else`);
  if (!found.isFile()) throw new AppError('unwritable', `${path} is there, and no file`);
  return { path, replaces: `${found.size} ${found.mtimeNs}` };
}

/** Throws `placeChanged` where a destination is not as a person agreed to replace it, or `unwritable`. */
export async function checkPlace(disk: Disk, place: DownloadTarget): Promise<void> {
  if ((await lookAtPlace(disk, place.path)).replaces !== place.replaces) throw placeChanged(place);
}

/** Resolves the links in the folders of a destination, once: the file keeps one path from then on. */
export async function settle(disk: Disk, place: DownloadTarget): Promise<DownloadTarget> {
  const folder = await disk
    .realFolder(dirname(place.path))
    .catch((error: unknown) => Promise.reject(writeFailure(place.path, error)));
  return { ...place, path: join(folder, basename(place.path)) };
}

/** Builds the error for a destination that has changed since a person chose it. */
export function placeChanged({ path }: DownloadTarget): AppError {
  return new AppError('placeChanged', `what is at ${path} is not what was there when the place was chosen`);
}
