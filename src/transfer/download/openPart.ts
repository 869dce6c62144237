import { randomUUID } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../core/errors';
import { retryOnBusyFile } from '../../files/retryOnBusyFile';
import { isSingleFile, isSameFile, statIfThere, noFollow, type Disk } from './disk';

/** An open file of a download, and its state when it was opened. */
export interface OpenPart {
  readonly path: string;
  readonly file: FileHandle;
  readonly seen: BigIntStats;
}

/** Identifies a file of an earlier run among others of its name. Device numbers change with each boot, so there is none. */
export interface PartMark {
  readonly name: string;
  readonly inode: string;
  readonly bornNs: string;
  readonly uid: string;
  /** Size and time when the run ended: enough to remove the file, not to resume it. */
  readonly left?: string;
}

/** Builds the mark of an open file. */
export function markOf({ path, seen }: OpenPart): PartMark {
  return {
    name: basename(path),
    inode: String(seen.ino),
    bornNs: String(seen.birthtimeNs),
    uid: String(seen.uid),
    left: leftOf(seen),
  };
}

// A name has 255 bytes at most, `.12345678.part` included.
const maxStem = 255 - 14;

/** Shortens a name to leave room for the suffix. */
function shortened(name: string): string {
  let kept = '';
  for (const character of name) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(character) > maxStem) break;
    kept += character;
  }
  return kept;
}

/** Creates `PATH.part` or, where that name is taken, one that nobody can foresee. */
export async function createPart(disk: Disk, path: string): Promise<OpenPart> {
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  const stem = join(dirname(path), shortened(basename(path)));
  for (const partPath of [`${stem}.part`, `${stem}.${randomUUID().slice(0, 8)}.part`]) {
    // Windows would create what a link of this name leads to.
    if (await statIfThere(disk, partPath)) continue;
    const opened = await openChecked(disk, partPath, O_RDWR | O_CREAT | O_EXCL | noFollow).catch(undefinedIfTaken);
    if (opened) return opened;
  }
  throw new AppError('unwritable', `${path}.part is another program's file`);
}

/** Opens the file of an earlier run beside `path`; `undefined` where that is gone or another file. */
export async function reopenPart(disk: Disk, path: string, mark: PartMark): Promise<OpenPart | undefined> {
  const partPath = join(dirname(path), mark.name);
  const found = await statIfThere(disk, partPath);
  if (!found || !isSingleFile(found) || !isMarked(found, mark)) return undefined;
  const opened = await retryOnBusyFile(() => openChecked(disk, partPath, constants.O_RDWR | noFollow));
  if (opened && isSameFile(opened.seen, found)) return opened;
  await opened?.file.close();
  return undefined;
}

/**
 * Removes the file of an earlier run whose inode has changed, as on drives that number files at each mount: it cannot be told
 * from another one well enough to be resumed, and each run would leave one more.
 */
export async function dropPart(disk: Disk, path: string, mark: PartMark): Promise<void> {
  const partPath = join(dirname(path), mark.name);
  const found = await statIfThere(disk, partPath);
  if (!found || !isSingleFile(found) || String(found.uid) !== mark.uid || leftOf(found) !== mark.left) return;
  await retryOnBusyFile(() => disk.unlink(partPath)).catch(() => undefined);
}

function leftOf({ size, mtimeNs }: BigIntStats): string {
  return `${size} ${mtimeNs}`;
}

/** Opens a file; `undefined` where the name leads elsewhere, as through a link. */
async function openChecked(disk: Disk, path: string, flags: number): Promise<OpenPart | undefined> {
  const file = await disk.open(path, flags, 0o666);
  try {
    const seen = await file.stat({ bigint: true });
    const named = await statIfThere(disk, path);
    if (named && isSingleFile(seen) && isSingleFile(named) && isSameFile(seen, named)) return { path, file, seen };
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

function undefinedIfTaken(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
