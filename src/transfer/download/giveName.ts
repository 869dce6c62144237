import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { DownloadTarget } from '../../core/ports/downloader';
import { AppError, cancelledError } from '../../core/errors';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { isSingleFile, isSameFile, statIfThere, noFollow, type Disk } from './disk';
import type { OpenPart } from './openPart';
import { checkPlace, placeChanged } from './downloadTarget';

// Codes of drives, above all those of a network, that cannot be told to write what they have.
const noSyncCodes: ReadonlySet<string> = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EINVAL', 'ENOSYS']);

const readBytes = 256 * 1024;

/** Flushes what was written to the disk, as far as the drive can. */
export async function sync({ file }: OpenPart): Promise<void> {
  await file.sync().catch((error: unknown) => {
    if (!noSyncCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  });
}

/**
 * Gives an open file of `bytes` bytes its final name. Throws `placeChanged` where the destination has changed meanwhile,
 * `unwritable` where the file is no longer the one that was filled, and `cancelled` where the signal aborted before: the person
 * who cancelled has been told so.
 */
export async function giveName(
  disk: Disk,
  { part, bytes, place }: { readonly part: OpenPart; readonly bytes: number; readonly place: DownloadTarget },
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const filled = await part.file.stat({ bigint: true });
  const named = await statIfThere(disk, part.path);
  if (!named || !isSameFile(named, filled) || !isSingleFile(filled) || filled.size !== BigInt(bytes))
    throw changedByOther(part);
  // Windows renames no open file; elsewhere an open one keeps its number from becoming another one's.
  if (process.platform === 'win32') await part.file.close();
  await checkPlace(disk, place);
  if (signal.aborted) throw cancelledError();
  const isNamed = place.replaces === undefined && (await linkNew(disk, part.path, place));
  if (!isNamed) await retryOnBusyFile(() => disk.rename(part.path, place.path));
  const now = await statIfThere(disk, place.path);
  const isOurs = now?.isFile() && (isSameFile(now, filled) || (await hasSameContent(disk, part, place.path)));
  if (!isOurs) throw changedByOther(part);
}

/**
 * Tells whether the file at `path` has every byte of the open one, and its owner: drives over SSH and others have no inodes, and make
 * up one for each name.
 */
async function hasSameContent(disk: Disk, part: OpenPart, path: string): Promise<boolean> {
  const named = await disk.open(path, constants.O_RDONLY | noFollow);
  try {
    const [there, here] = [await named.stat({ bigint: true }), await part.file.stat({ bigint: true })];
    if (!isSingleFile(there) || there.uid !== here.uid || there.size !== here.size) return false;
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

/** Fills `into` as far as the file has bytes: over a network one read may bring less. */
async function readFull(file: FileHandle, into: Buffer, at: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Gives the final name without replacing anything, as a rename would; `false` where the drive cannot. */
async function linkNew(disk: Disk, from: string, place: DownloadTarget): Promise<boolean> {
  try {
    await disk.link(from, place.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw placeChanged(place);
    return false;
  }
  await retryOnBusyFile(() => disk.unlink(from)).catch(() => undefined);
  return true;
}

function changedByOther({ path }: OpenPart): AppError {
  return new AppError('unwritable', `${path} was changed by another program`);
}
