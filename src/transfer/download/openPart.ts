import { randomUUID } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../core/errors';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { isLone, isSame, lookFor, noFollow, type Disk } from './disk';

/** A half-arrived file that is open, and what was seen of it then. */
export interface OpenPart {
  readonly path: string;
  readonly file: FileHandle;
  readonly seen: BigIntStats;
}

/** What tells a half-arrived file of ours from whatever else gets its name. Devices are numbered anew by each boot. */
export interface PartMark {
  readonly name: string;
  readonly inode: string;
  readonly bornNs: string;
  readonly uid: string;
  /** Its size and time when it was left: what it is known by to whoever throws it away, and to nobody else. */
  readonly left?: string;
}

/** The mark to note of a file that was opened. */
export function markOf({ path, seen }: OpenPart): PartMark {
  return {
    name: basename(path),
    inode: String(seen.ino),
    bornNs: String(seen.birthtimeNs),
    uid: String(seen.uid),
    left: leftOf(seen),
  };
}

// A name has 255 bytes at most, hence what `.12345678.part` is put behind.
const maxStem = 255 - 14;

/** As much of a name as leaves room for what comes behind it. */
function fitting(name: string): string {
  let kept = '';
  for (const sign of name) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(sign) > maxStem) break;
    kept += sign;
  }
  return kept;
}

/** Creates `PATH.part`, or where that name is taken, by whatever it is, one that nobody can foresee. */
export async function createPart(disk: Disk, path: string): Promise<OpenPart> {
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  const begun = join(dirname(path), fitting(basename(path)));
  for (const partPath of [`${begun}.part`, `${begun}.${randomUUID().slice(0, 8)}.part`]) {
    // Windows would create what a link of this name leads to.
    if (await lookFor(disk, partPath)) continue;
    const opened = await openSeen(disk, partPath, O_RDWR | O_CREAT | O_EXCL | noFollow).catch(unlessThere);
    if (opened) return opened;
  }
  throw new AppError('unwritable', `${path}.part is there, and not ours`);
}

/** Opens what an earlier run left beside `path`; `undefined` where that is no longer what is there. */
export async function reopenPart(disk: Disk, path: string, mark: PartMark): Promise<OpenPart | undefined> {
  const partPath = join(dirname(path), mark.name);
  const found = await lookFor(disk, partPath);
  if (!found || !isLone(found) || !isMarked(found, mark)) return undefined;
  const opened = await retryOnBusyFile(() => openSeen(disk, partPath, constants.O_RDWR | noFollow));
  if (opened && isSame(opened.seen, found)) return opened;
  await opened?.file.close();
  return undefined;
}

/**
 * Removes what an earlier run left where the drive has given it another number since, as those do that number their files
 * whenever they are mounted: nobody could tell it from another one well enough to go on with it, and each run would leave
 * one more.
 */
export async function dropPart(disk: Disk, path: string, mark: PartMark): Promise<void> {
  const partPath = join(dirname(path), mark.name);
  const found = await lookFor(disk, partPath);
  if (!found || !isLone(found) || String(found.uid) !== mark.uid || leftOf(found) !== mark.left) return;
  await retryOnBusyFile(() => disk.unlink(partPath)).catch(() => undefined);
}

function leftOf({ size, mtimeNs }: BigIntStats): string {
  return `${size} ${mtimeNs}`;
}

/** `undefined` where the name does not lead to the opened file, as through a link. */
async function openSeen(disk: Disk, path: string, flags: number): Promise<OpenPart | undefined> {
  const file = await disk.open(path, flags, 0o666);
  try {
    const seen = await file.stat({ bigint: true });
    const named = await lookFor(disk, path);
    if (named && isLone(seen) && isLone(named) && isSame(seen, named)) return { path, file, seen };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

function isMarked(found: BigIntStats, { inode, bornNs, uid }: PartMark): boolean {
  return String(found.ino) === inode && String(found.birthtimeNs) === bornNs && String(found.uid) === uid;
}

function unlessThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
