import assert from 'node:assert/strict';
import { combineCrc64 } from '../../../src/hashing/combineCrc64';
import { seededBytes } from '../../fixtures/seededBytes';
import { plainCrc64 } from './plainCrc64';

describe('combineCrc64', () => {
  it('gives the sum of the whole', () => {
    const bytes = seededBytes(1, 5000);
    for (const cut of [0, 1, 63, 64, 1000, 4095, 4096, 4999, 5000]) {
      const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      assert.equal(combineCrc64(plainCrc64(first), plainCrc64(second), second.length), plainCrc64(bytes));
    }
  });

  it('takes any number of parts from an empty beginning', () => {
    const bytes = seededBytes(2, 3000);
    const parts = [0, 1, 2, 3, 4].map((n) => bytes.subarray(n * 600, (n + 1) * 600));
    const whole = parts.reduce((sum, part) => combineCrc64(sum, plainCrc64(part), part.length), 0n);
    assert.equal(whole, plainCrc64(bytes));
  });

  it('takes lengths far beyond memory', () => {
    const sum = plainCrc64(Buffer.from('a'));
    const half = 25e12;
    const twice = combineCrc64(combineCrc64(sum, 0n, half), 0n, half + 1);
    assert.equal(combineCrc64(sum, 0n, 2 * half + 1), twice);
    assert.notEqual(twice, sum);
    // By doubling: a sum of 4096 zero bytes from the sum of one.
    let zeros = plainCrc64(Buffer.alloc(1));
    for (let length = 1; length < 4096; length *= 2) zeros = combineCrc64(zeros, zeros, length);
    assert.equal(zeros, plainCrc64(Buffer.alloc(4096)));
  });

  it('combines ten thousand parts within a second', () => {
    const began = performance.now();
    let sum = 0n;
    for (let n = 0; n < 10_000; n++) sum = combineCrc64(sum, BigInt(n), 5 * 1024 ** 3);
    assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
  });
});
