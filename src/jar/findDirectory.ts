import type { ByteSource } from '../core/ports/packageReader';
import { readBytes } from './readBytes';
import { readZipEnd, type ZipEnd } from './readZipEnd';

const endSize = 22;
const headerSize = 46;
const maxCommentLength = 0xffff;
const maxLauncherLength = 4 * 1024 * 1024;
// Each costs a few small reads; an honest file has one, or a handful where JARs lie inside it.
const maxCandidates = 64;

/** The position of a ZIP's central directory in its file. `prefix` is added to the positions that the directory names. */
export interface Directory {
  readonly start: number;
  readonly bytes: number;
  readonly prefix: number;
}

/** The reason why the end of a file is not that of a whole ZIP. */
export type Flaw = 'missing' | 'cutShort' | 'damaged' | 'withoutEntries';

/**
 * Finds an end-of-central-directory record that a central directory header before it confirms. The directory is measured
 * back from its end, so that a launch script in front of the ZIP does no harm.
 */
export async function findDirectory(source: ByteSource): Promise<Directory | Flaw> {
  const tailStart = Math.max(0, source.bytes - endSize - maxCommentLength);
  const tail = await readBytes(source, tailStart, source.bytes - tailStart);
  let flaw: Flaw = 'missing';
  for (const at of endsOf(tail).slice(0, maxCandidates)) {
    const found = await check(source, await readZipEnd(source, tail.subarray(at), tailStart + at));
    if (typeof found !== 'string') return found;
    if (flaw === 'missing') flaw = found;
  }
  return flaw === 'missing' && (await beginsLikePackage(source)) ? 'cutShort' : flaw;
}

// Those whose comment reaches the end of the file first: no tool writes others, but something may have been appended.
function endsOf(tail: Buffer): readonly number[] {
  const exact: number[] = [];
  const followed: number[] = [];
  for (let at = lastEnd(tail, tail.length); at >= 0; at = lastEnd(tail, at)) {
    const left = tail.length - (at + endSize + tail.readUInt16LE(at + 20));
    if (left >= 0) (left === 0 ? exact : followed).push(at);
  }
  return [...exact, ...followed];
}

function lastEnd(tail: Buffer, before: number): number {
  const last = Math.min(before - 1, tail.length - endSize);
  return last < 0 ? -1 : tail.lastIndexOf('PK\x05\x06', last, 'latin1');
}

async function check(source: ByteSource, end: ZipEnd): Promise<Directory | Flaw> {
  if (end.entries === 0) return 'withoutEntries';
  const bytes = end.directoryBytes;
  const start = end.directoryEnd - bytes;
  const prefix = start - end.directoryOffset;
  if (prefix < 0 || bytes < end.entries * headerSize) return 'damaged';
  if ((await readBytes(source, start, 4)).toString('latin1') !== 'PK\x01\x02') return 'damaged';
  return (await isLauncher(source, prefix)) ? { start, bytes, prefix } : 'cutShort';
}

// A JAR cut short right behind a JAR stored inside it ends like a ZIP too, but that ZIP has entries in front of it.
async function isLauncher(source: ByteSource, prefix: number): Promise<boolean> {
  if (prefix > maxLauncherLength) return false;
  return !(await readBytes(source, 0, prefix)).includes('PK\x03\x04', 0, 'latin1');
}

async function beginsLikePackage(source: ByteSource): Promise<boolean> {
  const start = (await readBytes(source, 0, Math.min(4, source.bytes))).toString('latin1');
  return start === 'PK\x03\x04' || start.startsWith('#!');
}
