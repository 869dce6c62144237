import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import { AppError } from '../../../../src/core/errors';
import type { UploadGrant } from '../../../../src/core/model';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { grantFor, never, startPractice, type Practice } from '../../cloud/practice';
import { otherBase, rebuilt, storeBase } from './rebuiltPackage';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

type Moment = 'listParts' | 'completeUpload';

/** The real client, but that the first copy is given up and lands all the same: just before this request, `times` times. */
class LateCopies extends CosClient {
  private land: (() => Promise<unknown>) | undefined;
  landed = 0;

  constructor(
    private readonly moment: Moment,
    private readonly times = 1,
  ) {
    super();
  }

  override copyPart(...[input]: Parameters<CosClient['copyPart']>): ReturnType<CosClient['copyPart']> {
    this.land ??= () => super.copyPart(input, { signal: never() });
    return Promise.reject(new AppError('timedOut', 'UploadPartCopy: no response'));
  }

  override async listParts(...call: Parameters<CosClient['listParts']>): ReturnType<CosClient['listParts']> {
    await this.landBefore('listParts');
    return super.listParts(...call);
  }

  override async completeUpload(
    ...call: Parameters<CosClient['completeUpload']>
  ): ReturnType<CosClient['completeUpload']> {
    await this.landBefore('completeUpload');
    return super.completeUpload(...call);
  }

  private async landBefore(moment: Moment): Promise<void> {
    if (this.moment !== moment || this.landed >= this.times) return;
    this.landed += 1;
    await this.land?.();
  }
}

describe('a copy that was given up and lands later', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let path: string;

  before(async () => {
    files = await TemporaryFiles.create();
    path = await files.write(rebuilt);
  });
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice();
    practice.sandbox.conditions.policy.copying = 'application';
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
  });
  afterEach(() => practice.sandbox.stop());

  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;

  /** Uploads; what lands has another byte than the file. */
  async function upload(store: CosClient): Promise<number> {
    const reusable = storeBase(practice, otherBase(0));
    const findReusable = () => Promise.resolve(reusable);
    const uploader = new FileUploader(store, { sleep: () => Promise.resolve() });
    const result = await uploader.upload({ ...requestOf(practice, grant, path), findReusable }, new RecordedRun());
    await uploader.settled();
    assert.ok(practice.sandbox.store.get(grant.bucket, grant.key)?.bytes.equals(rebuilt), 'the object is the file');
    assert.deepEqual(practice.sandbox.store.uploads, []);
    assert.equal(result.copiedBytes, undefined);
    practice.sandbox.store.delete(grant.bucket, grant.key);
    return asked('UploadPart');
  }

  async function ordinaryParts(): Promise<number> {
    const count = await upload(new LateCopies('listParts', 0));
    practice.sandbox.requests.clear();
    return count;
  }

  it('is found before the parts are joined, and its part is sent again', async () => {
    const parts = await ordinaryParts();
    assert.equal(await upload(new LateCopies('listParts')), parts + 1);
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('CompleteMultipartUpload')], [1, 1]);
  });

  it('is found when COS does not join the parts', async () => {
    const parts = await ordinaryParts();
    assert.equal(await upload(new LateCopies('completeUpload')), parts + 1);
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('CompleteMultipartUpload')], [1, 2]);
  });

  it('is found by the sum of the whole where it lands again and again, and all is sent anew', async () => {
    const store = new LateCopies('completeUpload', 3);
    await upload(store);
    assert.equal(store.landed, 3);
    assert.equal(asked('InitiateMultipartUpload'), 2);
  });

  it('is nothing to find where COS may not list the parts: what it does not join is sent anew', async () => {
    const effect = { type: 'status', status: 403, code: 'AccessDenied' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'ListParts', nth: 1, times: Infinity, effect }];
    await upload(new LateCopies('completeUpload'));
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('CompleteMultipartUpload')], [2, 2]);
  });
});
