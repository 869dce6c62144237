import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { UploadRequest } from '../../../../src/core/ports/uploader';
import type { Checkpoint } from '../../../../src/core/ports/uploadJournal';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

const paths = ['a.class', 'b.class', 'c.class', 'd.class', 'e.class'];
const found = { paths, count: 5 };

describe('FileUploader and a package that is damaged inside', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let uploader: FileUploader;
  let points: (Checkpoint | undefined)[];
  const bytes = seededBytes(41, 5_300_000);

  before(async () => (files = await TemporaryFiles.create()));
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice();
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
    uploader = new FileUploader(new CosClient(), { sleep: () => Promise.resolve() });
    points = [];
  });
  afterEach(() => practice.sandbox.stop());

  type Search = NonNullable<UploadRequest['findDamage']>;
  const onCheckpoint = (point: Checkpoint | undefined) => Promise.resolve(void points.push(point));
  const send = (path: string, findDamage: Search, run = new RecordedRun()) =>
    uploader.upload({ ...requestOf(practice, grant, path, { onCheckpoint }), findDamage }, run);
  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key)?.bytes;
  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;
  const never: Search = () => new Promise<never>(() => undefined);

  it('asks before the parts are joined, and then only joins them', async () => {
    const path = await files.write(bytes);
    const run = new RecordedRun();
    // The last checkpoint follows the last part's answer: the search ends with that.
    let end: (damaged: typeof found) => void = () => undefined;
    const search: Search = () => new Promise((resolve) => (end = resolve));
    const watched = (point: Checkpoint | undefined) => {
      points.push(point);
      if (point?.completedParts.length === 4) end(found);
      return Promise.resolve();
    };
    const request = { ...requestOf(practice, grant, path, { onCheckpoint: watched }), findDamage: search };
    await assert.rejects(uploader.upload(request, run), {
      failure: 'damagedEntries',
      detail: 'a.class, b.class, c.class, +2',
    });
    await uploader.settled();
    assert.deepEqual([asked('UploadPart'), asked('CompleteMultipartUpload')], [4, 0]);
    assert.equal(stored(), undefined);
    assert.equal(practice.sandbox.store.uploads.length, 1);
    const checkpoint = points.at(-1);
    assert.ok(checkpoint);
    practice.sandbox.requests.clear();
    await uploader.upload(requestOf(practice, grant, path, { checkpoint, onCheckpoint }), new RecordedRun());
    assert.deepEqual([asked('UploadPart'), asked('CompleteMultipartUpload')], [0, 1]);
    assert.deepEqual(stored(), bytes);
  });

  it('creates nothing where the damage is known before', async () => {
    practice.sandbox.conditions.latency = 50;
    await assert.rejects(
      send(await files.write(bytes), () => Promise.resolve(found)),
      { failure: 'damagedEntries' },
    );
    assert.deepEqual(practice.sandbox.requests.all, []);
  });

  it('sends no file by one PUT whose entries are not all read', async () => {
    practice.sandbox.conditions.policy.multipart = false;
    for (const size of [1000, 5_300_000]) {
      const path = await files.write(bytes.subarray(0, size));
      await assert.rejects(
        send(path, () => Promise.resolve(found)),
        { failure: 'damagedEntries' },
      );
      const run = new RecordedRun(({ stage }, self) => stage === 'verifying' && self.stop());
      await assert.rejects(send(path, never, run), { failure: 'cancelled' });
      await uploader.settled();
      assert.equal(asked('PutObject'), 0);
      await send(path, () => Promise.resolve({ paths: [], count: 0 }));
      assert.deepEqual(stored(), bytes.subarray(0, size));
      practice.sandbox.requests.clear();
    }
  });

  it('goes on where the search fails: the check before has said what is no package', async () => {
    await send(await files.write(bytes), () => Promise.reject(new Error('no package')));
    assert.deepEqual(stored(), bytes);
  });

  it('says that the file changed where it did, and not that it is damaged', async () => {
    const path = await files.write(bytes);
    const search: Search = async () => {
      await appendFile(path, 'more');
      return found;
    };
    await assert.rejects(send(path, search), { failure: 'changedOnDisk' });
    await uploader.settled();
    assert.equal(stored(), undefined);
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });

  it('leaves nothing where it is cancelled while the last entries are read, and ends the search', async () => {
    let searching: AbortSignal | undefined;
    const search: Search = (_, { signal }) => {
      searching = signal;
      return never(_, { signal });
    };
    const run = new RecordedRun(({ stage }, self) => stage === 'verifying' && self.stop());
    await assert.rejects(send(await files.write(bytes), search, run), { failure: 'cancelled' });
    assert.equal(searching?.aborted, true);
    await uploader.settled();
    assert.deepEqual([asked('UploadPart'), asked('CompleteMultipartUpload')], [4, 0]);
    assert.equal(stored(), undefined);
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });
});
