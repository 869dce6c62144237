import { Refusal } from '../refusal';

/** Bytes from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The one range that a `Range` header names; `undefined` for none or a malformed one. Throws `InvalidRange`. */
export function readRange(header: string | undefined, size: number): Range | undefined {
  const [, from, to] = /^bytes=(\d{0,20})-(\d{0,20})$/.exec(header ?? '') ?? [];
  if (!from && !to) return undefined;
  const start = from ? Number(from) : Math.max(size - Number(to), 0);
  const end = from && to ? Math.min(Number(to) + 1, size) : size;
  if (from && to && Number(to) < start) return undefined;
  if (start >= size) throw new Refusal(416, 'InvalidRange', 'The requested range cannot be satisfied.');
  return { start, end };
}
