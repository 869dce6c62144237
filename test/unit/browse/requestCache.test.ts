import assert from 'node:assert/strict';
import { RequestCache } from '../../../src/browse/requestCache';

describe('RequestCache', () => {
  const never = () => ({ signal: new AbortController().signal });

  it('sends one request for all who wait, and another once it is invalidated', async () => {
    const cache = new RequestCache();
    let sent = 0;
    const get = () => cache.get('a/b', () => Promise.resolve(++sent), never());
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    cache.invalidate('a/c');
    assert.equal(await get(), 1);
    cache.invalidate('a/');
    assert.equal(await get(), 2);
  });

  it('caches no failure', async () => {
    const cache = new RequestCache();
    await assert.rejects(
      cache.get('a', () => Promise.reject(new Error('no')), never()),
      /no/,
    );
    assert.equal(await cache.get('a', () => Promise.resolve(1), never()), 1);
  });

  it('cancels one waiter at once, and the request with the last', async () => {
    const cache = new RequestCache();
    let inner: AbortSignal | undefined;
    const send = ({ signal }: { readonly signal: AbortSignal }) => {
      inner = signal;
      return new Promise<never>(() => undefined);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const gone = assert.rejects(cache.get('a', send, first), { failure: 'cancelled' });
    const goneToo = assert.rejects(cache.get('a', send, second), { failure: 'cancelled' });
    first.abort();
    await gone;
    assert.equal(inner?.aborted, false);
    second.abort();
    await goneToo;
    assert.equal(inner?.aborted, true);
    assert.equal(await cache.get('a', () => Promise.resolve(1), never()), 1);
  });
});
