import type { ByteSource } from '../core/ports/packageReader';
import { readBytes } from './readBytes';

const zip64EndSize = 56;
const zip64LocatorSize = 20;
const full = 0xffffffff;

/** The end record of a ZIP, read from its ZIP64 twin where there is one. Positions and sizes in bytes. */
export interface ZipEnd {
  readonly entries: number;
  readonly directoryBytes: number;
  /** The position as written: counted from the first entry, or from the start of the file. */
  readonly directoryOffset: number;
  /** The position in the file where the directory ends and the (ZIP64) end record begins. */
  readonly directoryEnd: number;
}

/**
 * Reads the end record that begins `record` and lies at `position` of the file. As Java does, it looks for the ZIP64 record
 * whether a number is full or not, where its locator says, and takes none that contradicts a number.
 */
export async function readZipEnd(source: ByteSource, record: Buffer, position: number): Promise<ZipEnd> {
  const end = parseZipEnd(record, position);
  const wide = await readZip64End(source, position);
  const agrees =
    wide &&
    [
      [end.entries, wide.entries, 0xffff],
      [end.directoryBytes, wide.directoryBytes, full],
      [end.directoryOffset, wide.directoryOffset, full],
    ].every(([narrow, wider, overflow]) => narrow === wider || narrow === overflow);
  return agrees ? wide : end;
}

/** Parses the end record that begins `record` and lies at `position`, without its ZIP64 twin. */
export function parseZipEnd(record: Buffer, position: number): ZipEnd {
  return {
    entries: record.readUInt16LE(10),
    directoryBytes: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
    directoryEnd: position,
  };
}

async function readZip64End(source: ByteSource, endPosition: number): Promise<ZipEnd | undefined> {
  const locatorAt = endPosition - zip64LocatorSize;
  if (locatorAt < zip64EndSize) return undefined;
  const locator = await readBytes(source, locatorAt, zip64LocatorSize);
  if (!locator.toString('latin1').startsWith('PK\x06\x07')) return undefined;
  const position = Number(locator.readBigUInt64LE(8));
  if (position > locatorAt - zip64EndSize) return undefined;
  const record = await readBytes(source, position, zip64EndSize);
  if (!record.toString('latin1').startsWith('PK\x06\x06')) return undefined;
  return {
    entries: Number(record.readBigUInt64LE(32)),
    directoryBytes: Number(record.readBigUInt64LE(40)),
    directoryOffset: Number(record.readBigUInt64LE(48)),
    directoryEnd: position,
  };
}
