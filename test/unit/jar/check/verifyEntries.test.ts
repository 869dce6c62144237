import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import yazl from 'yazl';
import type { VerifiedEntries } from '../../../../src/core/ports/packageReader';
import { verifyEntries } from '../../../../src/jar/check/verifyEntries';
import { memorySource } from '../../../fixtures/memorySource';
import { seededBytes } from '../../../fixtures/seededBytes';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';
import { Random } from '../random';
import { zip64Bytes } from '../zip64Bytes';

const text = 'what a class of some length has in it '.repeat(50);
// More than what is inflated in one piece, packed and unpacked.
const noise = Buffer.from(seededBytes(5, 3_000_000));

describe('verifyEntries', () => {
  const stored: HandmadeEntry = { name: 'stored.jar', content: text };
  const deflated: HandmadeEntry = { name: 'a.class', content: text, isDeflated: true };
  const large: HandmadeEntry = { name: 'large.jar', content: noise };
  const largeDeflated: HandmadeEntry = { name: 'large.bin', content: noise, isDeflated: true };
  const empty: HandmadeEntry = { name: 'empty', content: '' };
  const all = [stored, deflated, large, largeDeflated, empty, { ...empty, name: 'empty2', isDeflated: true }];

  it('accuses nothing that is whole: stored, deflated, empty, larger than what is read at once', async () => {
    assert.deepEqual(await verify(handmadeZip(all)), { entries: 6, verified: 6, damaged: { paths: [], count: 0 } });
  });

  for (const entry of [stored, deflated, large, largeDeflated]) {
    it(`names ${String(entry.name)} where a byte of it is another, and nothing else`, async () => {
      for (const where of [0.1, 0.5, 0.9]) {
        const zip = handmadeZip(all);
        const from = dataOf(zip, String(entry.name));
        const packed = entry.isDeflated ? deflateRawSync(entry.content).length : Buffer.from(entry.content).length;
        flip(zip, from + Math.floor(packed * where));
        assert.deepEqual(damaged(await verify(zip)), [entry.name]);
      }
    });
  }

  for (const [what, spoil] of [
    ['another CRC-32', (central: Buffer) => central.writeUInt32LE(1, 16)],
    ['one byte more than there is', (central: Buffer) => central.writeUInt32LE(text.length + 1, 24)],
    ['one byte less than there is', (central: Buffer) => central.writeUInt32LE(text.length - 1, 24)],
    ['no byte', (central: Buffer) => central.writeUInt32LE(0, 24)],
  ] as const) {
    it(`names a deflated entry of which the directory gives ${what}`, async () => {
      assert.deepEqual(damaged(await verify(handmadeZip([stored, { ...deflated, spoil }, empty]))), ['a.class']);
    });
  }

  it('reads on behind a large entry that is damaged early, while a slow source still reads of it', async () => {
    const behind = Array.from({ length: 5 }, (_, n) => ({ ...large, name: `behind${n}.jar` }));
    const zip = handmadeZip([largeDeflated, ...behind]);
    zip.fill(0xff, 100, 5000);
    const source = memorySource(zip);
    const slow = { ...source, read: (at: number, length: number) => nextTurn().then(() => source.read(at, length)) };
    assert.deepEqual(damaged(await verifyEntries(slow, () => undefined)), ['large.bin']);
  });

  it('names an entry whose local header is not where the directory says', async () => {
    const spoil = (_: Buffer, local: Buffer): unknown => local.write('XX', 'latin1');
    assert.deepEqual(damaged(await verify(handmadeZip([stored, { ...deflated, spoil }, empty]))), ['a.class']);
  });

  it('names an entry that its local header leads out of the file', async () => {
    const spoil = (_: Buffer, local: Buffer): unknown => local.writeUInt16LE(0xffff, 28);
    assert.deepEqual(damaged(await verify(handmadeZip([stored, { ...deflated, spoil }]))), ['a.class']);
  });

  it('does not mind what lies behind the end of a deflated stream, as Java does not', async () => {
    const content = Buffer.from(text);
    const packed = Buffer.concat([deflateRawSync(content), Buffer.from('more')]);
    const spoil = (central: Buffer): void => {
      central.writeUInt16LE(8, 10);
      central.writeUInt32LE(crc32(content), 16);
      central.writeUInt32LE(content.length, 24);
    };
    const padded = handmadeZip([{ name: 'a.class', content: packed, spoil }, stored]);
    assert.deepEqual(damaged(await verify(padded)), []);
    const largePacked = Buffer.concat([deflateRawSync(noise), noise]);
    const spoilLarge = (central: Buffer): void => {
      central.writeUInt16LE(8, 10);
      central.writeUInt32LE(crc32(noise), 16);
      central.writeUInt32LE(noise.length, 24);
    };
    const paddedLarge = handmadeZip([{ name: 'large', content: largePacked, spoil: spoilLarge }, stored]);
    assert.deepEqual(damaged(await verify(paddedLarge)), []);
  });

  it('reads data descriptors, ZIP64 and a launch script in front', async () => {
    const zip = new yazl.ZipFile();
    zip.addReadStream(Readable.from([Buffer.from(text)]), 'a.class');
    zip.addReadStream(Readable.from([noise]), 'large.jar', { compress: false });
    zip.end();
    const described = await buffer(zip.outputStream);
    assert.deepEqual(damaged(await verify(described)), []);
    flip(described, described.length - 2_000_000);
    assert.deepEqual(damaged(await verify(described)), ['large.jar']);

    const zip64 = zip64Bytes('a.class', text);
    assert.deepEqual(damaged(await verify(zip64)), []);
    flip(zip64, 60);
    assert.deepEqual(damaged(await verify(zip64)), ['a.class']);

    const script = Buffer.from(`#!/bin/bash\n${'# launch\n'.repeat(1000)}`);
    const started = Buffer.concat([script, handmadeZip(all)]);
    assert.deepEqual(damaged(await verify(started)), []);
    flip(started, script.length + dataOf(handmadeZip(all), 'a.class'));
    assert.deepEqual(damaged(await verify(started)), ['a.class']);
  });

  it('inflates no more than one byte above what the directory gives', async () => {
    const zeros = deflateRawSync(Buffer.alloc(1024 * 1024 * 1024), { level: 1 });
    const spoil = (central: Buffer): void => {
      central.writeUInt16LE(8, 10);
      central.writeUInt32LE(1000, 24);
    };
    const from = process.memoryUsage.rss();
    const began = performance.now();
    assert.deepEqual(damaged(await verify(handmadeZip([{ name: 'bomb', content: zeros, spoil }, stored]))), ['bomb']);
    assert.ok(performance.now() - began < 1500);
    assert.ok(process.memoryUsage.rss() - from < 100 * 1024 * 1024);
  });

  it('leaves out an entry that lies in another', async () => {
    const inner = handmadeZip([stored]);
    let innerAt = 0;
    const spoil = (central: Buffer): unknown => (innerAt = central.readUInt32LE(42));
    const zip = handmadeZip([{ name: 'outer', content: inner, spoil }, { ...deflated, spoil: overlap }, large]);
    function overlap(central: Buffer): void {
      central.writeUInt32LE(innerAt + 10, 42);
    }
    assert.deepEqual(await verify(zip), { entries: 3, verified: 2, damaged: { paths: [], count: 0 } });
  });

  it('names the first twenty of many, in the order of the package', async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ ...stored, name: `${n}.class` }));
    const { verified, damaged: found } = await verify(
      handmadeZip(many.map((one) => ({ ...one, spoil: (central: Buffer) => central.writeUInt32LE(1, 16) }))),
    );
    assert.deepEqual([verified, found.count], [300, 300]);
    assert.deepEqual(
      found.paths,
      many.slice(0, 20).map(({ name }) => name),
    );
  });

  it('reads 100,000 small entries', async function () {
    this.timeout(60_000);
    const many = Array.from({ length: 100_000 }, (_, n) => ({ name: `${n}.class`, content: `class ${n}` }));
    const zip = handmadeZip(many);
    assert.deepEqual(await verify(zip), { entries: 100_000, verified: 100_000, damaged: { paths: [], count: 0 } });
    flip(zip, dataOf(zip, '77777.class'));
    assert.deepEqual(damaged(await verify(zip)), ['77777.class']);
  });

  it('finds in 2,000 random packages what a plain reader finds, and nothing in those that are whole', async function () {
    this.timeout(60_000);
    const random = new Random(2016);
    let spoilt = 0;
    for (let n = 0; n < 2000; n++) {
      const entries = Array.from({ length: 1 + random.below(12) }, (_, at) => entryOf(random, `${at}.bin`));
      const zip = handmadeZip(entries);
      assert.deepEqual(await verify(zip), {
        entries: entries.length,
        verified: entries.length,
        damaged: { paths: [], count: 0 },
      });
      const one = random.of(entries);
      const packed = packedOf(one);
      if (packed.length === 0) continue;
      const data = zip.subarray(dataOf(zip, one.name), dataOf(zip, one.name) + packed.length);
      flip(data, random.below(data.length));
      const wanted = isWhole(one, data) ? [] : [one.name];
      spoilt += wanted.length;
      assert.deepEqual(damaged(await verify(zip)), wanted, `package ${n}`);
    }
    assert.ok(spoilt > 1500);
  });

  it('throws what the source throws, and what is no package', async () => {
    const source = memorySource(handmadeZip(all));
    const failing = { ...source, read: (at: number, length: number) => source.read(at, length).then(failAt(at)) };
    await assert.rejects(
      verifyEntries(failing, () => undefined),
      { message: 'the drive is gone' },
    );
    await assert.rejects(verify(Buffer.from(text)), { failure: 'badPackage' });
  });

  function failAt(at: number): (bytes: Uint8Array) => Uint8Array {
    return (bytes) => {
      if (at === 0) throw new Error('the drive is gone');
      return bytes;
    };
  }
});

