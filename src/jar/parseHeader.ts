import { AppError } from '../core/errors';
import type { ByteSource } from '../core/ports/packageReader';
import { damagedPackage } from './readBytes';

/** The size of a header in the central directory, without its name; bytes. */
export const headerSize = 46;
const headerSignature = 0x02014b50;
const isEncrypted = 1;
const stored = 0;
const deflated = 8;
/** The id of the extra field that has the numbers that are full in a header. */
export const zip64Field = 1;
const full = 0xffffffff;
// What DEFLATE reaches at best, with room for its last block.
const maxSwelling = 1032;

/** The header of one file or folder in the central directory. Sizes and positions in bytes. */
export interface Header {
  readonly isDeflated: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** The position of the local header, to which the directory's `prefix` is added. */
  readonly headerAt: number;
  /** The position of the next header in the directory. */
  readonly next: number;
}

/**
 * Parses the header at `at`. Throws `truncatedPackage` when it is cut off or contradicts itself, and `badPackage` for what
 * Java refuses to open: encryption, and methods other than stored and deflated.
 */
export function parseHeader(source: Pick<ByteSource, 'name'>, directory: Buffer, at: number): Header {
  const isHeader = at + headerSize <= directory.length && directory.readUInt32LE(at) === headerSignature;
  if (!isHeader) throw damagedPackage(source, 'its ZIP directory breaks off');
  const nameEnd = at + headerSize + nameBytesAt(directory, at);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const next = extraEnd + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damagedPackage(source, 'its ZIP directory breaks off');
  if (directory.readUInt16LE(at + 8) & isEncrypted) throw notForJava(source, 'it is encrypted');
  const method = directory.readUInt16LE(at + 10);
  if (method !== stored && method !== deflated) throw notForJava(source, `it is packed by method ${method}`);

  let bytes = directory.readUInt32LE(at + 24);
  let packedBytes = directory.readUInt32LE(at + 20);
  let headerAt = directory.readUInt32LE(at + 42);
  if (bytes === full || packedBytes === full || headerAt === full)
    [bytes = NaN, packedBytes = NaN, headerAt = NaN] = widen(
      [bytes, packedBytes, headerAt],
      directory.subarray(nameEnd, extraEnd),
    );
  const canBe = method === stored ? bytes === packedBytes : bytes <= (packedBytes + 1) * maxSwelling;
  if (!canBe) throw damagedPackage(source, 'its ZIP directory gives sizes that cannot be');
  const crc32 = directory.readUInt32LE(at + 16);
  return { isDeflated: method === deflated, crc32, packedBytes, bytes, headerAt, next };
}

/** Decodes the name behind the header at `at` as UTF-8, flagged or not, as the JAR specification has it. */
export function nameAt(directory: Buffer, at: number): string {
  return directory.toString('utf8', at + headerSize, at + headerSize + nameBytesAt(directory, at));
}

/** Returns the length of the name behind the header at `at`, in bytes. */
export function nameBytesAt(directory: Buffer, at: number): number {
  // Asked several times for each of a million headers, which have been parsed: no bounds to check.
  return (directory[at + 28] ?? 0) | ((directory[at + 29] ?? 0) << 8);
}

// The ZIP64 field has, in this order, only those numbers that are full in the header.
function widen(sizes: readonly number[], extra: Buffer): readonly (number | undefined)[] {
  const field = fieldOf(extra, zip64Field);
  let at = 0;
  return sizes.map((size) => {
    if (size !== full || !field) return size;
    at += 8;
    return at <= field.length ? Number(field.readBigUInt64LE(at - 8)) : undefined;
  });
}

/** Finds the content of an extra field by its id. */
export function fieldOf(extra: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === wanted && end <= extra.length) return extra.subarray(at + 4, end);
    at = end;
  }
  return undefined;
}

function notForJava(source: Pick<ByteSource, 'name'>, why: string): AppError {
  return new AppError('badPackage', `${source.name} is no package that Java opens: ${why}`);
}
