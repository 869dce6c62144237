import assert from 'node:assert/strict';
import { once } from 'node:events';
import { raceAbort } from '../../../src/core/raceAbort';

describe('orCancelled', () => {
  it('ends at once on the abort, and hands on what comes too late', async () => {
    const stop = new AbortController();
    const { promise, resolve } = withResolver<string>();
    const late: string[] = [];
    const ending = raceAbort(stop.signal, promise, (one) => late.push(one));
    stop.abort();
    await assert.rejects(ending, { name: 'AppError', failure: 'cancelled' });
    assert.deepEqual(late, []);
    resolve('opened');
    await promise;
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(late, ['opened']);
  });

  it('does not wait for anything where that was stopped before', async () => {
    await assert.rejects(raceAbort(AbortSignal.abort(), new Promise(() => undefined)), { failure: 'cancelled' });
  });

  it('settles as the work does, and forgets the signal', async () => {
    const { signal } = new AbortController();
    assert.equal(await raceAbort(signal, Promise.resolve(7)), 7);
    await assert.rejects(raceAbort(signal, Promise.reject(new Error('gone'))), /gone/);
  });

  it('cares for no failure that comes too late', async () => {
    const stop = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise((_, reject) => (fail = reject));
    const ending = raceAbort(stop.signal, work);
    const aborted = once(stop.signal, 'abort');
    stop.abort();
    await aborted;
    fail(new Error('dead drive'));
    await assert.rejects(ending, { failure: 'cancelled' });
  });
});

function withResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
