import { AppError } from '../../core/errors';
import type { KeptDirectory } from '../../core/ports/archiveRanges';
import type { ByteSource } from '../../core/ports/packageReader';
import { locateDirectory } from '../locateDirectory';
import { nameBytesAt, parseHeader, type Header } from '../parseHeader';
import { damagedPackage, readBytes } from '../readBytes';
import { keptSource } from './keptSource';
import { maxTailBytes } from './readDirectory';

/** An entry with all of its bytes `[start, end)`: local header, data, and what follows until the next entry or the directory. */
export interface Span extends Pick<Header, 'isDeflated' | 'crc32' | 'packedBytes' | 'bytes'> {
  readonly start: number;
  readonly end: number;
  /** The position of its header in `directory`. */
  readonly at: number;
  readonly directory: Buffer;
  /** The place among the spans of its package. */
  readonly index: number;
}

/** The size of a local header, without its name; bytes. */
export const localHeaderSize = 30;

/** Lists the entries of a package in the order of the file. None where the directory, which may come from anybody, is none. */
export async function spansOf(kept: KeptDirectory): Promise<readonly Span[]> {
  if (!isPossible(kept)) return [];
  const source = keptSource(kept);
  try {
    const { start, bytes, prefix } = await locateDirectory(source);
    if (start !== kept.start) return [];
    return toSpans(parseHeaders(source, await readBytes(source, start, bytes), start - prefix), prefix, start);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

function isPossible({ packageBytes, start, tail }: KeptDirectory): boolean {
  return (
    Number.isSafeInteger(packageBytes) &&
    Number.isSafeInteger(start) &&
    start >= 0 &&
    tail.length <= maxTailBytes &&
    start + tail.length === packageBytes
  );
}

/** An entry before those behind it are known. */
type PlacedHeader = Header & Pick<Span, 'at' | 'directory'>;

function parseHeaders(source: ByteSource, directory: Buffer, room: number): readonly PlacedHeader[] {
  const headers: PlacedHeader[] = [];
  for (let at = 0; at < directory.length;) {
    const { isDeflated, crc32, packedBytes, bytes, headerAt, next } = parseHeader(source, directory, at);
    if (!(headerAt + packedBytes <= room)) throw damagedPackage(source, 'an entry lies outside of it');
    headers.push({ isDeflated, crc32, packedBytes, bytes, headerAt, next, at, directory });
    at = next;
  }
  return headers.sort((one, other) => one.headerAt - other.headerAt);
}

function toSpans(headers: readonly PlacedHeader[], prefix: number, directoryStart: number): readonly Span[] {
  const spans: Span[] = [];
  headers.forEach(({ isDeflated, crc32, packedBytes, bytes, headerAt, at, directory }, order) => {
    const next = headers[order + 1];
    const start = prefix + headerAt;
    const end = next ? prefix + next.headerAt : directoryStart;
    // Entries that overlap, or are the same bytes under two names.
    if (start + localHeaderSize + nameBytesAt(directory, at) + packedBytes > end) return;
    spans.push({ start, end, at, directory, index: spans.length, isDeflated, crc32, packedBytes, bytes });
  });
  return spans;
}
