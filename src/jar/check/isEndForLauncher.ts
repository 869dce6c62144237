import type { Archive } from '../readArchive';
import { readBytes } from '../readBytes';
import { parseZipEnd } from '../readZipEnd';

const endSize = 22;
const end64Size = 56;
const locatorSize = 20;
const maxCommentLength = 0xffff;
const full = 0xffffffff;

/**
 * Tells whether the native part of `java -jar` finds the directory that was found. It is stricter than Java about the ZIP64
 * end record: it looks for it only where the other record does not fit, and the two have to name one disk.
 */
export async function isEndForLauncher({ source, end, prefix }: Archive): Promise<boolean> {
  const tailStart = Math.max(0, source.bytes - endSize - maxCommentLength - end64Size - locatorSize);
  const tail = await readBytes(source, tailStart, source.bytes - tailStart);
  const at = endOf(tail);
  if (at < 0) return false;
  const narrow = parseZipEnd(tail.subarray(at), tailStart + at);
  const isFound = (directoryEnd: number, bytes: number, offset: number) =>
    directoryEnd - bytes === end && end - offset === prefix;
  const locator = tail.subarray(Math.max(0, at - locatorSize), at);
  const isBeside =
    narrow.directoryBytes + narrow.directoryOffset !== tailStart + at &&
    locator.toString('latin1', 0, 4) === 'PK\x06\x07' &&
    locator.readUInt32LE(4) === tail.readUInt16LE(at + 4);
  const places = isBeside ? [tailStart + at - locatorSize - end64Size, Number(locator.readBigUInt64LE(8))] : [];
  for (const place of places) {
    if (place < 0 || place + end64Size > source.bytes) continue;
    const record = await readBytes(source, place, end64Size);
    const [entries, bytes, offset] = [32, 40, 48].map((field) => Number(record.readBigUInt64LE(field)));
    const agrees =
      record.toString('latin1', 0, 4) === 'PK\x06\x06' &&
      [entries, 0xffff].includes(narrow.entries) &&
      [bytes, full].includes(narrow.directoryBytes) &&
      [offset, full].includes(narrow.directoryOffset);
    if (agrees && isFound(place, bytes!, offset!)) return true;
  }
  return isFound(tailStart + at, narrow.directoryBytes, narrow.directoryOffset);
}

/** Finds the record at the very end, or the last whose comment reaches it. */
function endOf(tail: Buffer): number {
  for (let at = tail.length - endSize; at >= 0; at = at > 0 ? tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1') : -1) {
    const isEnd = tail.toString('latin1', at, at + 4) === 'PK\x05\x06';
    if (isEnd && (at + endSize === tail.length || at + endSize + tail.readUInt16LE(at + 20) === tail.length)) return at;
  }
  return -1;
}
