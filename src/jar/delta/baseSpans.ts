import { headerSize, nameBytesAt } from '../parseHeader';
import { isSameSpan } from './isSameSpan';
import { SpanIndex } from './spanIndex';
import type { Span } from './spansOf';

/** The entries of the base, where those of a file are looked for. */
export class BaseSpans {
  private byName: SpanIndex | undefined;
  private byCrc32: SpanIndex | undefined;

  constructor(private readonly spans: readonly Span[]) {}

  /** Finds an entry that is the same from its local header on: the one behind `before`, where that is one. */
  same(span: Span, before: Span | undefined): Span | undefined {
    const next = before && this.spans[before.index + 1];
    if (next && isSameSpan(next, span)) return next;
    this.byName ??= new SpanIndex(this.spans, hashOfName);
    return this.byName.find(span, (one) => isSameSpan(one, span));
  }

  /** Finds an entry with the same data, by its CRC-32, sizes and method; of several one with the same name. */
  withData(span: Span): Span | undefined {
    // Those that can be asked for: of what is empty there are thousands.
    this.byCrc32 ??= new SpanIndex(
      this.spans.filter(({ packedBytes }) => packedBytes > 0),
      ({ crc32 }) => crc32,
    );
    const isNamesake = (one: Span): boolean => hasSameData(one, span) && nameOf(one).equals(nameOf(span));
    return this.byCrc32.find(span, isNamesake) ?? this.byCrc32.find(span, (one) => hasSameData(one, span));
  }
}

function nameOf({ directory, at }: Span): Buffer {
  return directory.subarray(at + headerSize, at + headerSize + nameBytesAt(directory, at));
}

// FNV-1a, from the CRC-32: much quicker than forty thousand strings.
function hashOfName({ directory, at, crc32 }: Span): number {
  const start = at + headerSize;
  const end = start + nameBytesAt(directory, at);
  let hash = crc32 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (directory[i] ?? 0), 0x01000193);
  return hash;
}

function hasSameData(one: Span, other: Span): boolean {
  return one.packedBytes === other.packedBytes && one.bytes === other.bytes && one.isDeflated === other.isDeflated;
}
