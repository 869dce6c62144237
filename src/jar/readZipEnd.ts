import type { ByteSource } from '../core/ports/packageReader';
import { readBytes } from './readBytes';

const zip64EndSize = 56;
const zip64LocatorSize = 20;

/** The end record of a ZIP, read from its ZIP64 twin where there is one. Positions and sizes in bytes. */
export interface ZipEnd {
  readonly entries: number;
  readonly directoryBytes: number;
  /** The position as written: counted from the first entry, or from the start of the file. */
  readonly directoryOffset: number;
  /** The position in the file where the directory ends and the (ZIP64) end record begins. */
  readonly directoryEnd: number;
}

/** Reads the end record that begins `record` and lies at `position` of the file. */
export async function readZipEnd(source: ByteSource, record: Buffer, position: number): Promise<ZipEnd> {
  const end: ZipEnd = {
    entries: record.readUInt16LE(10),
    directoryBytes: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
    directoryEnd: position,
  };
  const isFull = end.entries === 0xffff || end.directoryBytes === 0xffffffff || end.directoryOffset === 0xffffffff;
  return (isFull && (await readZip64End(source, position))) || end;
}

async function readZip64End(source: ByteSource, endPosition: number): Promise<ZipEnd | undefined> {
  const position = endPosition - zip64LocatorSize - zip64EndSize;
  if (position < 0) return undefined;
  const records = await readBytes(source, position, zip64EndSize + zip64LocatorSize);
  if (!records.toString('latin1').startsWith('PK\x06\x06')) return undefined;
  if (!records.toString('latin1', zip64EndSize).startsWith('PK\x06\x07')) return undefined;
  return {
    entries: Number(records.readBigUInt64LE(32)),
    directoryBytes: Number(records.readBigUInt64LE(40)),
    directoryOffset: Number(records.readBigUInt64LE(48)),
    directoryEnd: position,
  };
}
