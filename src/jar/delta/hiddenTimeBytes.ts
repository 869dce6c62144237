import { fieldOf } from '../parseHeader';
import { extraBytesOf, extraOf } from './extraOf';
import type { Span } from './spansOf';

const unixTimes = 0x5455;
// Modification, access, creation.
const timeFlags: readonly number[] = [1, 2, 4];
const timeBytes = 4;

/** Returns the size of those Unix times in a local header that the directory only announces; bytes. */
export function hiddenTimeBytes(span: Span): number {
  if (extraBytesOf(span) === 0) return 0;
  const field = fieldOf(extraOf(span), unixTimes);
  const flags = field?.[0];
  if (!field || flags === undefined) return 0;
  const times = timeFlags.filter((flag) => (flags & flag) !== 0).length;
  return Math.max(0, 1 + times * timeBytes - field.length);
}
