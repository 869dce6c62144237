import { Refusal } from '../refusal';

const SMALLEST_COPY = 1024 * 1024;
const LARGEST_COPY = 5 * 1024 ** 3;

/** A range of bytes from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the one range that a `Range` header names; `undefined` for none or a malformed one. Throws `InvalidRange` past
 * the end, and for `bytes=-N`, which COS does not document, unless `suffixes` are taken.
 */
export function readRange(header: string | undefined, size: number, suffixes: boolean): Range | undefined {
  const [, from, to] = /^bytes=(\d{0,20})-(\d{0,20})$/.exec(header ?? '') ?? [];
  if (!from && !to) return undefined;
  const start = from ? Number(from) : Math.max(size - Number(to), 0);
  const end = from && to ? Math.min(Number(to) + 1, size) : size;
  if (from && to && Number(to) < start) return undefined;
  if (start >= size || (!from && !suffixes)) {
    throw new Refusal(416, 'InvalidRange', 'The requested range cannot be satisfied.');
  }
  return { start, end };
}

/**
 * Reads the range that `x-cos-copy-source-range` names: `bytes=first-last`, within the source, of 1 MiB at least and
 * 5 GiB at the most; the rest of the source may be less, as the last part may. Throws for any other. Without a header: all of the source.
 */
export function readCopyRange(header: string | undefined, size: number): Range {
  if (header === undefined) return atMost({ start: 0, end: size });
  const [, first, last] = /^bytes=(\d{1,20})-(\d{1,20})$/.exec(header) ?? [];
  const [start, end] = [Number(first), Number(last) + 1];
  if (!(start < end)) {
    throw new Refusal(400, 'InvalidArgument', 'The x-cos-copy-source-range must be of the form bytes=first-last.');
  }
  if (end > size) throw new Refusal(416, 'InvalidRange', 'The range to copy ends behind the source.');
  if (end - start < SMALLEST_COPY && end < size) {
    throw new Refusal(400, 'EntityTooSmall', 'A copied part must be 1 MB at least.');
  }
  return atMost({ start, end });
}

function atMost(range: Range): Range {
  if (range.end - range.start <= LARGEST_COPY) return range;
  throw new Refusal(400, 'EntityTooLarge', 'A copied part must be 5 GB at the most.');
}
