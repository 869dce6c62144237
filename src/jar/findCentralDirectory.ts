import type { FileHandle } from 'node:fs/promises';
import { readAt } from './readAt';
import { readZipEnd, type ZipEnd } from './readZipEnd';

const endSize = 22;
const longestComment = 0xffff;
const longestLauncher = 4 * 1024 * 1024;
// Each costs a few small reads; an honest file has one, or a handful where JARs lie inside it.
const mostCandidates = 64;

/** What the end of a file says of it; only `found` is a whole ZIP. */
export type Finding = 'found' | 'missing' | 'cutShort' | 'damaged' | 'withoutEntries';

/**
 * Looks for an end-of-central-directory record that is borne out by a central directory header before it. The
 * directory is measured back from its end, so that a launch script in front of the ZIP does no harm.
 */
export async function findCentralDirectory(file: FileHandle, size: number): Promise<Finding> {
  const tailStart = Math.max(0, size - endSize - longestComment);
  const tail = await readAt(file, tailStart, size - tailStart);
  let finding: Finding = 'missing';
  for (const at of endsOf(tail).slice(0, mostCandidates)) {
    const judged = await judge(file, await readZipEnd(file, tail.subarray(at), tailStart + at));
    if (judged === 'found') return judged;
    if (finding === 'missing') finding = judged;
  }
  return finding === 'missing' && (await beginsLikePackage(file)) ? 'cutShort' : finding;
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

async function judge(file: FileHandle, end: ZipEnd): Promise<Finding> {
  if (end.entries === 0) return 'withoutEntries';
  const start = end.directoryEnd - end.directoryBytes;
  const prefix = start - end.directoryOffset;
  if (prefix < 0) return 'damaged';
  if ((await readAt(file, start, 4)).toString('latin1') !== 'PK\x01\x02') return 'damaged';
  return (await isLauncher(file, prefix)) ? 'found' : 'cutShort';
}

// A JAR cut short right behind a JAR stored inside it ends like a ZIP too, but that ZIP has entries in front of it.
async function isLauncher(file: FileHandle, prefix: number): Promise<boolean> {
  if (prefix > longestLauncher) return false;
  return !(await readAt(file, 0, prefix)).includes('PK\x03\x04', 0, 'latin1');
}

async function beginsLikePackage(file: FileHandle): Promise<boolean> {
  const start = (await readAt(file, 0, 4)).toString('latin1');
  return start === 'PK\x03\x04' || start.startsWith('#!');
}
