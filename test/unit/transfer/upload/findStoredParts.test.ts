import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { Checkpoint } from '../../../../src/core/ports/uploadJournal';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { Reader, type ReadStream } from '../../../../src/hashing/reader';
import { Readers } from '../../../../src/hashing/readers';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

describe('an upload that goes on, and parts that landed unnoticed', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let uploader: FileUploader;
  let path: string;
  /** All four parts have landed, and the journal knows of the first alone. */
  let point: Checkpoint;
  const bytes = seededBytes(41, 5_300_000);

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    practice = await startPractice();
    grant = await grantFor(practice);
    path = await files.write(bytes);
    uploader = new FileUploader(new CosClient(), { sleep: () => Promise.resolve() });
    const points: Checkpoint[] = [];
    const onCheckpoint = (one: Checkpoint | undefined) => Promise.resolve(void (one && points.push(one)));
    const effect = { type: 'status', status: 503, code: 'ServiceUnavailable' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'CompleteMultipartUpload', nth: 1, times: Infinity, effect }];
    await assert.rejects(uploader.upload(requestOf(practice, grant, path, { onCheckpoint }), new RecordedRun()));
    practice.sandbox.conditions.faults = [];
    const last = points.at(-1)!;
    assert.equal(last.completedParts.length, 4);
    point = { ...last, completedParts: last.completedParts.slice(0, 1) };
    practice.sandbox.requests.clear();
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;
  const parts = () => practice.sandbox.store.uploads[0]!.parts;
  async function resume(): Promise<void> {
    await uploader.upload(requestOf(practice, grant, path, { checkpoint: point }), new RecordedRun());
    assert.deepEqual(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes, bytes);
  }

  it('sends none of them again', async () => {
    await resume();
    assert.deepEqual([asked('ListParts'), asked('UploadPart')], [1, 0]);
  });

  it('sends again what cannot be proved to be the file’s: not listed, another sum, an opaque ETag', async () => {
    parts().delete(2);
    parts().set(3, { ...parts().get(3)!, etag: `"${'0'.repeat(32)}"` });
    parts().set(4, { ...parts().get(4)!, etag: '"opaque"' });
    await resume();
    assert.equal(asked('UploadPart'), 3);
  });

  for (const code of ['AccessDenied', 'InternalError', 'NotImplemented']) {
    it(`fails by nothing where the store does not list them (${code}), and asks no more where it may not`, async () => {
      const status = code === 'AccessDenied' ? 403 : code === 'InternalError' ? 500 : 501;
      const effect = { type: 'status', status, code } as const;
      practice.sandbox.conditions.faults = [{ kind: 'ListParts', nth: 1, times: Infinity, effect }];
      const failing = {
        kind: 'CompleteMultipartUpload',
        nth: 1,
        times: 8,
        effect: { type: 'status', status: 503, code: 'ServiceUnavailable' },
      } as const;
      practice.sandbox.conditions.faults.push(failing);
      await assert.rejects(resume(), { name: 'AppError' });
      const first = asked('ListParts');
      await resume();
      assert.equal(asked('UploadPart'), 6);
      assert.equal(asked('ListParts'), code === 'AccessDenied' ? first : first + 1);
    });
  }

  it('asks nothing where nothing is missing', async () => {
    await resume();
    assert.equal(asked('ListParts'), 1);
    const points: Checkpoint[] = [];
    const onCheckpoint = (one: Checkpoint | undefined) => Promise.resolve(void (one && points.push(one)));
    practice.sandbox.requests.clear();
    await uploader.upload(requestOf(practice, grant, path, { onCheckpoint }), new RecordedRun());
    assert.equal(asked('ListParts'), 0);
  });

  it('ends at once with Cancel while it asks', async () => {
    practice.sandbox.conditions.faults = [
      { kind: 'ListParts', nth: 1, effect: { type: 'hang', when: 'beforeAnswer' } },
    ];
    const run = new RecordedRun();
    const stop = new AbortController();
    const sending = uploader.upload(requestOf(practice, grant, path, { checkpoint: point }), {
      signal: stop.signal,
      report: (progress) => run.report(progress),
    });
    await practice.sandbox.requests.arrival('ListParts');
    stop.abort();
    await assert.rejects(sending, { failure: 'cancelled' });
  });

  it('ends at once with Cancel while the drive does not answer', async () => {
    const run = new RecordedRun();
    const readers = new Readers(() => {
      const reader = new Reader();
      const open = (): ReadStream => ({
        read: () => {
          run.stop();
          return new Promise(() => undefined);
        },
        digest: () => new Promise(() => undefined),
        close: () => undefined,
      });
      return Object.assign(reader, { open });
    });
    uploader = new FileUploader(new CosClient(), { readers });
    const sending = uploader.upload(requestOf(practice, grant, path, { checkpoint: point }), run);
    await assert.rejects(sending, { failure: 'cancelled' });
    assert.equal(asked('UploadPart'), 0);
  });
});
