import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { discardUpload } from '../../../src/core/discardUpload';
import { runPendingCleanups } from '../../../src/core/runPendingCleanups';
import { uploadPackage } from '../../../src/core/uploadPackage';
import { FileJournal } from '../../../src/journal/fileJournal';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { seededBytes } from '../../fixtures/seededBytes';
import { noReuse } from '../../fixtures/noReuse';
import { applicationId, never, region, startPractice, type Practice } from '../cloud/practice';
import { RecordedRun } from '../transfer/upload/recordedRun';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

describe('what a cancelled upload leaves in a store that cannot be reached', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let journal: FileJournal;

  beforeEach(async () => {
    practice = await startPractice();
    files = await TemporaryFiles.create();
    journal = new FileJournal(join(files.folder, 'journal'));
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const needs = () => ({
    connections: { connect: () => Promise.resolve(practice.connection) },
    tem: new TemClient(),
    packageFile: { check: () => Promise.resolve({ bytes: 1 }) },
    uploader: new FileUploader(new CosClient(), {
      sleep: (ms, signal) => sleep(ms / 10, undefined, signal && { signal }),
    }),
    journal,
    reuseOf: noReuse,
    records: { of: () => [], add: () => Promise.resolve() },
    clock: Date,
  });
  const open = () => practice.sandbox.store.uploads.length;

  /** Cancels an upload in the middle, while the store takes no more orders. */
  async function cancelOffline(): Promise<void> {
    const { conditions, requests } = practice.sandbox;
    conditions.faults = [
      { kind: 'UploadPart', nth: 2, times: Infinity, effect: { type: 'hang', when: 'afterBody' } },
      { kind: 'AbortMultipartUpload', nth: 1, times: Infinity, effect: { type: 'reset', when: 'beforeBody' } },
    ];
    const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
    const path = await files.write(seededBytes(61, 8_000_000));
    const order = { id: 'o-1', target, path, packageName: 'orders.jar', versionTemplate: 'v1' };
    const run = new RecordedRun();
    const all = needs();
    const ending = uploadPackage(all, order, run);
    ending.catch(() => undefined);
    while ((await requests.next('UploadPart')).outcome !== 'hung');
    run.stop();
    await assert.rejects(ending, { failure: 'cancelled' });
    await all.uploader.settled();
    conditions.faults = [];
  }

  it('is remembered, offered to nobody, and dropped when the account is there again', async () => {
    await cancelOffline();
    assert.equal(open(), 1);
    assert.equal(await journal.find('o-1'), undefined);
    assert.deepEqual(await journal.abandoned(), []);
    const next = new FileJournal(join(files.folder, 'journal'));
    await runPendingCleanups({ ...needs(), journal: next }, ['another'], never());
    assert.equal(open(), 1, 'another account has nothing to do with it');
    await runPendingCleanups({ ...needs(), journal: next }, ['a'], never());
    assert.equal(open(), 0);
    assert.deepEqual(await next.pendingCleanups(), []);
  });

  it('stays remembered while the store cannot be reached', async () => {
    await cancelOffline();
    practice.sandbox.conditions.faults = [
      { kind: 'AbortMultipartUpload', nth: 1, times: Infinity, effect: { type: 'reset', when: 'beforeBody' } },
    ];
    await runPendingCleanups(needs(), ['a'], never());
    assert.equal((await journal.pendingCleanups()).length, 1);
  });

  describe('and that the store will not drop', () => {
    const refused = { type: 'status', status: 403, code: 'AccessDenied' } as const;
    const refuse = (times: number) =>
      (practice.sandbox.conditions.faults = [{ kind: 'AbortMultipartUpload', nth: 1, times, effect: refused }]);

    it('is asked for once more with another grant', async () => {
      await cancelOffline();
      refuse(1);
      await runPendingCleanups(needs(), ['a'], never());
      assert.equal(open(), 0);
      assert.deepEqual(await journal.pendingCleanups(), []);
    });

    it('is not asked for at every start, nor keeps its key from others', async () => {
      await cancelOffline();
      refuse(Infinity);
      await runPendingCleanups(needs(), ['a'], never());
      assert.deepEqual(await journal.pendingCleanups(), []);
      const all = needs();
      const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
      const path = await files.write(seededBytes(62, 1000), 'other.jar');
      const order = { id: 'o-2', target, path, packageName: 'orders.jar', versionTemplate: 'v1' };
      assert.equal((await uploadPackage(all, order, new RecordedRun())).version, 'v1');
    });

    it('is said once where somebody discards it, and then offered no more', async () => {
      practice.sandbox.conditions.faults = [
        { kind: 'UploadPart', nth: 2, times: Infinity, effect: { ...refused, status: 402, code: 'PaymentRequired' } },
      ];
      const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
      const path = await files.write(seededBytes(63, 8_000_000));
      const order = { id: 'o-1', target, path, packageName: 'orders.jar', versionTemplate: 'v1' };
      await assert.rejects(uploadPackage(needs(), order, new RecordedRun()), { failure: 'arrears' });
      const left = await journal.find('o-1');
      assert.ok(left);
      refuse(Infinity);
      await assert.rejects(discardUpload(needs(), left, never()), { failure: 'grantRefused' });
      await discardUpload(needs(), left, never());
      assert.equal(await journal.find('o-1'), undefined);
      practice.sandbox.conditions.faults = [];
      assert.equal((await journal.pendingCleanups()).length, 1);
      await runPendingCleanups(needs(), ['a'], never());
      assert.equal(open(), 0);
    });
  });

  it('is not discarded where another window has finished it meanwhile', async () => {
    await cancelOffline();
    const [left] = await journal.pendingCleanups();
    assert.ok(left);
    practice.sandbox.requests.clear();
    await discardUpload(needs(), left, never());
    assert.deepEqual(practice.sandbox.requests.all, []);
  });
});
