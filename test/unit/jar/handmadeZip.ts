import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive made by hand; `spoil` may write anything into its two headers (without their signatures' length). */
export interface HandmadeEntry {
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  readonly isDeflated?: boolean;
  readonly extra?: Buffer;
  spoil?(central: Buffer, local: Buffer): void;
}

/** A ZIP with whatever names, contents and lies are asked for: what no tool would write. */
export function handmadeZip(entries: readonly HandmadeEntry[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const packed = pack(entry);
    const [central, local] = headers(entry, at, packed.length);
    entry.spoil?.(central, local);
    locals.push(local, packed);
    centrals.push(central);
    at += local.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const offset of [8, 10]) end.writeUInt16LE(entries.length & 0xffff, offset);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment, 'latin1')]);
}

function pack({ content, isDeflated }: HandmadeEntry): Buffer {
  return isDeflated ? deflateRawSync(content) : Buffer.from(content);
}

function headers(entry: HandmadeEntry, at: number, packedBytes: number): readonly [Buffer, Buffer] {
  const content = Buffer.from(entry.content);
  const name = Buffer.from(entry.name);
  const { extra = Buffer.alloc(0) } = entry;
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(entry.isDeflated ? 8 : 0, 4);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(packedBytes, 14);
  shared.writeUInt32LE(content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  shared.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return [
    Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, name, extra]),
    Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, extra]),
  ];
}
