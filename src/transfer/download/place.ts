import { basename, dirname, join } from 'node:path';
import { AppError } from '../../core/errors';
import type { Place } from '../../core/ports/downloader';
import { lookFor, type Disk } from './disk';
import { writeFailure } from './writeFailure';

/**
 * What is at `path` now. A link there is refused: replacing it would be no harm, but nobody who agreed to replace a file
 * meant the link. The folders above are the person's own choice, links or not. Throws `unwritable`.
 */
export async function lookAtPlace(disk: Disk, path: string): Promise<Place> {
  const found = await lookFor(disk, path).catch((error: unknown) => Promise.reject(writeFailure(path, error)));
  if (!found) return { path };
  if (found.isSymbolicLink()) throw new AppError('unwritable', `${path} is a link to somewhere else`);
  if (!found.isFile()) throw new AppError('unwritable', `${path} is there, and no file`);
  return { path, replaces: `${found.size} ${found.mtimeNs}` };
}

/** Throws `placeChanged` where something else is there than a person agreed to replace, or `unwritable`. */
export async function checkPlace(disk: Disk, place: Place): Promise<void> {
  if ((await lookAtPlace(disk, place.path)).replaces !== place.replaces) throw changed(place);
}

/** The same file by its one true path: where links above it lead is settled once. */
export async function settle(disk: Disk, place: Place): Promise<Place> {
  const folder = await disk
    .realFolder(dirname(place.path))
    .catch((error: unknown) => Promise.reject(writeFailure(place.path, error)));
  return { ...place, path: join(folder, basename(place.path)) };
}

/** What a person is told whose place has been filled meanwhile. */
export function changed({ path }: Place): AppError {
  return new AppError('placeChanged', `what is at ${path} is not what was there when the place was chosen`);
}
