import type { Span } from './spansOf';

// Honest packages have two or three of a key; in others each would be compared with each.
const mostLooks = 16;

/** Entries by a number that equal ones share. */
export class SpanIndex {
  private readonly first = new Map<number, number>();
  /** For each entry the place of the next one with its number, or -1. */
  private readonly next: Int32Array;

  constructor(
    private readonly spans: readonly Span[],
    private readonly keyOf: (span: Span) => number,
  ) {
    this.next = new Int32Array(spans.length);
    for (let index = spans.length - 1; index >= 0; index--) {
      const key = keyOf(spans[index]!);
      this.next[index] = this.first.get(key) ?? -1;
      this.first.set(key, index);
    }
  }

  /** Finds the first entry with the number of `like` that matches, among the first sixteen. */
  find(like: Span, matches: (span: Span) => boolean): Span | undefined {
    let index = this.first.get(this.keyOf(like)) ?? -1;
    for (let looks = 0; index >= 0 && looks < mostLooks; looks++, index = this.next[index]!) {
      const span = this.spans[index]!;
      if (matches(span)) return span;
    }
    return undefined;
  }
}
