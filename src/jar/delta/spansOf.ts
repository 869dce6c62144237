import { AppError } from '../../core/errors';
import type { KeptDirectory } from '../../core/ports/archiveRanges';
import { nameBytesAt, parseHeader, type Header } from '../parseHeader';
import { readArchive } from '../readArchive';
import { keptSource } from './keptSource';
import { maxTailBytes } from './readDirectory';

/** An entry with all of its bytes `[start, end)`: local header, data, and what follows until the next entry or the directory. */
export interface Span extends Pick<Header, 'isDeflated' | 'crc32' | 'packedBytes' | 'bytes'> {
  readonly start: number;
  readonly end: number;
  /** The position of its header in `directory`. */
  readonly at: number;
  readonly directory: Buffer;
  /** Its place among the spans of its package. */
  readonly index: number;
}

/** The size of a local header, without its name; bytes. */
export const localHeaderSize = 30;

/** Lists the entries of a package in the order of the file. None where the directory, which may come from anybody, is none. */
export async function spansOf(kept: KeptDirectory): Promise<readonly Span[]> {
  if (!isPossible(kept)) return [];
  try {
    const { directory, prefix, end } = await readArchive(keptSource(kept));
    return end === kept.start ? toSpans(directory, prefix, end) : [];
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

function toSpans(directory: Buffer, prefix: number, end: number): readonly Span[] {
  const headers: { readonly at: number; readonly header: Header }[] = [];
  for (let at = 0; at < directory.length;) {
    const header = parseHeader({ name: 'a kept directory' }, directory, at);
    headers.push({ at, header });
    at = header.next;
  }
  headers.sort((one, other) => one.header.headerAt - other.header.headerAt);
  const spans: Span[] = [];
  headers.forEach(({ at, header }, order) => {
    const { isDeflated, crc32, packedBytes, bytes, headerAt } = header;
    const start = prefix + headerAt;
    const next = headers[order + 1];
    const spanEnd = next ? prefix + next.header.headerAt : end;
    // Entries that overlap, or are the same bytes under two names.
    if (start + localHeaderSize + nameBytesAt(directory, at) + packedBytes > spanEnd) return;
    spans.push({ start, end: spanEnd, at, directory, index: spans.length, isDeflated, crc32, packedBytes, bytes });
  });
  return spans;
}
