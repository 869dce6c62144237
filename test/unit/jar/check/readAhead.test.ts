import assert from 'node:assert/strict';
import { ReadAhead } from '../../../../src/jar/check/readAhead';
import { memorySource } from '../../../fixtures/memorySource';
import { seededBytes } from '../../../fixtures/seededBytes';
import { Random } from '../random';

describe('ReadAhead', () => {
  const bytes = Buffer.from(seededBytes(3, 10_000));

  it('gives what lies there, however it is asked for from front to back, and reads no byte twice', async () => {
    const random = new Random(16);
    for (let n = 0; n < 2000; n++) {
      const source = memorySource(bytes);
      const end = bytes.length - random.below(50);
      const ahead = new ReadAhead(source, end, 1 + random.below(400));
      for (let at = 0; at < end;) {
        at = Math.min(end, at + random.of([0, 0, 0, 1, 30, 900]));
        const length = Math.min(end - at, 1 + random.below(random.of([4, 60, 1500])));
        if (length <= 0) break;
        const given = random.below(2) === 0 ? await ahead.bytes(at, length) : await joined(ahead.pieces(at, length));
        assert.ok(given.equals(bytes.subarray(at, at + length)), `${length} bytes at ${at}`);
        at += length;
        assert.equal(ahead.usedTo, at);
      }
      let last = 0;
      for (const [start, length] of source.asked) {
        assert.ok(start >= last, 'a byte was read twice');
        last = start + length;
      }
      assert.ok(last <= end);
    }
  });

  it('reads the next bytes while the last are worked on', async () => {
    const source = memorySource(bytes);
    await new ReadAhead(source, bytes.length, 1000).bytes(0, 10);
    assert.deepEqual(source.asked, [
      [0, 1000],
      [1000, 1000],
    ]);
  });

  it('fails as the source does, when those bytes are asked for', async () => {
    const source = { ...memorySource(bytes), read: (start: number, length: number) => readUntil(2000, start, length) };
    const ahead = new ReadAhead(source, bytes.length, 1000);
    await ahead.bytes(0, 1500);
    await assert.rejects(ahead.bytes(1500, 1000), { message: 'the drive is gone' });
  });

  function readUntil(limit: number, start: number, length: number): Promise<Uint8Array> {
    if (start + length > limit) return Promise.reject(new Error('the drive is gone'));
    return Promise.resolve(bytes.subarray(start, start + length));
  }
});

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}
