import assert from 'node:assert/strict';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { never } from '../../cloud/practice';

describe('Lanes', () => {
  let now: number;
  let limiter: ConnectionLimiter;
  let ends: (() => void)[];
  let begun: number[];

  beforeEach(() => {
    now = 1000;
    ends = [];
    begun = [];
    limiter = new ConnectionLimiter(() => now);
  });

  /** Asks for a connection and keeps it until its `ends` is called. */
  function ask(name: number, signal = never()): Promise<void> {
    return limiter.run(signal, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  }

  const askMany = (count: number) => Array.from({ length: count }, (_, n) => ask(n));
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  /** Lets bytes pass for `ms` at so many a ms. */
  function flow(ms: number, bytesPerMs: number, sent = 5 * 1024 * 1024): void {
    for (let passed = 0; passed < ms; passed += 10) {
      now += 10;
      limiter.recordSent(bytesPerMs * 10, sent);
    }
  }

  it('lets as many begin as there are connections, and the others in the order they came', async () => {
    const all = askMany(7);
    await settle();
    assert.deepEqual(begun, [0, 1, 2, 3]);
    ends[2]?.();
    await settle();
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
    while (begun.length < 7 || ends.length > 0) {
      ends.splice(0).forEach((end) => end());
      await settle();
    }
    await Promise.all(all);
    assert.deepEqual(begun, [0, 1, 2, 3, 4, 5, 6]);
  });

  it('begins with all connections where the line is known to fill them, and not again with what it has learnt itself', () => {
    limiter.assumeThroughput(1_000_000);
    assert.equal(limiter.size, 4);
    limiter.assumeThroughput(16_000_000);
    assert.equal(limiter.size, 16);
    limiter.backOff();
    limiter.assumeThroughput(16_000_000);
    assert.equal(limiter.size, 8);
  });

  it('gives the connection back when the work fails', async () => {
    for (let n = 0; n < 10; n++) await assert.rejects(limiter.run(never(), () => Promise.reject(new Error('x'))));
    await limiter.run(never(), () => Promise.resolve());
  });

  it('lets go of who gives up while waiting, and of nobody else', async () => {
    void askMany(4);
    const stop = new AbortController();
    const stopped = ask(4, stop.signal);
    void ask(5);
    await settle();
    stop.abort();
    await assert.rejects(stopped, { failure: 'cancelled' });
    await assert.rejects(ask(6, stop.signal), { failure: 'cancelled' });
    ends[0]?.();
    await settle();
    assert.deepEqual(begun, [0, 1, 2, 3, 5]);
  });

  it('grows while more connections carry more, and to 16 at the most', async () => {
    void askMany(40);
    await settle();
    assert.equal(limiter.size, 4);
    for (let round = 0; round < 6; round++) flow(50, 1000 * 2 ** round);
    assert.equal(limiter.size, 16);
    await settle();
    assert.equal(begun.length, 16);
  });

  it('grows while all that has left may still wait in the system', async () => {
    void askMany(20);
    await settle();
    flow(60, 50_000, 1_000_000);
    await settle();
    flow(60, 10, 1_000_000);
    assert.equal(limiter.size, 16);
  });

  it('stops growing when that carries no more', async () => {
    void askMany(40);
    await settle();
    flow(200, 1000);
    assert.equal(limiter.size, 8);
    flow(2000, 1000);
    assert.equal(limiter.size, 8);
  });

  it('does not grow where nobody waits', () => {
    for (let round = 0; round < 10; round++) flow(100, 1000 * 2 ** round);
    assert.equal(limiter.size, 4);
  });

  it('shrinks once for connections that fail together, and to one at the least', () => {
    for (let n = 0; n < 4; n++) limiter.backOff();
    assert.equal(limiter.size, 2);
    for (let n = 0; n < 4; n++) {
      now += 1500;
      limiter.backOff();
    }
    assert.equal(limiter.size, 1);
  });

  it('admits nobody while more are at work than it has shrunk to', async () => {
    void askMany(6);
    await settle();
    limiter.backOff();
    ends[0]?.();
    ends[1]?.();
    await settle();
    assert.equal(begun.length, 4);
    ends[2]?.();
    await settle();
    assert.equal(begun.length, 5);
  });

  it('does not take it for known again that all are filled once the line was full', () => {
    limiter.assumeThroughput(16_000_000);
    for (let n = 0; n < 2; n++) {
      now += 1500;
      limiter.backOff(true);
    }
    assert.equal(limiter.size, 4);
    limiter.assumeThroughput(16_000_000);
    assert.equal(limiter.size, 4);
  });

  it('takes what the system takes at once for no sign that a line has room which was full just now', async () => {
    void askMany(40);
    await settle();
    limiter.backOff(true);
    for (let seconds = 0; seconds < 100; seconds++) {
      flow(1000, 5000, 1_000_000);
      limiter.recordStored(200_000);
    }
    assert.equal(limiter.size, 2);
  });

  it('grows again at once where a line that was silent carries again what is worth it', async () => {
    void askMany(40);
    await settle();
    limiter.backOff(true);
    now += 60_000;
    for (let seconds = 0; seconds < 20; seconds++) {
      flow(1000, 5000, 1_000_000);
      limiter.recordStored(5_000_000);
    }
    assert.equal(limiter.size, 16);
  });

  it('grows again some time after it has shrunk', async () => {
    void askMany(40);
    await settle();
    limiter.backOff();
    flow(2500, 1000);
    assert.equal(limiter.size, 2);
    flow(1500, 1000);
    assert.ok(limiter.size > 2);
  });

  it('tells how fast bytes arrived while it was busy, whatever the system took of them', async () => {
    void ask(1);
    await settle();
    flow(1000, 50_000);
    assert.equal(limiter.bytesPerSecond, undefined);
    for (let arrived = 0; arrived < 30; arrived++) {
      now += 100;
      limiter.recordStored(100_000);
    }
    assert.ok(Math.abs((limiter.bytesPerSecond ?? 0) - 750_000) < 50_000, String(limiter.bytesPerSecond));
  });

  it('does not take for the line what a few bytes take from here to COS', async () => {
    void ask(1);
    await settle();
    now += 300;
    limiter.recordStored(1_500_000);
    assert.equal(limiter.bytesPerSecond, undefined);
    now += 300;
    limiter.recordStored(3_000_000);
    assert.equal(Math.round(limiter.bytesPerSecond ?? 0), 7_500_000);
  });

  it('takes what few bytes take for the line where that is slow', async () => {
    void ask(1);
    await settle();
    now += 6000;
    limiter.recordStored(1_500_000);
    assert.equal(limiter.bytesPerSecond, 250_000);
  });
});
