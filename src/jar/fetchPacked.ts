import type { Archive } from './readArchive';
import { readBytes } from './readBytes';
import type { Entry } from './entries';

const localHeaderSize = 30;
const localSignature = 0x04034b50;
// The extra field of a local header is its own; most have none, or time stamps.
const likelyExtra = 128;
// Reading on costs less than asking again: 64 KiB take a few ms where a round trip takes tens.
const maxGap = 64 * 1024;
const maxConcurrent = 1024 * 1024;

interface Span {
  readonly entries: readonly Entry[];
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the first `maxBytes` packed bytes of each entry, or all where it has fewer; leaves out an entry whose local header is
 * not where the directory says. Neighbours come in one read; the reads run at the same time.
 */
export async function fetchPacked(
  archive: Archive,
  entries: readonly Entry[],
  maxBytes: number,
): Promise<ReadonlyMap<Entry, Buffer>> {
  const packed = new Map<Entry, Buffer>();
  await Promise.all(
    join(entries.map((entry) => spanOf(archive, entry, maxBytes))).map(async (span) => {
      const bytes = await readBytes(archive.source, span.start, span.end - span.start);
      for (const entry of span.entries) {
        const found = await cut(archive, entry, maxBytes, bytes, span.start);
        if (found) packed.set(entry, found);
      }
    }),
  );
  return packed;
}

function spanOf({ prefix, end }: Archive, entry: Entry, maxBytes: number): Span {
  const start = prefix + entry.headerAt;
  const likely = localHeaderSize + Buffer.byteLength(entry.name) + likelyExtra + Math.min(entry.packedBytes, maxBytes);
  return { entries: [entry], start, end: Math.min(end, start + likely) };
}

function join(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start - last.end <= maxGap && span.end - last.start <= maxConcurrent) {
      const end = Math.max(last.end, span.end);
      joined[joined.length - 1] = { entries: [...last.entries, ...span.entries], start: last.start, end };
    } else joined.push(span);
  }
  return joined;
}

async function cut(
  { source, prefix, end }: Archive,
  entry: Entry,
  maxBytes: number,
  bytes: Buffer,
  bytesAt: number,
): Promise<Buffer | undefined> {
  const header = bytes.subarray(prefix + entry.headerAt - bytesAt);
  if (header.readUInt32LE(0) !== localSignature) return undefined;
  const dataAt = localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  const length = Math.min(entry.packedBytes, maxBytes);
  if (dataAt + length <= header.length) return header.subarray(dataAt, dataAt + length);
  const start = prefix + entry.headerAt + dataAt;
  return start + length <= end ? readBytes(source, start, length) : undefined;
}
