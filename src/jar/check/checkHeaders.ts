import { isUtf8 } from 'node:buffer';
import { headerSize, nameAt, nameBytesAt } from '../parseHeader';

/** The names of entries at whose directory headers Java refuses the whole archive: for the name, or for the rest. */
export interface RefusedHeaders {
  readonly names: readonly string[];
  readonly others: readonly string[];
}

const maxHeader = 0xffff;
const zip64Field = 1;
const full = 0xffffffff;
const fullDisk = 0xffff;

/** Looks at each header of a central directory, which has been parsed, as `java.util.zip.ZipFile` does when it opens one. */
export function checkHeaders(directory: Buffer): RefusedHeaders {
  const names: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < directory.length;) {
    const nameEnd = at + headerSize + nameBytesAt(directory, at);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const next = extraEnd + directory.readUInt16LE(at + 32);
    if (!isText(directory, at + headerSize, nameEnd)) names.push(nameAt(directory, at));
    else if (
      next - at > maxHeader ||
      !isText(directory, extraEnd, next) ||
      !isExtraSound(directory, at, nameEnd, extraEnd)
    )
      others.push(nameAt(directory, at));
    at = next;
  }
  return { names, others };
}

/** Tells whether bytes are UTF-8: the encoding of names and comments in a JAR, flagged or not. */
function isText(directory: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (directory[at]! > 0x7f) return isUtf8(directory.subarray(start, end));
  return true;
}

function isExtraSound(directory: Buffer, header: number, start: number, end: number): boolean {
  if (start === end) return wantedBytes(directory, header) === 0;
  for (let at = start; at + 4 <= end;) {
    const length = directory.readUInt16LE(at + 2);
    const next = at + 4 + length;
    if (next > end) return false;
    if (directory.readUInt16LE(at) === zip64Field && !isZip64Sound(directory, header, at + 4, length)) return false;
    at = next;
  }
  return true;
}

/** Java reads the signs of the numbers, which are 64 bits wide, and nothing more than what the header leaves out. */
function isZip64Sound(directory: Buffer, header: number, start: number, length: number): boolean {
  if (length !== wantedBytes(directory, header)) return false;
  for (let at = start; at + 8 <= start + length; at += 8) if (directory[at + 7]! > 0x7f) return false;
  return true;
}

function wantedBytes(directory: Buffer, header: number): number {
  const wide = [20, 24, 42].filter((offset) => directory.readUInt32LE(header + offset) === full);
  return wide.length * 8 + (directory.readUInt16LE(header + 34) === fullDisk ? 4 : 0);
}
