import assert from 'node:assert/strict';
import { Crc64 } from '../../../src/upload/crc64';
import { seededBytes } from '../../fixtures/seededBytes';

const polynomial = 0xc96c5795d7870f42n;

/** The definition, bit by bit. */
function slowCrc64(bytes: Uint8Array): string {
  let crc = 0xffffffffffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
  }
  return (crc ^ 0xffffffffffffffffn).toString();
}

function crc64(...pieces: readonly Uint8Array[]): string {
  const crc = new Crc64();
  for (const piece of pieces) crc.update(piece);
  return crc.digest();
}

describe('Crc64', () => {
  it('gives the published check value', () => {
    assert.equal(crc64(Buffer.from('123456789')), '11051210869376104954');
    assert.equal(crc64(), '0');
    assert.equal(crc64(Buffer.alloc(0)), '0');
  });

  it('agrees with the definition at every length and offset', () => {
    const bytes = seededBytes(5, 300);
    for (let length = 0; length <= 40; length++) {
      for (const start of [0, 1, 7]) {
        const piece = bytes.subarray(start, start + length);
        assert.equal(crc64(piece), slowCrc64(piece), `${start}+${length}`);
      }
    }
    assert.equal(crc64(Buffer.alloc(100)), slowCrc64(Buffer.alloc(100)));
    assert.equal(crc64(Buffer.alloc(100, 0xff)), slowCrc64(Buffer.alloc(100, 0xff)));
  });

  it('does not care how the bytes are cut', () => {
    const bytes = seededBytes(6, 1_000_003);
    const whole = crc64(bytes);
    for (const size of [1009, 65_536, 311_296, 999_999]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      );
      assert.equal(crc64(...pieces), whole);
    }
  });

  it('keeps two running sums apart', () => {
    const [a, b] = [new Crc64(), new Crc64()];
    a.update(Buffer.from('1234'));
    b.update(Buffer.from('xyz'));
    a.update(Buffer.from('56789'));
    assert.equal(a.digest(), '11051210869376104954');
    assert.equal(b.digest(), slowCrc64(Buffer.from('xyz')));
  });

  it('hashes at least 350 MB a second', () => {
    const bytes = seededBytes(7, 4 << 20);
    const crc = new Crc64();
    const rates = Array.from({ length: 8 }, () => {
      const began = performance.now();
      crc.update(bytes);
      return bytes.length / 1e6 / ((performance.now() - began) / 1000);
    });
    assert.ok(Math.max(...rates) > 350, `${Math.max(...rates).toFixed()} MB/s`);
  });
});
