import assert from 'node:assert/strict';
import { appendFile, open, rename, rm, stat, truncate, utimes } from 'node:fs/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

describe('FileTransfer and a file that changes while it is read', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  // More than the system takes off our hands at once, so that the end is not read before the change.
  const bytes = seededBytes(13, 24_000_000);

  before(async () => (files = await TemporaryFiles.create()));
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice({ conditions: { latency: 60 } });
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
  });
  afterEach(() => practice.sandbox.stop());

  for (const [what, change, failure] of [
    ['is rewritten in place', rewrite, 'changedOnDisk'],
    ['shrinks', (path: string) => truncate(path, 20_000_000), 'changedOnDisk'],
    ['is emptied', (path: string) => truncate(path, 0), 'changedOnDisk'],
    ['grows', (path: string) => appendFile(path, 'more'), 'changedOnDisk'],
    ['is replaced by another file', replace, 'changedOnDisk'],
    ['is deleted', (path: string) => rm(path), 'gone'],
  ] as const) {
    for (const [shape, kind] of [
      ['parts', 'UploadPart'],
      ['one PUT', 'PutObject'],
    ] as const) {
      it(`stores nothing when it ${what} (${shape})`, async () => {
        practice.sandbox.conditions.policy.multipart = kind === 'UploadPart';
        const path = await files.write(bytes);
        const arrived = practice.sandbox.requests.arrival(kind);
        // One part after the other, so that some are read after the change.
        const uploader = new FileUploader(new CosClient(), {
          limiter: new ConnectionLimiter(undefined, { initial: 1, max: 1 }),
        });
        const sending = uploader.upload(requestOf(practice, grant, path), new RecordedRun());
        sending.catch(() => undefined);
        await arrived;
        await change(path);
        await assert.rejects(sending, { failure });
        await uploader.settled();
        assert.equal(practice.sandbox.store.get(grant.bucket, grant.key), undefined);
        // A file that is not there now, as on a drive that was unmounted, may be the same when it is back.
        const kept = kind === 'UploadPart' && failure === 'gone' ? 1 : 0;
        assert.equal(practice.sandbox.store.uploads.length, kept);
      });
    }
  }

  for (const kind of ['UploadPart', 'PutObject'] as const) {
    it(`stores the file that it opened when a twin takes its place, of that size and time (${kind})`, async () => {
      practice.sandbox.conditions.policy.multipart = kind === 'UploadPart';
      const path = await files.write(bytes);
      // A time that can be set again to the nanosecond.
      await utimes(path, 1_700_000_000, 1_700_000_000);
      const arrived = practice.sandbox.requests.arrival(kind);
      const sending = new FileUploader(new CosClient()).upload(requestOf(practice, grant, path), new RecordedRun());
      await arrived;
      await replace(path);
      await sending;
      assert.ok(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes.equals(bytes));
    });
  }

  it('stores nothing when it grows while its parts land, too quickly for a look at each', async () => {
    practice.sandbox.conditions.latency = 0;
    const path = await files.write(bytes.subarray(0, 6_000_000));
    class Growing extends CosClient {
      override async uploadPart(...request: Parameters<CosClient['uploadPart']>) {
        const told = await super.uploadPart(...request);
        await appendFile(path, 'more');
        return told;
      }
    }
    const uploader = new FileUploader(new Growing());
    const sending = uploader.upload(requestOf(practice, grant, path), new RecordedRun());
    await assert.rejects(sending, { failure: 'changedOnDisk' });
    await uploader.settled();
    assert.equal(practice.sandbox.store.get(grant.bucket, grant.key), undefined);
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });
});

async function rewrite(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.from('changed'), 0, 7, 23_000_000);
  await file.close();
}

/** Same size, same time to the millisecond, other file: as an atomic write leaves it. */
async function replace(path: string): Promise<void> {
  const { atime, mtime, size } = await stat(path);
  const twin = await open(`${path}.new`, 'w');
  await twin.truncate(size);
  await twin.close();
  await utimes(`${path}.new`, atime, mtime);
  await rename(`${path}.new`, path);
}
