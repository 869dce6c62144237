import assert from 'node:assert/strict';
import { transferRate } from '../../../src/core/transferRate';

describe('transferRate', () => {
  it('says nothing before half a second has been seen, then bytes a second', () => {
    const rate = transferRate();
    rate.record(0, 0);
    rate.record(100, 400);
    assert.equal(rate.bytesPerSecond(), undefined);
    rate.record(1000, 1000);
    assert.equal(rate.bytesPerSecond(), 1000);
  });

  it('forgets what lies more than five seconds back', () => {
    const rate = transferRate();
    rate.record(0, 0);
    rate.record(1_000_000, 1000);
    rate.record(1_000_000, 4000);
    rate.record(1_000_000, 9000);
    assert.equal(rate.bytesPerSecond(), 0);
  });

  it('begins anew when a transfer begins again', () => {
    const rate = transferRate();
    rate.record(0, 0);
    rate.record(9000, 1000);
    rate.record(0, 1100);
    rate.record(500, 2100);
    assert.equal(rate.bytesPerSecond(), 500);
  });
});
