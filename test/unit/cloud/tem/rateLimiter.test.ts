import assert from 'node:assert/strict';
import { RateLimiter } from '../../../../src/cloud/tem/rateLimiter';
import { never } from '../practice';

/** A clock that moves only when somebody sleeps. */
function handMade() {
  let now = 1_000_000;
  // Whoever was let through before goes on first.
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) =>
      setImmediate(() => {
        now += ms;
        resolve();
      }),
    );
  return { now: () => now, sleep, set: (time: number) => void (now = time) };
}

describe('RateLimiter', () => {
  it('lets no more than 20 through in any second, in order', async () => {
    const clock = handMade();
    const limit = new RateLimiter(clock);
    const starts: { readonly n: number; readonly at: number }[] = [];
    await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const answered = await limit.take('a', { signal: never() });
        starts.push({ n, at: clock.now() });
        answered();
      }),
    );
    assert.deepEqual(
      starts.map(({ n }) => n),
      Array.from({ length: 100 }, (_, n) => n),
    );
    for (const [n, { at }] of starts.entries()) {
      const earlier = starts[n - 20];
      assert.ok(!earlier || at - earlier.at >= 1000);
    }
    assert.ok((starts.at(-1)?.at ?? 0) - 1_000_000 <= 4 * 1100);
  });

  it('keeps windows apart', async () => {
    const clock = handMade();
    const limit = new RateLimiter(clock);
    await Promise.all(Array.from({ length: 40 }, (_, n) => limit.take(n % 2 ? 'a' : 'b', { signal: never() })));
    assert.equal(clock.now(), 1_000_000);
  });

  it('lets go at once of who gives up, and gives the place to the next', async () => {
    let wake = (): void => undefined;
    const clock = handMade();
    const sleep = () => new Promise<void>((resolve) => (wake = () => (clock.set(clock.now() + 1100), resolve())));
    const limit = new RateLimiter({ now: clock.now, sleep });
    await Promise.all(Array.from({ length: 20 }, async () => (await limit.take('a', { signal: never() }))()));
    const stop = new AbortController();
    const givesUp = limit.take('a', stop);
    const giveUpToo = limit.take('a', stop);
    const next = limit.take('a', { signal: never() });
    stop.abort();
    await assert.rejects(givesUp, { failure: 'cancelled' });
    await assert.rejects(giveUpToo, { failure: 'cancelled' });
    wake();
    await next;
  });

  it('counts a request from its answer on, for that is when TEM has counted it at the latest, but not for ever', async () => {
    const clock = handMade();
    const limit = new RateLimiter(clock);
    const answers = await Promise.all(Array.from({ length: 20 }, () => limit.take('a', { signal: never() })));
    clock.set(1_000_500);
    answers[0]?.();
    const answered = await limit.take('a', { signal: never() });
    assert.ok(clock.now() >= 1_001_500 && clock.now() < 1_002_600);
    answered();
    await limit.take('a', { signal: never() });
    assert.ok(clock.now() >= 1_002_500 && clock.now() < 1_005_100);
  });

  it('is not held up by a clock that is set back', async () => {
    const clock = handMade();
    const limit = new RateLimiter(clock);
    await Promise.all(Array.from({ length: 20 }, async () => (await limit.take('a', { signal: never() }))()));
    clock.set(5000);
    await limit.take('a', { signal: never() });
    assert.equal(clock.now(), 5000);
  });
});
