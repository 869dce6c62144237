import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { Entries } from './entries';
import type { Directory } from './findDirectory';
import { cacheTail } from './cacheTail';
import { locateDirectory } from './locateDirectory';
import { nameAt, parseHeader } from './parseHeader';
import { damagedPackage, readBytes } from './readBytes';

// Three times what the largest JARs have; their directories take half of that. Both together bound the memory for a hostile one.
const mostEntries = 1_000_000;
const mostDirectoryBytes = 96 * 1024 * 1024;
const bytesPerEntry = 128;
const localHeaderSize = 30;

/** A ZIP whose directory has been read and found sound. */
export interface Archive {
  readonly source: ByteSource;
  readonly entries: Entries;
  /** The position where the entries end and the directory begins. */
  readonly end: number;
  readonly prefix: number;
  /** The bytes of the central directory. */
  readonly directory: Buffer;
  /** The number of bytes behind the end of the ZIP, where there are any: `java -jar` refuses such a file. */
  readonly bytesAfterEnd?: number;
}

/**
 * Reads the central directory of a package and nothing else: two reads, or three. `maxEntries` may be less than a million, for a
 * smaller directory too. Throws `emptyPackage`,
 * `truncatedPackage` or `badPackage`. Our own, since no library did: yauzl 3.4 and unzipit 2.1 refuse a launch script in
 * front, take names without a flag for code page 437, and need 30 to 100 ms for the first thousand entries (this: 2 ms);
 * unzipit also reads as much as a lying end record asks for.
 */
export async function readArchive(
  source: ByteSource,
  { maxEntries = mostEntries }: { readonly maxEntries?: number } = {},
): Promise<Archive> {
  const tailed = cacheTail(source);
  const directory = await locateDirectory(tailed);
  const maxDirectoryBytes = Math.min(mostDirectoryBytes, maxEntries * bytesPerEntry);
  if (directory.bytes > maxDirectoryBytes) {
    throw new AppError(
      'badPackage',
      `${source.name} is no package: its ZIP directory has more than ${maxDirectoryBytes} bytes`,
    );
  }
  const bytes = await readBytes(tailed, directory.start, directory.bytes);
  return {
    source: tailed,
    entries: parseDirectory(source, bytes, { ...directory, maxEntries }),
    end: directory.start,
    prefix: directory.prefix,
    directory: bytes,
    ...(directory.bytesAfterEnd && { bytesAfterEnd: directory.bytesAfterEnd }),
  };
}

function parseDirectory(
  source: ByteSource,
  bytes: Buffer,
  { start, prefix, maxEntries }: Directory & { readonly maxEntries: number },
): Entries {
  const room = start - prefix;
  const entries = new Entries(source, bytes);
  let taken = 0;
  for (let at = 0, count = 1; at < bytes.length; count++) {
    if (count > maxEntries) throw tooMany(source, maxEntries);
    const { packedBytes, headerAt, next } = parseHeader(source, bytes, at);
    const claim = localHeaderSize + packedBytes;
    if (!(headerAt + claim <= room))
      throw damagedPackage(source, `${nameAt(bytes, at).slice(0, 200)} lies outside of it`);
    taken += claim;
    if (taken > room) throw new AppError('badPackage', `${source.name} is no honest package: its entries overlap`);
    entries.add(at);
    at = next;
  }
  return entries;
}

function tooMany(source: ByteSource, maxEntries: number): AppError {
  return new AppError('badPackage', `${source.name} is no package: it claims more than ${maxEntries} entries`);
}
