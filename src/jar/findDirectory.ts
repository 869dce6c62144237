import type { ByteSource } from '../core/ports/packageReader';
import { readBytes } from './readBytes';
import { parseZipEnd, readZipEnd, type ZipEnd } from './readZipEnd';

const endSize = 22;
const headerSize = 46;
const maxCommentLength = 0xffff;
const maxLauncherLength = 4 * 1024 * 1024;
// Each costs two small reads; an honest file has none, or a handful where it was cut short behind JARs that lie inside it.
const maxLooks = 64;

/** The position of a ZIP's central directory in its file. `prefix` is added to the positions that the directory names. */
export interface Directory {
  readonly start: number;
  readonly bytes: number;
  readonly prefix: number;
  /** The number of bytes behind the end record and its comment, where there are any: `java -jar` refuses such a file. */
  readonly bytesAfterEnd?: number;
}

/** The reason why the end of a file is not that of a whole ZIP. */
export type Flaw = 'missing' | 'cutShort' | 'damaged' | 'withoutEntries' | 'twoArchives' | 'jmod';

/**
 * Finds the end-of-central-directory record that Java takes: the last one whose comment reaches the end of the file, or
 * that a directory and a first entry confirm. The directory is measured back from its end, so that a launch script in
 * front of the ZIP does no harm.
 */
export async function findDirectory(source: ByteSource): Promise<Directory | Flaw> {
  const tailStart = Math.max(0, source.bytes - endSize - maxCommentLength);
  const tail = await readBytes(source, tailStart, source.bytes - tailStart);
  let looks = 0;
  for (let at = lastEnd(tail, tail.length); at >= 0; at = lastEnd(tail, at)) {
    const after = tail.length - (at + endSize + commentLength(tail, at));
    const record = tail.subarray(at);
    const narrow = parseZipEnd(record, tailStart + at);
    if (after !== 0) {
      if (positionsOf(narrow).prefix < 0) continue;
      if (++looks > maxLooks) return 'damaged';
      if (!(await isConfirmed(source, narrow))) continue;
      if (after < 0) return 'cutShort';
    }
    const found = await check(source, await readZipEnd(source, record, tailStart + at));
    return typeof found === 'string' || after === 0 ? found : { ...found, bytesAfterEnd: after };
  }
  return (await beginsLikePackage(source)) ? 'cutShort' : 'missing';
}

function lastEnd(tail: Buffer, before: number): number {
  const last = Math.min(before - 1, tail.length - endSize);
  return last < 0 ? -1 : tail.lastIndexOf('PK\x05\x06', last, 'latin1');
}

function commentLength(bytes: Buffer, endAt: number): number {
  return bytes.readUInt16LE(endAt + 20);
}

function positionsOf({ directoryEnd, directoryBytes, directoryOffset }: ZipEnd): {
  readonly start: number;
  readonly prefix: number;
} {
  const start = directoryEnd - directoryBytes;
  return { start, prefix: start - directoryOffset };
}

async function isConfirmed(source: ByteSource, end: ZipEnd): Promise<boolean> {
  const { start, prefix } = positionsOf(end);
  return (await hasSignature(source, start, 'PK\x01\x02')) && (await hasSignature(source, prefix, 'PK\x03\x04'));
}

async function hasSignature(source: ByteSource, at: number, signature: string): Promise<boolean> {
  return at + 4 <= source.bytes && (await readBytes(source, at, 4)).toString('latin1') === signature;
}

async function check(source: ByteSource, end: ZipEnd): Promise<Directory | Flaw> {
  const bytes = end.directoryBytes;
  if (bytes === 0) return 'withoutEntries';
  const { start, prefix } = positionsOf(end);
  if (prefix < 0 || bytes < end.entries * headerSize) return 'damaged';
  if (!(await hasSignature(source, start, 'PK\x01\x02'))) return 'damaged';
  if (prefix > 0 && (await readBytes(source, 0, 2)).toString('latin1') === 'JM') return 'jmod';
  if (await isLauncher(source, prefix)) return { start, bytes, prefix };
  return (await endsLikeArchive(source, prefix)) ? 'twoArchives' : 'cutShort';
}

// A JAR cut short right behind a JAR stored inside it ends like a ZIP too, but that ZIP has entries in front of it.
async function isLauncher(source: ByteSource, prefix: number): Promise<boolean> {
  if (prefix > maxLauncherLength) return false;
  return !(await readBytes(source, 0, prefix)).includes('PK\x03\x04', 0, 'latin1');
}

// What is in front is a ZIP of its own when its comment ends there, or is what was taken for the package.
async function endsLikeArchive(source: ByteSource, prefix: number): Promise<boolean> {
  const frontStart = Math.max(0, prefix - endSize - maxCommentLength);
  const front = await readBytes(source, frontStart, prefix - frontStart);
  for (let at = lastEnd(front, front.length); at >= 0; at = lastEnd(front, at)) {
    const commentEnd = frontStart + at + endSize + commentLength(front, at);
    if (commentEnd === prefix || commentEnd === source.bytes) return true;
  }
  return false;
}

async function beginsLikePackage(source: ByteSource): Promise<boolean> {
  const start = (await readBytes(source, 0, Math.min(4, source.bytes))).toString('latin1');
  return start === 'PK\x03\x04' || start.startsWith('#!');
}
