import type { Place } from '../core/ports/receiver';
import { AppError } from '../core/errors';
import { patiently } from '../upload/patiently';
import { isLone, isSame, lookFor, type Disk } from './disk';
import type { OpenPart } from './openPart';
import { changed, checkPlace } from './place';

// What systems answer whose drives, above all those of a network, cannot be told to write down what they have.
const cannotSync: ReadonlySet<string> = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EINVAL', 'ENOSYS']);

/** Has what was written go to the disk, as far as the drive knows such a thing. */
export async function sync({ file }: OpenPart): Promise<void> {
  await file.sync().catch((error: unknown) => {
    if (!cannotSync.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  });
}

/**
 * Gives an opened file of `bytes` bytes its final name. Throws `placeChanged` where something has come to that name
 * meanwhile, and `unwritable` where the file is no longer the one that was filled.
 */
export async function giveName(disk: Disk, part: OpenPart, bytes: number, place: Place): Promise<void> {
  const filled = await part.file.stat({ bigint: true });
  const named = await lookFor(disk, part.path);
  if (!named || !isSame(named, filled) || !isLone(filled) || filled.size !== BigInt(bytes)) throw replaced(part);
  // Windows renames no open file; elsewhere an open one keeps its number from becoming another one's.
  if (process.platform === 'win32') await part.file.close();
  await checkPlace(disk, place);
  const isDone = place.replaces === undefined && (await nameAnew(disk, part.path, place));
  if (!isDone) await patiently(() => disk.rename(part.path, place.path));
  const now = await lookFor(disk, place.path);
  if (!now?.isFile() || !isSame(now, filled)) throw replaced(part);
}

/** Never replaces anything, as a rename would; resolves with whether the drive can do so. */
async function nameAnew(disk: Disk, from: string, place: Place): Promise<boolean> {
  try {
    await disk.link(from, place.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw changed(place);
    return false;
  }
  await patiently(() => disk.unlink(from)).catch(() => undefined);
  return true;
}

function replaced({ path }: OpenPart): AppError {
  return new AppError('unwritable', `${path} was changed by another program`);
}
