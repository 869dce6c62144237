import { fieldOf, headerSize, nameBytesAt, zip64Field } from '../parseHeader';
import { extraBytesOf, extraOf } from './extraOf';
import { hiddenTimeBytes } from './hiddenTimeBytes';
import type { Span } from './spansOf';

const headerAtOffset = 42;
const full = 0xffffffff;
// What a local header repeats: version needed, flags, method, time, CRC-32, sizes, the length of the name.
const repeatedStart = 6;
const repeatedEnd = 30;
const ntfsTimes = 0x000a;

/** Tells whether two directories promise equal bytes from one entry's local header to the next one's. */
export function isSameSpan(one: Span, other: Span): boolean {
  if (one.crc32 !== other.crc32 || one.end - one.start !== other.end - other.start) return false;
  return isEqual(one, other, repeatedStart, repeatedEnd) && hasSameNameAndExtra(one, other) && !hasHiddenTimes(one);
}

/** Tells whether the local header has times of access or creation that the directory only announces. */
export function hasHiddenTimes(span: Span): boolean {
  return hiddenTimeBytes(span) > 0 && !fieldOf(extraOf(span), ntfsTimes);
}

function isEqual(one: Span, other: Span, start: number, end: number): boolean {
  const [at, otherAt] = [one.at, other.at];
  return one.directory.compare(other.directory, otherAt + start, otherAt + end, at + start, at + end) === 0;
}

// Times in extra fields may differ where those of the header do not: by the time zone of the build.
function hasSameNameAndExtra(one: Span, other: Span): boolean {
  const nameEnd = headerSize + nameBytesAt(one.directory, one.at);
  const extraBytes = extraBytesOf(one);
  if (extraBytes === extraBytesOf(other) && isEqual(one, other, headerSize, nameEnd + extraBytes)) return true;
  // The position in the package, which a local header does not have.
  const isWide = [one, other].some(({ directory, at }) => directory.readUInt32LE(at + headerAtOffset) === full);
  return (
    isWide &&
    isEqual(one, other, headerSize, nameEnd) &&
    withoutZip64(extraOf(one)).equals(withoutZip64(extraOf(other)))
  );
}

function withoutZip64(extra: Buffer): Buffer {
  const field = fieldOf(extra, zip64Field);
  if (!field) return extra;
  const start = field.byteOffset - extra.byteOffset;
  return Buffer.concat([extra.subarray(0, start - 4), extra.subarray(start + field.length)]);
}
