import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosClient } from '../../../src/cloud/cosClient';
import { TemClient } from '../../../src/cloud/temClient';
import { discardUpload } from '../../../src/core/discardUpload';
import { finishDrops } from '../../../src/core/finishDrops';
import { uploadPackage } from '../../../src/core/uploadPackage';
import { FileJournal } from '../../../src/upload/fileJournal';
import { FileTransfer } from '../../../src/upload/fileTransfer';
import { seededBytes } from '../../fixtures/seededBytes';
import { applicationId, never, region, startPractice, type Practice } from '../cloud/practice';
import { RecordedRun } from '../upload/recordedRun';
import { TemporaryFiles } from '../upload/temporaryFiles';

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
    transfer: new FileTransfer(new CosClient(), {
      sleep: (ms, signal) => sleep(ms / 10, undefined, signal && { signal }),
    }),
    journal,
    records: { add: () => Promise.resolve() },
    clock: Date,
  });
  const open = () => practice.sandbox.store.uploads.length;

  /** Cancels an upload in the middle, while the store takes no more orders. */
  async function cancelOffline(): Promise<void> {
    const { knobs, requests } = practice.sandbox;
    knobs.faults = [
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
    await all.transfer.settled();
    knobs.faults = [];
  }

  it('is remembered, offered to nobody, and dropped when the account is there again', async () => {
    await cancelOffline();
    assert.equal(open(), 1);
    assert.equal(await journal.find('o-1'), undefined);
    assert.deepEqual(await journal.abandoned(), []);
    const next = new FileJournal(join(files.folder, 'journal'));
    await finishDrops({ ...needs(), journal: next }, ['another'], never());
    assert.equal(open(), 1, 'another account has nothing to do with it');
    await finishDrops({ ...needs(), journal: next }, ['a'], never());
    assert.equal(open(), 0);
    assert.deepEqual(await next.toDrop(), []);
  });

  it('stays remembered while the store cannot be reached', async () => {
    await cancelOffline();
    practice.sandbox.knobs.faults = [
      { kind: 'AbortMultipartUpload', nth: 1, times: Infinity, effect: { type: 'reset', when: 'beforeBody' } },
    ];
    await finishDrops(needs(), ['a'], never());
    assert.equal((await journal.toDrop()).length, 1);
  });

  it('is not taken for what another upload finished under the same key, be it the same to the byte', async () => {
    const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
    const path = await files.write(seededBytes(62, 2_000_000));
    const order = { target, path, packageName: 'orders.jar', versionTemplate: 'v1' };
    const { bucket, key, bytes, crc64 } = await uploadPackage(needs(), { ...order, id: 'o-2' }, new RecordedRun());
    const arrived = [{ number: 1, start: 0, end: bytes, etag: '"e"', crc64 }];
    const file = { bytes, modifiedNs: '1', inode: '1' };
    const point = { bucket, key, uploadId: 'gone', begunAt: 1, partBytes: bytes, file, arrived };
    await journal.drop({ order: { ...order, id: 'o-1' }, version: 'v1', point });
    const next = new FileJournal(join(files.folder, 'journal'));
    assert.equal((await next.toDrop()).length, 1);
    await finishDrops({ ...needs(), journal: next }, ['a'], never());
    assert.ok(practice.sandbox.store.get(bucket, key), 'the package of the other upload is still there');
    assert.deepEqual(await next.toDrop(), []);
  });

  it('is not discarded where another window has finished it meanwhile', async () => {
    await cancelOffline();
    const [left] = await journal.toDrop();
    assert.ok(left);
    practice.sandbox.requests.clear();
    await discardUpload(needs(), left, never());
    assert.deepEqual(practice.sandbox.requests.all, []);
  });
});
