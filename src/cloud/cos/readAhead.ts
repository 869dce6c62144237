/** Bytes `[start, end)` that are read, or being read. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly content: Promise<Uint8Array>;
}

/** Fetches bytes by their offset. */
export type FetchBytes = (start: number, length: number) => Promise<Uint8Array>;

// What a round trip of some tens of ms costs on a line of a few MB/s: the next read is often for what lies behind.
const minBytes = 128 * 1024;

/**
 * Wraps `fetch` for an object of `total` bytes to save round trips: requests more than is wanted, and nothing twice. Keeps all
 * it has read, which is for as long as a person looks at one package.
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
      // What failed is to be requested again.
      fresh.content.catch(() => (spans = spans.filter((one) => one !== fresh)));
      span = fresh;
    }
    return (await span.content).subarray(start - span.start, end - span.start);
  };
}
