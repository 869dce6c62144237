import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hasher } from '../../../src/upload/hasher';
import type { Sums } from '../../../src/upload/runningSums';
import { seededBytes } from '../../fixtures/seededBytes';
import { plainCrc64 } from './plainCrc64';

const KiB = 1024;
const chunkBytes = 256 * KiB;
const edges = [0, 1, 8, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 625, 2101, 2112, 8447, 8448, 8449, 65_536];
const chunkEdges = [chunkBytes - 1, chunkBytes, chunkBytes + 1];

function expected(bytes: Uint8Array): Sums {
  return { md5: createHash('md5').update(bytes).digest('hex'), crc64: plainCrc64(bytes) };
}

/** The same numbers from 0 up to `below` on every run. */
function seededNumbers(seed: number): (below: number) => number {
  const words = seededBytes(seed, 64 * KiB);
  let at = 0;
  return (below) => words.readUInt32LE((at += 4) % (words.length - 4)) % below;
}

describe('Hasher', () => {
  const hasher = new Hasher();

  async function hash(bytes: Uint8Array, cut: (left: number) => number = (left) => left): Promise<Sums> {
    const stream = hasher.open();
    for (let at = 0; at < bytes.length;) {
      const size = cut(bytes.length - at);
      await stream.update(bytes.subarray(at, at + size));
      at += size;
    }
    const sums = stream.digest();
    stream.close();
    return sums;
  }

  it('gives the published check values', async () => {
    assert.deepEqual(await hash(Buffer.from('123456789')), {
      md5: '25f9e794323b453885f5181f1b624d0b',
      crc64: 11051210869376104954n,
    });
    const empty = hasher.open();
    empty.close();
    assert.deepEqual(empty.digest(), { md5: 'd41d8cd98f00b204e9800998ecf8427e', crc64: 0n });
  });

  it('is right at every length about which something changes', async () => {
    const bytes = seededBytes(1, 2 * chunkBytes);
    for (const size of [...edges, ...chunkEdges, 300_001]) {
      for (const start of [0, 3]) {
        const piece = bytes.subarray(start, start + size);
        assert.deepEqual(await hash(piece), expected(piece), `${size} bytes from ${start}`);
      }
    }
    for (const fill of [0, 0xff]) {
      const monotone = Buffer.alloc(100_000, fill);
      assert.deepEqual(await hash(monotone), expected(monotone));
    }
  });

  it('is right for any number of streams, lengths, cuts and orders, from its own buffers and from others', async () => {
    const random = seededNumbers(2);
    const bytes = seededBytes(3, 600_000);
    for (let round = 0; round < 30; round++) {
      const one = async (): Promise<void> => {
        const most = [100, 5000, chunkBytes][random(3)] ?? 1;
        const lengths = [...edges, ...chunkEdges, random(2000), random(600_000)];
        const size = Math.min(lengths[random(lengths.length)] ?? 0, 100 * most);
        const start = random(bytes.length - size + 1);
        const source = bytes.subarray(start, start + size);
        const own = random(2) === 0 ? hasher.borrow() : undefined;
        const stream = hasher.open();
        for (let at = 0; at < size;) {
          const piece = source.subarray(at, at + 1 + random(Math.min(most, size - at)));
          const where = random(1 + chunkBytes - piece.length);
          if (own) piece.copy(own, where);
          if (random(4) === 0) await nextTurn();
          await stream.update(own?.subarray(where, where + piece.length) ?? piece);
          at += piece.length;
        }
        if (own) hasher.giveBack(own);
        stream.close();
        assert.deepEqual(stream.digest(), expected(source), `${size} bytes from ${start}`);
      };
      await Promise.all(Array.from({ length: 1 + random(20) }, one));
    }
  });

  it('hashes the updates of a stream in their order though nobody waits between them', async () => {
    const bytes = seededBytes(4, 200_000);
    const streams = Array.from({ length: 3 }, () => hasher.open());
    const updates = streams.flatMap((stream) =>
      [0, 1, 2, 3].map((n) => stream.update(bytes.subarray(n * 50_000, (n + 1) * 50_000))),
    );
    await Promise.all(updates);
    for (const stream of streams) {
      stream.close();
      assert.deepEqual(stream.digest(), expected(bytes));
    }
  });

  it('tells a digest without ending the stream', async () => {
    const stream = hasher.open();
    await stream.update(Buffer.from('1234'));
    assert.deepEqual(stream.digest(), expected(Buffer.from('1234')));
    await stream.update(Buffer.from('56789'));
    assert.deepEqual(stream.digest(), expected(Buffer.from('123456789')));
    stream.close();
  });

  it('lends 32 chunks of its memory, each its own, again and again', async () => {
    const borrowed = Array.from({ length: 33 }, () => hasher.borrow());
    assert.ok(borrowed.every((chunk) => chunk.length === chunkBytes));
    const places = new Set(borrowed.map((chunk) => chunk.byteOffset));
    borrowed.forEach((chunk, n) => chunk.fill(n));
    assert.ok(borrowed.every((chunk, n) => chunk.every((byte) => byte === n)));
    const streams = await Promise.all(borrowed.map((chunk) => hash(chunk)));
    streams.forEach((sums, n) => assert.deepEqual(sums, expected(Buffer.alloc(chunkBytes, n))));
    borrowed.forEach((chunk) => hasher.giveBack(chunk));
    const again = Array.from({ length: 32 }, () => hasher.borrow());
    assert.ok(again.every((chunk) => places.has(chunk.byteOffset)));
    again.forEach((chunk) => hasher.giveBack(chunk));
  });

  it('lets others have their turn while much is hashed', async () => {
    const bytes = seededBytes(5, 32 * KiB * KiB);
    const streams = Array.from({ length: 8 }, () => hasher.open());
    await Promise.all(streams.map((stream) => stream.update(bytes.subarray(0, KiB * KiB))));
    let turns = 0;
    const ends = new AbortController();
    const count = async (): Promise<void> => {
      for (; !ends.signal.aborted; turns++) await nextTurn();
    };
    const counting = count();
    const began = performance.now();
    await Promise.all(streams.map((stream) => stream.update(bytes)));
    const took = performance.now() - began;
    ends.abort();
    await counting;
    assert.ok(took / turns < 20, `${took.toFixed()} ms in ${turns} turns`);
  });
});
