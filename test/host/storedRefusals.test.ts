import assert from 'node:assert/strict';
import { StoredRefusals } from '../../src/ui/uploads/storedRefusals';
import { MemoryState } from './memoryState';

const place = { accountId: 'a/b', region: 'ap-guangzhou' };
const hour = 3_600_000;

describe('the refusals of copies', () => {
  let now: number;
  const clock = { now: () => now };
  beforeEach(() => (now = 1_800_000_000_000));

  it('are known to the next window for a day, for that account and region only', async () => {
    const state = new MemoryState();
    assert.equal(new StoredRefusals(state, clock).isRefused(place), false);
    await new StoredRefusals(state, clock).record(place);
    const next = new StoredRefusals(state, clock);
    assert.ok(next.isRefused(place));
    assert.equal(next.isRefused({ ...place, region: 'ap-shanghai' }), false);
    assert.equal(next.isRefused({ ...place, accountId: 'a' }), false);
    now += 24 * hour - 1;
    assert.ok(next.isRefused(place));
    now += 1;
    assert.equal(next.isRefused(place), false);
    await next.record(place);
    now -= hour;
    assert.equal(next.isRefused(place), false, 'the clock was set back');
  });

  it('are forgotten with an account, and are the latest ones', async () => {
    const refusals = new StoredRefusals(new MemoryState(), clock);
    await refusals.record(place);
    await refusals.record({ ...place, accountId: 'a' });
    await refusals.forget('a');
    assert.deepEqual([refusals.isRefused(place), refusals.isRefused({ ...place, accountId: 'a' })], [true, false]);
    for (let n = 0; n < 64; n++) await refusals.record({ ...place, region: `ap-${n}` });
    assert.equal(refusals.isRefused(place), false);
    assert.ok(refusals.isRefused({ ...place, region: 'ap-0' }));
  });

  it('are none where the state holds something else, or cannot be written', async () => {
    const state = new MemoryState();
    for (const odd of [null, 7, 'x', [], { 'a%2Fb/ap-guangzhou/': 'now' }, { 'a%2Fb/ap-guangzhou/': -1 }]) {
      await state.update('tem.copyRefusals', odd);
      assert.equal(new StoredRefusals(state, clock).isRefused(place), false);
    }
    state.update = () => Promise.reject(new Error('the disk is full'));
    await new StoredRefusals(state, clock).record(place);
  });
});
