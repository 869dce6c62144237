import { crc32, deflateRawSync } from 'node:zlib';

/** The content of an entry, and what of it stands in the package. */
interface Packed {
  readonly content: Buffer;
  readonly crc: number;
  readonly packed: Buffer;
  readonly isDeflated: boolean;
}

/** An entry of a package as any tool may write it. */
export interface MadeEntry extends Packed {
  readonly name: string;
  /** The MS-DOS time and date, as one number. */
  readonly time: number;
  /** Extra fields of the directory, and of the local header where those are others. */
  readonly extra?: Buffer;
  readonly localExtra?: Buffer;
  readonly hasDescriptor?: boolean;
  /** Without its signature a descriptor has 12 bytes instead of 16; one of a stream that could have become large has 24. */
  readonly descriptorBytes?: 12 | 24;
  readonly isZip64?: boolean;
  /** What stands behind the entry and belongs to none. */
  readonly junk?: Buffer;
}

/** What stands around the entries. `order`: that of the directory, by the places in the file. */
export interface Layout {
  readonly prefix?: Buffer;
  readonly comment?: string;
  readonly order?: readonly number[];
  readonly isZip64?: boolean;
}

/** An entry; `level` 0 is stored. */
export function made(
  name: string,
  content: Buffer,
  { level = 0, ...more }: Partial<Omit<MadeEntry, keyof Packed | 'name'>> & { readonly level?: number } = {},
): MadeEntry {
  return { name, time: 0x5c2f_6000, ...packed(content, level), ...more };
}

/** Content as it stands in a package. */
export function packed(content: Buffer, level: number): Packed {
  const isDeflated = level > 0;
  return {
    content,
    crc: crc32(content),
    packed: isDeflated ? deflateRawSync(content, { level }) : content,
    isDeflated,
  };
}

/** The bytes of a package. */
export function packageBytes(entries: readonly MadeEntry[], layout: Layout = {}): Buffer {
  const { prefix = Buffer.alloc(0), comment = '', order = entries.map((_, index) => index) } = layout;
  const pieces: Buffer[] = [prefix];
  const headers: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = [localHeader(entry), entry.packed, descriptor(entry), entry.junk ?? Buffer.alloc(0)];
    headers.push(header(entry, at));
    for (const piece of local) {
      pieces.push(piece);
      at += piece.length;
    }
  }
  const directory = Buffer.concat(order.map((index) => headers[index]!));
  const end = endOf(
    { entries: order.length, directoryBytes: directory.length, at, before: prefix.length, comment },
    layout.isZip64 ?? false,
  );
  return Buffer.concat([...pieces, directory, end]);
}

function shared(entry: MadeEntry, inLocal: boolean): Buffer {
  const bytes = Buffer.alloc(22);
  const isLater = inLocal && entry.hasDescriptor;
  const [packedSize, size] = entry.isZip64 ? [0xffffffff, 0xffffffff] : [entry.packed.length, entry.content.length];
  bytes.writeUInt16LE(entry.isZip64 ? 45 : 20, 0);
  bytes.writeUInt16LE(0x800 | (entry.hasDescriptor ? 8 : 0), 2);
  bytes.writeUInt16LE(entry.isDeflated ? 8 : 0, 4);
  bytes.writeUInt32LE(entry.time, 6);
  bytes.writeUInt32LE(isLater ? 0 : entry.crc, 10);
  bytes.writeUInt32LE(isLater && !entry.isZip64 ? 0 : packedSize, 14);
  bytes.writeUInt32LE(isLater && !entry.isZip64 ? 0 : size, 18);
  return bytes;
}

function localHeader(entry: MadeEntry): Buffer {
  const name = Buffer.from(entry.name);
  const extra = Buffer.concat([zip64Extra(entry), entry.localExtra ?? entry.extra ?? Buffer.alloc(0)]);
  return Buffer.concat([Buffer.from('PK\x03\x04'), shared(entry, true), lengths(name, extra), name, extra]);
}

// The position as well, as some tools have it everywhere.
function header(entry: MadeEntry, at: number): Buffer {
  const name = Buffer.from(entry.name);
  const extra = Buffer.concat([zip64Extra(entry, at), entry.extra ?? Buffer.alloc(0)]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.isZip64 ? 0xffffffff : at, 10);
  return Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x03'),
    shared(entry, false),
    lengths(name, extra),
    rest,
    name,
    extra,
  ]);
}

function lengths(name: Buffer, extra: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(name.length, 0);
  bytes.writeUInt16LE(extra.length, 2);
  return bytes;
}

function zip64Extra(entry: MadeEntry, ...positions: readonly number[]): Buffer {
  if (!entry.isZip64) return Buffer.alloc(0);
  const numbers = [entry.content.length, entry.packed.length, ...positions];
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index));
  return extra;
}

function descriptor(entry: MadeEntry): Buffer {
  if (!entry.hasDescriptor) return Buffer.alloc(0);
  const bytes = Buffer.alloc(entry.descriptorBytes === 24 ? 24 : 16);
  bytes.write('PK\x07\x08', 'latin1');
  bytes.writeUInt32LE(entry.crc, 4);
  bytes.writeUInt32LE(entry.packed.length, 8);
  bytes.writeUInt32LE(entry.content.length, bytes.length === 24 ? 16 : 12);
  return entry.descriptorBytes === 12 ? bytes.subarray(4) : bytes;
}

function endOf(
  {
    entries,
    directoryBytes,
    at,
    before,
    comment,
  }: Record<'entries' | 'directoryBytes' | 'at' | 'before', number> & { comment: string },
  isZip64: boolean,
): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const offset of [8, 10]) end.writeUInt16LE(isZip64 ? 0xffff : entries, offset);
  end.writeUInt32LE(isZip64 ? 0xffffffff : directoryBytes, 12);
  end.writeUInt32LE(isZip64 ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  const whole = Buffer.concat([end, Buffer.from(comment, 'latin1')]);
  if (!isZip64) return whole;
  const wide = Buffer.alloc(76);
  wide.write('PK\x06\x06', 'latin1');
  wide.writeBigUInt64LE(44n, 4);
  for (const offset of [24, 32]) wide.writeBigUInt64LE(BigInt(entries), offset);
  wide.writeBigUInt64LE(BigInt(directoryBytes), 40);
  wide.writeBigUInt64LE(BigInt(at), 48);
  wide.write('PK\x06\x07', 56, 'latin1');
  // Java takes this one for the position in the file, whatever stands in front of the ZIP.
  wide.writeBigUInt64LE(BigInt(before + at + directoryBytes), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, whole]);
}
