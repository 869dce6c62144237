import { AppError } from '../core/errors';

/** Bytes `[start, end)` of a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The most that COS takes in one PUT: 5 GiB. */
export const largestPut = 5 * 1024 ** 3;

/** Which bytes go into which request, in order and without gaps. For now one PUT takes them all; throws `tooLarge`. */
export function planParts(bytes: number): readonly [Span] {
  if (bytes > largestPut) {
    throw new AppError('tooLarge', `the file has ${bytes} bytes, one upload takes at most ${largestPut}`);
  }
  return [{ start: 0, end: bytes }];
}
