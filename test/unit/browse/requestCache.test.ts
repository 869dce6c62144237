import assert from 'node:assert/strict';
import { RequestCache } from '../../../src/browse/requestCache';

describe('Answers', () => {
  const never = () => new AbortController().signal;

  it('asks once however many want it, and again once it is forgotten', async () => {
    const answers = new RequestCache();
    let asked = 0;
    const get = () => answers.get('a/b', () => Promise.resolve(++asked), never());
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    answers.invalidate('a/c');
    assert.equal(await get(), 1);
    answers.invalidate('a/');
    assert.equal(await get(), 2);
  });

  it('keeps no failure', async () => {
    const answers = new RequestCache();
    await assert.rejects(
      answers.get('a', () => Promise.reject(new Error('no')), never()),
      /no/,
    );
    assert.equal(await answers.get('a', () => Promise.resolve(1), never()), 1);
  });

  it('lets one go at once, and the question with the last', async () => {
    const answers = new RequestCache();
    let inner: AbortSignal | undefined;
    const ask = (signal: AbortSignal) => {
      inner = signal;
      return new Promise<never>(() => undefined);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const gone = assert.rejects(answers.get('a', ask, first.signal), { failure: 'cancelled' });
    const goneToo = assert.rejects(answers.get('a', ask, second.signal), { failure: 'cancelled' });
    first.abort();
    await gone;
    assert.equal(inner?.aborted, false);
    second.abort();
    await goneToo;
    assert.equal(inner?.aborted, true);
    assert.equal(await answers.get('a', () => Promise.resolve(1), never()), 1);
  });
});
