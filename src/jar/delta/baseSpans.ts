import { headerSize, nameBytesAt } from '../parseHeader';
import { isSameSpan } from './isSameSpan';
import type { Span } from './spansOf';

// Honest packages have two or three; each is compared with each.
const maxAlike = 16;

/** The entries of the base, where those of a file are looked for. */
export class BaseSpans {
  private byName: ReadonlyMap<string, readonly Span[]> | undefined;
  private byData: ReadonlyMap<string, readonly Span[]> | undefined;

  constructor(private readonly spans: readonly Span[]) {}

  /** Finds an entry that is the same from its local header on: the one behind `before`, where that is one. */
  same(span: Span, before: Span | undefined): Span | undefined {
    const next = before && this.spans[before.index + 1];
    if (next && isSameSpan(next, span)) return next;
    this.byName ??= groupBy(this.spans, nameOf);
    return this.byName.get(nameOf(span))?.find((one) => isSameSpan(one, span));
  }

  /** Finds an entry with the same data, by its CRC-32, sizes and method; of several one with the same name. */
  withData(span: Span): Span | undefined {
    this.byData ??= groupBy(this.spans, dataOf);
    const alike = this.byData.get(dataOf(span)) ?? [];
    const name = nameOf(span);
    return alike.find((one) => nameOf(one) === name) ?? alike[0];
  }
}

function groupBy(spans: readonly Span[], keyOf: (span: Span) => string): ReadonlyMap<string, readonly Span[]> {
  const groups = new Map<string, Span[]>();
  for (const span of spans) {
    const key = keyOf(span);
    const group = groups.get(key);
    if (!group) groups.set(key, [span]);
    else if (group.length < maxAlike) group.push(span);
  }
  return groups;
}

// Each byte is a letter: two names are equal where their bytes are.
function nameOf({ directory, at }: Span): string {
  return directory.toString('latin1', at + headerSize, at + headerSize + nameBytesAt(directory, at));
}

function dataOf({ crc32, packedBytes, bytes, isDeflated }: Span): string {
  return `${crc32} ${packedBytes} ${bytes} ${isDeflated}`;
}
