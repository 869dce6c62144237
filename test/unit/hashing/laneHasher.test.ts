import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HashKernel } from '../../../src/hashing/hashKernel';
import { chunkAt, chunkBytes, chunks, newHashMemory } from '../../../src/hashing/hashMemory';
import { LaneHasher, type LaneStream } from '../../../src/hashing/laneHasher';
import type { Sums } from '../../../src/hashing/runningSums';
import { seededBytes } from '../../fixtures/seededBytes';
import { plainCrc64 } from './plainCrc64';

const KiB = 1024;
const edges = [0, 1, 8, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 625, 2101, 2112, 8447, 8448, 8449, 65_536];
const chunkEdges = [chunkBytes - 1, chunkBytes];

function expected(bytes: Uint8Array): Sums {
  return { md5: createHash('md5').update(bytes).digest('hex'), crc64: plainCrc64(bytes) };
}

/** The same numbers from 0 up to `below` on every run. */
function seededNumbers(seed: number): (below: number) => number {
  const words = seededBytes(seed, 64 * KiB);
  let at = 0;
  return (below) => words.readUInt32LE((at += 4) % (words.length - 4)) % below;
}

describe('LaneHasher', () => {
  const kernel = new HashKernel(newHashMemory());
  const hasher = new LaneHasher(kernel);
  const spare = Array.from({ length: chunks }, (_, n) => chunkAt(n));

  /** Puts the bytes somewhere in a chunk of the memory first. */
  function update(stream: LaneStream, bytes: Uint8Array, at: number): Promise<void> {
    kernel.memory.set(bytes, at);
    return new Promise((resolve) => stream.update(at, bytes.length, resolve));
  }

  async function hash(bytes: Uint8Array, cut: (left: number) => number, shift: number): Promise<Sums> {
    const chunk = spare.pop();
    assert.ok(chunk !== undefined, 'more streams than chunks');
    const stream = hasher.open();
    for (let at = 0; at < bytes.length;) {
      const size = cut(bytes.length - at);
      await update(stream, bytes.subarray(at, at + size), chunk + Math.min(shift, chunkBytes - size));
      at += size;
    }
    stream.close();
    spare.push(chunk);
    return stream.digest();
  }

  it('gives the published check values', async () => {
    assert.deepEqual(await hash(Buffer.from('123456789'), (left) => left, 0), {
      md5: '25f9e794323b453885f5181f1b624d0b',
      crc64: 11051210869376104954n,
    });
    const empty = hasher.open();
    empty.close();
    assert.deepEqual(empty.digest(), { md5: 'd41d8cd98f00b204e9800998ecf8427e', crc64: 0n });
  });

  it('is right at every length about which something changes', async () => {
    const bytes = seededBytes(1, 2 * chunkBytes);
    const whole = (left: number): number => Math.min(left, chunkBytes);
    for (const size of [...edges, ...chunkEdges, 300_001, chunkBytes + 1]) {
      for (const start of [0, 3]) {
        const piece = bytes.subarray(start, start + size);
        assert.deepEqual(await hash(piece, whole, start), expected(piece), `${size} bytes from ${start}`);
      }
    }
    for (const fill of [0, 0xff]) {
      const monotone = Buffer.alloc(100_000, fill);
      assert.deepEqual(await hash(monotone, whole, 0), expected(monotone));
    }
  });

  it('is right for any number of streams, lengths, cuts, places and orders', async () => {
    const random = seededNumbers(2);
    const bytes = seededBytes(3, chunkBytes + 600_000);
    for (let round = 0; round < 30; round++) {
      const one = async (): Promise<void> => {
        const most = [100, 5000, chunkBytes][random(3)] ?? 1;
        const lengths = [...edges, ...chunkEdges, random(2000), random(600_000)];
        const size = Math.min(lengths[random(lengths.length)] ?? 0, 100 * most);
        const start = random(bytes.length - size + 1);
        const source = bytes.subarray(start, start + size);
        if (random(4) === 0) await nextTurn();
        const sums = await hash(source, (left) => 1 + random(Math.min(most, left)), random(chunkBytes));
        assert.deepEqual(sums, expected(source), `${size} bytes from ${start}`);
      };
      await Promise.all(Array.from({ length: 1 + random(chunks) }, one));
    }
  });

  it('hashes the updates of a stream in their order though nobody waits between them', async () => {
    const bytes = seededBytes(4, 200_000);
    const streams = spare.slice(0, 3).map((chunk) => ({ chunk, stream: hasher.open() }));
    const updates = streams.flatMap(({ chunk, stream }) =>
      [0, 1, 2, 3].map((n) => update(stream, bytes.subarray(n * 50_000, (n + 1) * 50_000), chunk + n * 50_000)),
    );
    await Promise.all(updates);
    for (const { stream } of streams) {
      stream.close();
      assert.deepEqual(stream.digest(), expected(bytes));
    }
  });

  it('tells a digest without ending the stream', async () => {
    const stream = hasher.open();
    await update(stream, Buffer.from('1234'), chunkAt(0));
    assert.deepEqual(stream.digest(), expected(Buffer.from('1234')));
    await update(stream, Buffer.from('56789'), chunkAt(0));
    assert.deepEqual(stream.digest(), expected(Buffer.from('123456789')));
    stream.close();
  });
});
