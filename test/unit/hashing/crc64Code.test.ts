import assert from 'node:assert/strict';
import { foldDistances } from '../../../src/hashing/crc64Code';

const polynomial = 0xc96c5795d7870f42n;

describe('foldDistances', () => {
  it('sum up to what the checksum does not notice', () => {
    // Mirrored registers: the highest bit is x^0, and a shift to the right multiplies by x.
    const powers = [1n << 63n];
    for (let power = powers[0] ?? 0n, n = 1; n <= 8 * 2101; n++) {
      power = power & 1n ? (power >> 1n) ^ polynomial : power >> 1n;
      powers.push(power);
    }
    const sum = foldDistances.reduce((total, distance) => total ^ (powers[8 * (2101 - distance)] ?? 0n), 0n);
    assert.equal(sum, powers[8 * 2101]);
  });
});
