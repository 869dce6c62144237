import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { damaged } from './damaged';
import type { Directory } from './findDirectory';
import { keepTail } from './keepTail';
import { locateDirectory } from './locateDirectory';
import { parseEntry, type Entry } from './parseEntry';
import { readBytes } from './readBytes';

// Four times what a ZIP could hold before ZIP64, at 128 bytes for each: the largest applications packed into a single
// JAR have half of that. It keeps the memory for a hostile directory below some 150 MB.
const mostEntries = 4 * 65_536;
const mostDirectoryBytes = mostEntries * 128;
const localHeaderSize = 30;

/** A ZIP whose directory has been read and found sound; its entries, without folders, in the order of the directory. */
export interface Archive {
  readonly source: ByteSource;
  readonly entries: readonly Entry[];
  /** Where the entries end and the directory begins. */
  readonly end: number;
  readonly prefix: number;
}

/**
 * Reads the central directory of a package and nothing else: two reads, or three. Throws `emptyPackage`,
 * `truncatedPackage` or `badPackage`. Our own, since no library did: yauzl 3.4 and unzipit 2.1 refuse a launch script in
 * front, take names without a flag for code page 437, and need 30 to 100 ms for the first thousand entries (this: 2 ms);
 * unzipit also reads as much as a lying end record asks for.
 */
export async function readArchive(source: ByteSource): Promise<Archive> {
  const tailed = keepTail(source);
  const directory = await locateDirectory(tailed);
  if (directory.bytes > mostDirectoryBytes) throw tooMany(source);
  const bytes = await readBytes(tailed, directory.start, directory.bytes);
  return {
    source: tailed,
    entries: parseDirectory(source, bytes, directory),
    end: directory.start,
    prefix: directory.prefix,
  };
}

function parseDirectory(source: ByteSource, bytes: Buffer, { start, prefix }: Directory): readonly Entry[] {
  const room = start - prefix;
  const entries: Entry[] = [];
  let taken = 0;
  for (let at = 0, count = 1; at < bytes.length; count++) {
    if (count > mostEntries) throw tooMany(source);
    const { entry, next } = parseEntry(source, bytes, at);
    const claim = localHeaderSize + entry.packedBytes;
    if (!(entry.headerAt + claim <= room)) throw damaged(source, `${entry.name.slice(0, 200)} lies outside of it`);
    taken += claim;
    if (taken > room) throw new AppError('badPackage', `${source.name} is no honest package: its entries overlap`);
    if (!entry.name.endsWith('/')) entries.push(entry);
    at = next;
  }
  return entries;
}

function tooMany(source: ByteSource): AppError {
  return new AppError('badPackage', `${source.name} is no package: it claims more than ${mostEntries} entries`);
}
