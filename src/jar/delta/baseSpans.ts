import { headerSize, nameBytesAt } from '../parseHeader';
import { isSameSpan } from './isSameSpan';
import type { Span } from './spansOf';

// Honest packages have two or three; each is compared with each.
const maxAlike = 16;

/** The entries of the base, where those of a file are looked for. */
export class BaseSpans {
  private byName: ReadonlyMap<string, readonly Span[]> | undefined;
  private byCrc32: ReadonlyMap<number, readonly Span[]> | undefined;

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
    this.byCrc32 ??= groupBy(this.spans, ({ crc32 }) => crc32);
    const alike = this.byCrc32.get(span.crc32)?.filter((one) => hasSameData(one, span)) ?? [];
    const name = nameOf(span);
    return alike.find((one) => nameOf(one) === name) ?? alike[0];
  }
}

function groupBy<Key>(spans: readonly Span[], keyOf: (span: Span) => Key): ReadonlyMap<Key, readonly Span[]> {
  const groups = new Map<Key, Span[]>();
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

function hasSameData(one: Span, other: Span): boolean {
  return one.packedBytes === other.packedBytes && one.bytes === other.bytes && one.isDeflated === other.isDeflated;
}