type NamedEntry = HandmadeEntry & { readonly name: string; readonly content: Buffer };

function entryOf(random: Random, name: string): NamedEntry {
  const size = random.below(random.of([1, 5, 300, 5000, 70_000]));
  const content = Buffer.from(noise.subarray(random.below(1000), 1000 + size));
  // Some of it packs well, some does not.
  if (random.below(2) === 0) content.fill('abc', random.below(size + 1));
  return { name, content, isDeflated: random.below(2) === 0, extra: Buffer.alloc(random.of([0, 0, 9])) };
}

function packedOf({ content, isDeflated }: NamedEntry): Buffer {
  return isDeflated ? deflateRawSync(content) : content;
}

function isWhole(entry: NamedEntry, packed: Buffer): boolean {
  try {
    return entry.content.equals(entry.isDeflated ? inflateRawSync(packed) : packed);
  } catch {
    return false;
  }
}

function verify(zip: Buffer): Promise<VerifiedEntries> {
  return verifyEntries(memorySource(zip), () => undefined);
}

function damaged({ damaged: { paths, count } }: VerifiedEntries): readonly string[] {
  assert.equal(count, paths.length);
  return paths;
}

/** Where the data of an entry begins, of whatever extra field. */
function dataOf(zip: Buffer, name: string): number {
  const at = zip.indexOf(name);
  return at + name.length + zip.readUInt16LE(at - 2);
}

function flip(bytes: Buffer, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
}
