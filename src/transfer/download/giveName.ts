import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Place } from '../../core/ports/downloader';
import { AppError, cancelledError } from '../../core/errors';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { isLone, isSame, lookFor, noFollow, type Disk } from './disk';
import type { OpenPart } from './openPart';
import { changed, checkPlace } from './place';

// What systems answer whose drives, above all those of a network, cannot be told to write down what they have.
const cannotSync: ReadonlySet<string> = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EINVAL', 'ENOSYS']);

const readBytes = 256 * 1024;

/** Has what was written go to the disk, as far as the drive knows such a thing. */
export async function sync({ file }: OpenPart): Promise<void> {
  await file.sync().catch((error: unknown) => {
    if (!cannotSync.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  });
}

/**
 * Gives an opened file of `bytes` bytes its final name. Throws `placeChanged` where something has come to that name
 * meanwhile, `unwritable` where the file is no longer the one that was filled, and `cancelled` where the signal aborted
 * before that name was given: whoever cancelled has been told so.
 */
export async function giveName(
  disk: Disk,
  part: OpenPart,
  bytes: number,
  place: Place,
  signal: AbortSignal,
): Promise<void> {
  const filled = await part.file.stat({ bigint: true });
  const named = await lookFor(disk, part.path);
  if (!named || !isSame(named, filled) || !isLone(filled) || filled.size !== BigInt(bytes)) throw replaced(part);
  // Windows renames no open file; elsewhere an open one keeps its number from becoming another one's.
  if (process.platform === 'win32') await part.file.close();
  await checkPlace(disk, place);
  if (signal.aborted) throw cancelledError();
  const isDone = place.replaces === undefined && (await nameAnew(disk, part.path, place));
  if (!isDone) await retryOnBusyFile(() => disk.rename(part.path, place.path));
  const now = await lookFor(disk, place.path);
  const isOurs = now?.isFile() && (isSame(now, filled) || (await holdsSame(disk, part, place.path)));
  if (!isOurs) throw replaced(part);
}

/**
 * Whether the file at `path` has every byte of the opened one, and its owner: drives over SSH and others know no numbers of
 * files, and make up one for each name.
 */
async function holdsSame(disk: Disk, part: OpenPart, path: string): Promise<boolean> {
  const named = await disk.open(path, constants.O_RDONLY | noFollow);
  try {
    const [there, here] = [await named.stat({ bigint: true }), await part.file.stat({ bigint: true })];
    if (!isLone(there) || there.uid !== here.uid || there.size !== here.size) return false;
    const [one, other] = [Buffer.allocUnsafe(readBytes), Buffer.allocUnsafe(readBytes)];
    for (let at = 0; BigInt(at) < here.size;) {
      const bytes = await readFull(part.file, one, at);
      if (bytes === 0 || bytes !== (await readFull(named, other, at))) return false;
      if (!one.subarray(0, bytes).equals(other.subarray(0, bytes))) return false;
      at += bytes;
    }
    return true;
  } finally {
    await named.close();
  }
}

/** As many bytes as there are or `into` can hold: over a network a read may bring less. */
async function readFull(file: FileHandle, into: Buffer, at: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Never replaces anything, as a rename would; resolves with whether the drive can do so. */
async function nameAnew(disk: Disk, from: string, place: Place): Promise<boolean> {
  try {
    await disk.link(from, place.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw changed(place);
    return false;
  }
  await retryOnBusyFile(() => disk.unlink(from)).catch(() => undefined);
  return true;
}

function replaced({ path }: OpenPart): AppError {
  return new AppError('unwritable', `${path} was changed by another program`);
}
