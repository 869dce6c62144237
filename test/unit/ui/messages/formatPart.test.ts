import assert from 'node:assert/strict';
import { formatPart } from '../../../../src/ui/messages/formatPart';

describe('formatPart', () => {
  it('leaves out the unit where the whole has the same', () => {
    assert.equal(formatPart(1_100_000, 55_400_000), '1.1');
    assert.equal(formatPart(999_400_000, 999_400_000), '999');
    assert.equal(formatPart(0, 55_400_000), '0');
  });

  it('has a unit of its own where it is far less', () => {
    assert.equal(formatPart(940_000, 55_400_000), '940 kB');
    assert.equal(formatPart(999_600, 1_000_000), '1.0');
    assert.equal(formatPart(55_400_000, 1_200_000_000), '55.4 MB');
  });
});
