import assert from 'node:assert/strict';
import { StoredThroughput } from '../../src/ui/uploads/storedThroughput';
import { MemoryState } from './memoryState';

describe('the rates of lines', () => {
  it('are known to the next window, those of the stores used last', async () => {
    const state = new MemoryState();
    const rates = new StoredThroughput(state);
    for (let n = 0; n < 40; n++) await rates.record(`china region-${n}`, 1000 + n);
    await rates.record('china region-39', 5000.4);
    const next = new StoredThroughput(state);
    assert.equal(next.get('china region-39'), 5000);
    assert.equal(next.get('china region-20'), 1020);
    assert.equal(next.get('china region-0'), undefined);
    assert.ok(JSON.stringify(state.get('tem.rates')).length < 2000);
  });

  it('are none where the state holds something else', async () => {
    const state = new MemoryState();
    await state.update('tem.rates', { 'china x': 'fast', 'china y': -1 });
    assert.equal(new StoredThroughput(state).get('china x'), undefined);
    assert.equal(new StoredThroughput(state).get('china y'), undefined);
  });
});
