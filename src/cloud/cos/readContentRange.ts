import type { IncomingHttpHeaders } from 'node:http';
import { count, text } from '../http/fields';

/** The bytes in a response: `[start, end)` of `total`. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

/** Reads which bytes a 200 or 206 contains; `undefined` where its headers are missing or contradict each other. */
export function readContentRange(status: number, headers: IncomingHttpHeaders): ContentRange | undefined {
  const length = headers['content-length'];
  const said = text(headers['content-range']);
  // A range that comes as 200, as from some services, is a range all the same: its length is not the object's.
  if (status === 200 && !said) {
    const total = count(length);
    return /^\d{1,20}$/.test(text(length)) && Number.isSafeInteger(total) ? { start: 0, end: total, total } : undefined;
  }
  const [, first, last, all] = /^bytes (\d{1,20})-(\d{1,20})\/(\d{1,20})$/.exec(said) ?? [];
  if ((status !== 206 && status !== 200) || first === undefined) return undefined;
  const range = { start: Number(first), end: Number(last) + 1, total: Number(all) };
  const isSound = range.start < range.end && range.end <= range.total && Number.isSafeInteger(range.total);
  const isAsLong = length === undefined || Number(length) === range.end - range.start;
  return isSound && isAsLong ? range : undefined;
}
