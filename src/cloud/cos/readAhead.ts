/** Bytes `[start, end)` that are there, or on their way. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly content: Promise<Uint8Array>;
}

/** Fetches bytes by their place. */
export type FetchBytes = (start: number, length: number) => Promise<Uint8Array>;

// What a round trip of some tens of ms costs on a line of a few MB/s: the next read is often for what lies behind.
const minBytes = 128 * 1024;

/**
 * `fetch` for an object of `total` bytes, with fewer round trips: it asks for more than is wanted, and never again for what
 * is there or on its way. It keeps all it has read, which is for as long as somebody looks at one package.
 */
export function readAhead(total: number, fetch: FetchBytes, first: Span): FetchBytes {
  let spans: readonly Span[] = [first];
  return async (start, length) => {
    const end = start + length;
    let span = spans.find((one) => one.start <= start && end <= one.end);
    if (!span) {
      const until = Math.min(total, Math.max(end, start + minBytes));
      const fresh: Span = { start, end: until, content: fetch(start, until - start) };
      spans = [...spans, fresh];
      // What failed is to be asked for again.
      fresh.content.catch(() => (spans = spans.filter((one) => one !== fresh)));
      span = fresh;
    }
    return (await span.content).subarray(start - span.start, end - span.start);
  };
}
