import assert from 'node:assert/strict';
import { worthwhileMs } from '../../../../src/transfer/upload/worthwhileMs';

describe('the wait for what may save the sending of bytes', () => {
  const wait = (bytesPerSecond: number | undefined) =>
    worthwhileMs({ bytes: 55_000_000, bytesPerSecond, minMs: 1000, maxMs: 10_000 });

  it('is the longest where the line is slow, or not known', () => {
    assert.deepEqual([wait(undefined), wait(0), wait(1_000_000)], [10_000, 10_000, 10_000]);
  });

  it('is no longer than the line takes, but for a moment', () => {
    assert.deepEqual([wait(12_500_000), wait(1e9)], [4400, 1000]);
  });
});
