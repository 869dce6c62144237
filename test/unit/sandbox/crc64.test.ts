import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { joinCrc64 } from '../../../src/sandbox/cos/joinCrc64';

/** Bit by bit, as the definition of CRC-64/XZ reads. */
function plainCrc64(bytes: Buffer): bigint {
  const mask = (1n << 64n) - 1n;
  let crc = mask;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n;
  }
  return crc ^ mask;
}

const crcOf = (bytes: Buffer): bigint => new Crc64().update(bytes).digest();

describe('sandbox: CRC-64', () => {
  it('is CRC-64/XZ', () => {
    assert.equal(crcOf(Buffer.from('123456789')), 11051210869376104954n);
    assert.equal(crcOf(Buffer.alloc(0)), 0n);
  });

  it('agrees with the definition, however the bytes are cut', () => {
    const bytes = randomBytes(700);
    for (let size = 0; size < 70; size++)
      assert.equal(crcOf(bytes.subarray(0, size)), plainCrc64(bytes.subarray(0, size)));
    for (const cut of [0, 1, 7, 8, 9, 31, 333, 700]) {
      const crc = new Crc64().update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
      assert.equal(crc.digest(), plainCrc64(bytes));
    }
    const long = randomBytes(300_001);
    assert.equal(crcOf(long), plainCrc64(long));
  });

  it('joins the sums of runs without their bytes', () => {
    const bytes = randomBytes(5000);
    const run = (from: number, to: number) => ({ crc64: crcOf(bytes.subarray(from, to)), size: to - from });
    const cuts = [0, 0, 1, 8, 1000, 2000, 3000, 4999, 5000];
    const runs = cuts.slice(1).map((to, n) => run(cuts[n] ?? 0, to));
    assert.equal(joinCrc64(runs), crcOf(bytes));
    assert.equal(joinCrc64([]), 0n);
  });
});
