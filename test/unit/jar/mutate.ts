import type { Random } from './random';

type Mutation = (archive: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

// Offset and size of the numbers in each kind of record: APPNOTE 4.3.
const fields: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'PK\x01\x02': [...of(2, 8, 10, 28, 30, 32), ...of(4, 16, 20, 24, 42)],
  'PK\x03\x04': [...of(2, 6, 8, 26, 28), ...of(4, 14, 18, 22)],
  'PK\x05\x06': [...of(2, 4, 6, 8, 10, 20), ...of(4, 12, 16)],
  'PK\x06\x06': of(8, 4, 24, 32, 40, 48),
  'PK\x06\x07': of(8, 8),
};
const signatures = Object.keys(fields);
const names = [
  '../../etc/passwd',
  '/META-INF/MANIFEST.MF',
  'META-INF/MANIFEST.MF',
  'C:\\x\0',
  '\xff\xfe',
  'a-1-a-1.1-a-1.1',
];

const rough: readonly Mutation[] = [cutShort, splice, repeat, drop];
const fine: readonly Mutation[] = [flipBits, rename, spoilField, spoilField];

/** The archive with one to four things wrong. */
export function mutate(archive: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let spoilt = Buffer.from(archive);
  for (let left = random.of([1, 1, 1, 2, 2, 4]); left > 0; left--)
    spoilt = random.of(random.below(3) === 0 ? rough : fine)(spoilt, random, others) as Buffer<ArrayBuffer>;
  return spoilt;
}

function of(size: number, ...offsets: readonly number[]): readonly (readonly [number, number])[] {
  return offsets.map((offset) => [offset, size]);
}

function flipBits(archive: Buffer, random: Random): Buffer {
  for (let left = random.of([1, 1, 2, 8]); left > 0 && archive.length > 0; left--) {
    const at = random.below(archive.length);
    archive[at] = archive[at]! ^ (1 << random.below(8));
  }
  return archive;
}

function cutShort(archive: Buffer, random: Random): Buffer {
  const at = random.below(archive.length + 1);
  return random.below(4) === 0 ? archive.subarray(at) : archive.subarray(0, at);
}

function splice(archive: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  const other = random.of(others);
  return Buffer.concat([
    archive.subarray(0, random.below(archive.length + 1)),
    other.subarray(random.below(other.length), random.below(other.length)),
    archive.subarray(random.below(archive.length + 1)),
  ]);
}

function repeat(archive: Buffer, random: Random): Buffer {
  const [from, to] = range(archive, random);
  const times = Array.from({ length: 1 + random.below(5) }, () => archive.subarray(from, to));
  return Buffer.concat([archive.subarray(0, to), ...times, archive.subarray(to)]);
}

function drop(archive: Buffer, random: Random): Buffer {
  const [from, to] = range(archive, random);
  return Buffer.concat([archive.subarray(0, from), archive.subarray(to)]);
}

function spoilField(archive: Buffer, random: Random): Buffer {
  const record = someRecord(archive, random);
  if (!record) return archive;
  const [offset, size] = random.of(fields[record.signature]!);
  if (record.at + offset + size > archive.length) return archive;
  const bytes = archive.subarray(record.at + offset, record.at + offset + size);
  bytes.writeUIntLE(number(archive, random) % 2 ** (8 * Math.min(size, 6)), 0, Math.min(size, 6));
  if (size === 8 && random.below(4) === 0) bytes.fill(0xff);
  return archive;
}

function rename(archive: Buffer, random: Random): Buffer {
  const record = someRecord(archive, random);
  const at = (record?.at ?? 0) + (record?.signature === 'PK\x01\x02' ? 46 : 30);
  archive.write(random.of(names), Math.min(at, archive.length), 'latin1');
  return archive;
}

function someRecord(archive: Buffer, random: Random): { readonly at: number; readonly signature: string } | undefined {
  const signature = random.of(signatures);
  const from = random.below(archive.length + 1);
  const at = [archive.indexOf(signature, from, 'latin1'), archive.indexOf(signature, 0, 'latin1')].find(
    (found) => found >= 0,
  );
  return at === undefined ? undefined : { at, signature };
}

function number(archive: Buffer, random: Random): number {
  const size = archive.length;
  const edges = [0, 1, 8, 45, 46, 0x7fff, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff, 2 ** 47];
  return random.below(2) === 0
    ? random.of(edges)
    : random.of([random.below(size + 1), random.below(64), size, size + 1]);
}

function range(archive: Buffer, random: Random): readonly [number, number] {
  const [one, other] = [random.below(archive.length + 1), random.below(archive.length + 1)];
  return one < other ? [one, other] : [other, one];
}
