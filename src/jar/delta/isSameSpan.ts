import { fieldOf, headerSize, nameBytesAt, zip64Field } from '../parseHeader';
import type { Span } from './spansOf';

const headerAtOffset = 42;
const full = 0xffffffff;
// What a local header repeats: version needed, flags, method, time, CRC-32, sizes, the length of the name.
const repeatedStart = 6;
const repeatedEnd = 30;
const unixTimes = 0x5455;
const accessAndCreation = 6;

/** Tells whether two directories promise equal bytes from one entry's local header to the next one's. */
export function isSameSpan(one: Span, other: Span): boolean {
  if (one.crc32 !== other.crc32 || one.end - one.start !== other.end - other.start) return false;
  const size = nameBytesAt(one.directory, one.at) + headerSize;
  return (
    isEqual(one, other, repeatedStart, repeatedEnd) &&
    isEqual(one, other, headerSize, size) &&
    hasSameExtra(one, other, size) &&
    !hasMoreTimes(extraOf(one, size))
  );
}

function isEqual(one: Span, other: Span, start: number, end: number): boolean {
  return one.directory.compare(other.directory, other.at + start, other.at + end, one.at + start, one.at + end) === 0;
}

// Times in extra fields may differ where those of the header do not: by the time zone of the build.
function hasSameExtra(one: Span, other: Span, extraAt: number): boolean {
  const [extra, otherExtra] = [extraOf(one, extraAt), extraOf(other, extraAt)];
  if (extra.equals(otherExtra)) return true;
  // The position in the package, which a local header does not have.
  const isWide = [one, other].some(({ directory, at }) => directory.readUInt32LE(at + headerAtOffset) === full);
  return isWide && withoutZip64(extra).equals(withoutZip64(otherExtra));
}

function extraOf({ directory, at }: Span, extraAt: number): Buffer {
  return directory.subarray(at + extraAt, at + extraAt + directory.readUInt16LE(at + headerSize - 16));
}

function withoutZip64(extra: Buffer): Buffer {
  const field = fieldOf(extra, zip64Field);
  if (!field) return extra;
  const start = field.byteOffset - extra.byteOffset;
  return Buffer.concat([extra.subarray(0, start - 4), extra.subarray(start + field.length)]);
}

/** Tells whether the local header has times of access or creation, which the directory only announces. */
function hasMoreTimes(extra: Buffer): boolean {
  const flags = extra.length > 0 ? fieldOf(extra, unixTimes)?.[0] : undefined;
  return flags !== undefined && (flags & accessAndCreation) !== 0;
}
