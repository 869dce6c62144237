import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/errors';
import { VerifyThread } from '../../../../src/jar/check/verifyThread';
import { memorySource } from '../../../fixtures/memorySource';
import { seededBytes } from '../../../fixtures/seededBytes';
import { handmadeZip } from '../handmadeZip';

describe('the thread that verifies packages', () => {
  const thread = new VerifyThread();
  const content = Buffer.from(seededBytes(7, 3_000_000));
  const zip = handmadeZip([
    { name: 'a.jar', content },
    { name: 'b.class', content: 'text', spoil: (central) => central.writeUInt32LE(1, 16) },
  ]);
  const signal = new AbortController().signal;

  it('finds what is damaged, and leaves the bytes of the source to it', async () => {
    const source = memorySource(zip);
    const found = { entries: 2, verified: 2, damaged: { paths: ['b.class'], count: 1 } };
    assert.deepEqual(await thread.verify(source, { signal }), found);
    assert.deepEqual(await thread.verify(source, { signal }), found);
  });

  it('fails as the source does, and as a package that is none', async () => {
    const gone = { ...memorySource(zip), read: () => Promise.reject(new AppError('gone', 'it is gone')) };
    await assert.rejects(thread.verify(gone, { signal }), { failure: 'gone', detail: 'it is gone' });
    const none = memorySource(Buffer.from('no package '.repeat(100)), 'none.jar');
    await assert.rejects(thread.verify(none, { signal }), { failure: 'badPackage', detail: /^none\.jar/ });
  });

  it('is cancelled at once, also while a drive does not respond, and reads nothing any more', async () => {
    const stopping = new AbortController();
    let reads = 0;
    let onAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (onAsked = resolve));
    const read = (): Promise<Uint8Array> => {
      reads += 1;
      onAsked();
      return new Promise<never>(() => undefined);
    };
    const verifying = thread.verify({ ...memorySource(zip), read }, { signal: stopping.signal });
    verifying.catch(() => undefined);
    await asked;
    stopping.abort();
    await assert.rejects(verifying, { failure: 'cancelled' });
    assert.equal(reads, 1);
    await assert.rejects(thread.verify(memorySource(zip), { signal: stopping.signal }), { failure: 'cancelled' });
  });

  it('is one for several at a time, of which one that hangs and is cancelled keeps no other', async () => {
    const stopping = new AbortController();
    const read = () => new Promise<never>(() => undefined);
    const hanging = thread.verify({ ...memorySource(zip), read }, { signal: stopping.signal });
    const others = Promise.all(
      Array.from({ length: 20 }, () => thread.verify(memorySource(zip), { signal: AbortSignal.any([signal]) })),
    );
    const counts = (await others).map(({ damaged }) => damaged.count);
    assert.deepEqual([...new Set(counts)], [1]);
    stopping.abort();
    await assert.rejects(hanging, { failure: 'cancelled' });
    assert.equal((await thread.verify(memorySource(zip), { signal })).damaged.count, 1);
  });
});
