import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import { Reader, type ReadStream } from '../../../../src/hashing/reader';
import { Readers } from '../../../../src/hashing/readers';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

const MiB = 1024 * 1024;
const slowMs = 300;

/** The real reader of a drive that gives the first MiB at once and takes its time for what follows. */
class SlowReader extends Reader {
  override open(): ReadStream {
    const stream = super.open();
    const read: ReadStream['read'] = async (file, position, into) => {
      if (position >= MiB) await wait(slowMs);
      return stream.read(file, position, into);
    };
    return { ...stream, read };
  }
}

describe('an upload from a slow drive over a fast line', () => {
  const bytes = seededBytes(73, 20 * MiB);
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let path: string;

  before(async () => {
    files = await TemporaryFiles.create();
    path = await files.write(bytes);
    practice = await startPractice();
    grant = await grantFor(practice);
  });
  after(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  it('begins again in smaller parts while sixteen reads of the larger ones are still pending', async () => {
    const effect = { type: 'intercept', status: 413, headers: {}, body: 'too large' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 1, effect }];
    const uploader = new FileUploader(new CosClient(), {
      sleep: () => Promise.resolve(),
      limiter: new ConnectionLimiter(undefined, { initial: 16, max: 16 }),
      readers: new Readers(() => new SlowReader()),
    });
    await uploader.upload(requestOf(practice, grant, path), new RecordedRun());
    assert.ok(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes.equals(bytes), 'the object is the file');
    await uploader.settled();
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });
});
