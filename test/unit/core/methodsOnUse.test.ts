import assert from 'node:assert/strict';
import { methodsOnUse } from '../../../src/core/methodsOnUse';
import { onFirstUse } from '../../../src/core/onFirstUse';

class Counter {
  constructor(private count: number) {}
  add(more: number): Promise<number> {
    this.count += more;
    return Promise.resolve(this.count);
  }
  fail(): Promise<never> {
    return Promise.reject(new Error('as it says'));
  }
}

describe('methods of what is loaded with the first call', () => {
  it('load it once, and are those of it', async () => {
    let loads = 0;
    const load = onFirstUse(() => Promise.resolve(new Counter(++loads)));
    const counter = methodsOnUse(load, ['add', 'fail']);
    assert.equal(loads, 0);
    assert.equal(await counter.add(10), 11);
    assert.equal(await counter.add(5), 16);
    await assert.rejects(counter.fail(), /as it says/);
    assert.equal(loads, 1);
  });

  it('reject where it cannot be loaded', async () => {
    const counter = methodsOnUse((): Promise<Counter> => Promise.reject(new Error('no file')), ['add']);
    await assert.rejects(counter.add(1), /no file/);
  });
});
