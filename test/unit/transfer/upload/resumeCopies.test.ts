import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { Checkpoint } from '../../../../src/core/ports/uploadJournal';
import type { Fault } from '../../../../src/sandbox/fault';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { changedBytes, otherBase, rebuilt, storeBase } from './rebuiltPackage';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

const unavailable = { type: 'status', status: 503, code: 'ServiceUnavailable' } as const;
const denied = { type: 'status', status: 403, code: 'AccessDenied' } as const;

describe('an upload that goes on and has copied parts', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let path: string;
  let uploader: FileUploader;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    path = await files.write(rebuilt);
    practice = await startPractice();
    practice.sandbox.conditions.policy.copying = 'application';
    grant = await grantFor(practice);
    uploader = new FileUploader(new CosClient(), { sleep: () => Promise.resolve() });
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;
  const sentBytes = () => practice.sandbox.requests.of('UploadPart').reduce((sum, one) => sum + one.received, 0);
  const parts = () => practice.sandbox.store.uploads[0]!.parts;

  /** An upload that COS does not join, besides other faults. */
  async function stopped(...faults: readonly Fault[]): Promise<Checkpoint> {
    const reusable = storeBase(practice);
    const points: Checkpoint[] = [];
    const onCheckpoint = (one: Checkpoint | undefined) => Promise.resolve(void (one && points.push(one)));
    practice.sandbox.conditions.faults = [
      { kind: 'CompleteMultipartUpload', nth: 1, times: Infinity, effect: unavailable },
      ...faults,
    ];
    const findReusable = () => Promise.resolve(reusable);
    const request = { ...requestOf(practice, grant, path, { onCheckpoint }), findReusable };
    await assert.rejects(uploader.upload(request, new RecordedRun()), { failure: 'overloaded' });
    practice.sandbox.conditions.faults = [];
    practice.sandbox.requests.clear();
    return points.at(-1)!;
  }

  async function resume(checkpoint: Checkpoint, run = new RecordedRun(), mayCopy = true): Promise<void> {
    let searches = 0;
    const findReusable = () => Promise.resolve(void (searches += 1));
    const request = requestOf(practice, grant, path, { checkpoint });
    await uploader.upload({ ...request, findReusable, mayCopy: () => mayCopy }, run);
    assert.ok(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes.equals(rebuilt), 'the object is the file');
    assert.deepEqual([searches, practice.sandbox.store.uploads], [0, []]);
  }

  it('joins what is there, and neither sends nor copies anything', async () => {
    const point = await stopped();
    assert.ok(point.delta && point.completedParts.length === point.delta.parts.length);
    assert.equal(point.completedParts.filter(({ isCopied }) => isCopied).length, point.delta.parts.length - 1);
    await resume(point);
    assert.deepEqual([asked('UploadPart'), asked('UploadPartCopy')], [0, 0]);
  });

  it('finds copied parts that nobody noted', async () => {
    const point = await stopped();
    await resume({ ...point, completedParts: point.completedParts.slice(0, 1) });
    assert.deepEqual([asked('UploadPart'), asked('UploadPartCopy'), asked('ListParts')], [0, 0, 2]);
  });

  it('copies what is missing', async () => {
    const point = await stopped();
    const kept = point.completedParts.slice(0, 3);
    point.completedParts.slice(3).forEach(({ number }) => parts().delete(number));
    const run = new RecordedRun();
    await resume({ ...point, completedParts: kept }, run);
    assert.deepEqual([sentBytes(), asked('UploadPartCopy')], [0, point.completedParts.length - 3]);
    const sending = run.reports.find((report) => report.stage === 'sending');
    const reused = rebuilt.length - changedBytes;
    const copying = rebuilt.length - kept.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.deepEqual(sending, { stage: 'sending', sent: changedBytes, total: changedBytes, reused, copying });
  });

  it('sends what is missing where copies are refused now, in parts of the sizes that were planned', async () => {
    const point = await stopped();
    const missing = point.completedParts.slice(3);
    missing.forEach(({ number }) => parts().delete(number));
    practice.sandbox.conditions.policy.copying = 'none';
    await resume({ ...point, completedParts: point.completedParts.slice(0, 3) });
    assert.equal(asked('UploadPartCopy'), 1);
    assert.equal(
      sentBytes(),
      missing.reduce((sum, { start, end }) => sum + end - start, 0),
    );
  });

  it('sends what is missing where the base is in another bucket than the package', async () => {
    const { delta, ...point } = await stopped();
    const missing = point.completedParts.slice(3);
    missing.forEach(({ number }) => parts().delete(number));
    const base = { ...delta!.base, bucket: 'other-1300555551' };
    const completedParts = point.completedParts.slice(0, 3);
    await resume({ ...point, completedParts, delta: { ...delta!, base } });
    assert.deepEqual([asked('UploadPartCopy'), asked('UploadPart')], [0, missing.length]);
  });

  it('sends what is missing where a person wants nothing copied any more', async () => {
    const point = await stopped();
    const missing = point.completedParts.slice(3);
    missing.forEach(({ number }) => parts().delete(number));
    await resume({ ...point, completedParts: point.completedParts.slice(0, 3) }, new RecordedRun(), false);
    assert.deepEqual([asked('UploadPartCopy'), asked('UploadPart')], [0, missing.length]);
  });

  it('sends again what a copy has replaced that was pending when the process ended', async () => {
    const point = await stopped({ kind: 'UploadPartCopy', nth: 1, effect: denied });
    assert.ok(point.completedParts.every(({ isCopied }) => !isCopied));
    const { number } = point.completedParts[2]!;
    parts().set(number, { ...parts().get(number)!, etag: `"${'0'.repeat(32)}"` });
    await resume(point);
    assert.deepEqual([asked('UploadPart'), asked('CompleteMultipartUpload')], [1, 1]);
  });

  it('begins again without copies, and without a question, where COS does not join copied parts', async () => {
    const point = await stopped();
    const effect = { type: 'status', status: 400, code: 'InvalidRequest' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'CompleteMultipartUpload', nth: 1, times: 2, effect }];
    const abandoned: Checkpoint[] = [];
    const onAbandon = (one: Checkpoint) => Promise.resolve(void abandoned.push(one));
    const request = requestOf(practice, grant, path, { checkpoint: point, onAbandon });
    const result = await uploader.upload(request, new RecordedRun());
    await uploader.settled();
    assert.ok(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes.equals(rebuilt), 'the object is the file');
    assert.deepEqual(
      [result.copiedBytes, sentBytes(), practice.sandbox.store.uploads],
      [undefined, rebuilt.length, []],
    );
    assert.deepEqual(
      abandoned.map(({ uploadId }) => uploadId),
      [point.uploadId],
    );
  });

  it('is not gone on with where the bytes of a copied part are others in the file now', async () => {
    const point = await stopped();
    await files.write(Buffer.concat([rebuilt.subarray(0, changedBytes), otherBase(3_000_000)]));
    await assert.rejects(resume(point), { failure: 'notResumable' });
    await uploader.settled();
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });
});
