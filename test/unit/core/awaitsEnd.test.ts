import assert from 'node:assert/strict';
import { discardUpload } from '../../../src/core/discardUpload';
import { AppError } from '../../../src/core/errors';
import { runPendingCleanups } from '../../../src/core/runPendingCleanups';
import type { Connection, UploadedPackage, UploadGrant } from '../../../src/core/model';
import type { GrantRequest } from '../../../src/core/ports/tem';
import type { UploadRequest } from '../../../src/core/ports/uploader';
import type { UnfinishedUpload } from '../../../src/core/ports/uploadJournal';
import { uploadPackage } from '../../../src/core/uploadPackage';
import { MemoryJournal } from '../../fixtures/memoryJournal';
import { noReuse } from '../../fixtures/noReuse';
import { upload } from '../../faults/journalScenarios';

const grant = { bucket: 'b', key: 'k' } as UploadGrant;
const left: UnfinishedUpload = upload('o-1');
const shipped = { bucket: 'b', key: 'k', bytes: 1, crc64: '1' };

/** Everything that a use case awaits, each of which settles at once. */
function parts() {
  const journal = new MemoryJournal();
  journal.entries.set('o-1', left);
  return {
    connections: { connect: () => Promise.resolve({} as Connection) },
    tem: { createUploadGrant: () => Promise.resolve(grant) },
    packageFile: { check: () => Promise.resolve({ bytes: 1 }) },
    uploader: {
      upload: async ({ grant: ask }: UploadRequest, { signal }: { signal: AbortSignal }) => (
        await ask(signal),
        shipped
      ),
      discard: () => Promise.resolve(),
    },
    journal,
    reuseOf: noReuse,
    records: { of: () => [], add: () => Promise.resolve() },
    clock: Date,
  };
}

/** `name` of `owner` never settles; `stop` is called when it has been asked `nth` times. */
function hang(owner: object, name: string, stop: () => void, nth = 1): void {
  const methods = owner as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const real = methods[name]!.bind(owner);
  let asked = 0;
  methods[name] = (...given) => {
    if (++asked < nth) return real(...given);
    setImmediate(stop);
    return new Promise(() => undefined);
  };
}

describe('an await that never settles ends with Cancel', () => {
  const run = (stop: AbortController) => ({ signal: stop.signal, report: () => undefined });

  for (const [of, name, nth] of [
    ['journal', 'take', 1],
    ['connections', 'connect', 1],
    ['connections', 'connect', 2],
    ['journal', 'claim', 1],
  ] as const) {
    it(`of an upload: ${of}.${name} (${nth})`, async () => {
      const stop = new AbortController();
      const all = parts();
      hang(all[of], name, () => stop.abort(), nth);
      await assert.rejects(uploadPackage(all, left.order, run(stop)), { failure: 'cancelled' });
    });
  }

  for (const [of, name] of [
    ['journal', 'take'],
    ['journal', 'holders'],
    ['connections', 'connect'],
    ['journal', 'abandon'],
    ['journal', 'cleanedUp'],
  ] as const) {
    it(`of a discard: ${of}.${name}`, async () => {
      const stop = new AbortController();
      const all = parts();
      const isHidden = name === 'abandon' || name === 'cleanedUp' || name === 'holders';
      const lost = { ...left, checkpoint: { ...left.checkpoint, uploadId: '' } };
      if (isHidden) all.journal.entries.set('o-1', lost).set('o-2', upload('o-2'));
      hang(all[of], name, () => stop.abort());
      await assert.rejects(discardUpload(all, left, stop.signal), { failure: 'cancelled' });
    });
  }

  for (const [of, name] of [
    ['journal', 'pendingCleanups'],
    ['connections', 'connect'],
    ['journal', 'cleanedUp'],
  ] as const) {
    it(`of what is left to drop: ${of}.${name}`, async () => {
      const stop = new AbortController();
      const all = parts();
      await all.journal.abandon(left);
      hang(all[of], name, () => stop.abort());
      await runPendingCleanups(all, ['a'], stop.signal);
      assert.equal(all.journal.drops.size, 1);
    });
  }

  for (const [what, of, name] of [
    ['the record', 'records', 'add'],
    ['the end of the claim', 'journal', 'endClaims'],
  ] as const) {
    it(`and a success waits for nothing that is not part of it: ${what}`, async () => {
      const all = parts();
      hang(all[of], name, () => undefined);
      assert.equal((await uploadPackage(all, left.order, run(new AbortController()))).key, 'k');
    });
  }

  it('and a discard does not wait for the note of what is done', async () => {
    const all = parts();
    hang(all.journal, 'save', () => undefined);
    await discardUpload(all, left, new AbortController().signal);
  });
});

describe('uploadPackage', () => {
  it('is a success although it cannot be recorded', async () => {
    const all = parts();
    const failing = { of: () => [], add: (): Promise<void> => Promise.reject(new AppError('service', 'no room')) };
    const done: UploadedPackage = await uploadPackage({ ...all, records: failing }, left.order, {
      signal: new AbortController().signal,
      report: () => undefined,
    });
    assert.equal(done.key, 'k');
  });

  it('asks for another version as often as orders hold its key, but not for ever, and never for one that was begun', async () => {
    const all = parts();
    all.journal.entries.clear();
    const asked: string[] = [];
    const tem = {
      createUploadGrant: ({ version }: GrantRequest) => {
        asked.push(version);
        return Promise.resolve({ ...grant, key: version });
      },
    };
    const run = { signal: new AbortController().signal, report: () => undefined };
    const order = { ...left.order, versionTemplate: 'V${timestamp}' };
    const clock = { now: () => new Date(2026, 0, 1).getTime() };
    for (const id of ['x', 'y']) await uploadPackage({ ...all, tem, clock }, { ...order, id }, run);
    assert.deepEqual(asked, ['v20260101000000', 'v20260101000000', 'v20260101000000-2']);
    all.journal.claim = () => Promise.resolve(false);
    asked.length = 0;
    await assert.rejects(uploadPackage({ ...all, tem, clock }, order, run), { failure: 'notResumable' });
    assert.equal(asked.length, 20);
    all.journal.entries.set('o-1', left);
    asked.length = 0;
    await assert.rejects(uploadPackage({ ...all, tem, clock }, order, run), { failure: 'notResumable' });
    assert.deepEqual(asked, ['v']);
  });
});
