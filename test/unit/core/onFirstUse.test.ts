import assert from 'node:assert/strict';
import { onFirstUse } from '../../../src/core/onFirstUse';

describe('what is loaded on first use', () => {
  it('is loaded once, and not before', async () => {
    let loads = 0;
    const use = onFirstUse(() => Promise.resolve(++loads));
    assert.equal(await use.ifUsed(), undefined);
    assert.equal(loads, 0);
    assert.deepEqual(await Promise.all([use(), use()]), [1, 1]);
    assert.equal(await use.ifUsed(), 1);
  });

  it('is loaded again where that failed: all that waited are told, the next use gets it', async () => {
    let loads = 0;
    const use = onFirstUse(() => (++loads === 1 ? Promise.reject(new Error('EMFILE')) : Promise.resolve('engine')));
    const both = await Promise.allSettled([use(), use()]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await use(), 'engine');
    assert.equal(loads, 2);
  });
});
