import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { Reusable } from '../../../../src/core/delta/deltaPlan';
import type { UploadGrant } from '../../../../src/core/model';
import type { StoredSums } from '../../../../src/core/ports/objectStore';
import type { UploadRequest, UploadResult } from '../../../../src/core/ports/uploader';
import type { Effect } from '../../../../src/sandbox/fault';
import { FileUploader, type FileUploaderOptions } from '../../../../src/transfer/upload/fileUploader';
import { MemoryLog } from '../../../fixtures/memoryLog';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { changedBytes, otherBase, rebuilt, storeBase } from './rebuiltPackage';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

const quick = { sleep: () => Promise.resolve() };

/** The real client, but for what COS tells of a copied part. */
class SpoiltCopies extends CosClient {
  constructor(
    private readonly spoil: (sums: StoredSums, n: number) => StoredSums,
    private copies = 0,
  ) {
    super();
  }

  override async copyPart(...call: Parameters<CosClient['copyPart']>): Promise<StoredSums> {
    return this.spoil(await super.copyPart(...call), (this.copies += 1));
  }
}

describe('an upload of which COS has most', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let path: string;
  let reusable: Reusable;
  let uploader: FileUploader;
  let refused: number;
  let run: RecordedRun;
  let log: MemoryLog;

  before(async () => {
    files = await TemporaryFiles.create();
    path = await files.write(rebuilt);
  });
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice();
    practice.sandbox.conditions.policy.copying = 'application';
    grant = await grantFor(practice);
    reusable = storeBase(practice);
    practice.sandbox.requests.clear();
    refused = 0;
    run = new RecordedRun();
    log = new MemoryLog();
  });
  afterEach(async () => {
    await uploader.settled();
    await practice.sandbox.stop();
  });

  const request = (more: Partial<UploadRequest> = {}): UploadRequest => ({
    ...requestOf(practice, grant, path),
    findReusable: () => Promise.resolve(reusable),
    onCopyRefused: () => void (refused += 1),
    ...more,
  });
  const upload = (
    more: Partial<UploadRequest> = {},
    store = new CosClient(),
    options: FileUploaderOptions = {},
  ): Promise<UploadResult> => {
    uploader = new FileUploader(store, { ...quick, log, ...options });
    return uploader.upload(request(more), run);
  };
  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key);
  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;
  const sentBytes = () => practice.sandbox.requests.of('UploadPart').reduce((sum, one) => sum + one.received, 0);
  const fault = (effect: Effect, more: { kind?: string; nth?: number; times?: number } = {}) => {
    practice.sandbox.conditions.faults.push({ service: 'cos', kind: 'UploadPartCopy', nth: 1, ...more, effect });
  };
  const isWhole = () => assert.ok(stored()?.bytes.equals(rebuilt), 'the object is the file');
  const leftNothing = () => assert.deepEqual(practice.sandbox.store.uploads, []);

  it('sends only what has changed', async () => {
    const result = await upload();
    isWhole();
    leftNothing();
    assert.equal(sentBytes(), changedBytes);
    assert.deepEqual(
      [asked('InitiateMultipartUpload'), asked('CompleteMultipartUpload'), asked('ListParts'), asked('HeadObject')],
      [1, 1, 0, 0],
    );
    const { bucket, key } = grant;
    const copiedBytes = rebuilt.length - changedBytes;
    const { crc64, etag } = stored()!;
    assert.deepEqual(result, { bucket, key, bytes: rebuilt.length, crc64, etag, copiedBytes });
  });

  it('sends nothing where nothing has changed', async () => {
    const { base } = storeBase(practice, rebuilt);
    reusable = { base, ranges: [{ start: 0, end: rebuilt.length, baseStart: 0 }] };
    const { copiedBytes } = await upload();
    isWhole();
    assert.deepEqual([asked('UploadPart'), copiedBytes], [0, rebuilt.length]);
  });

  it('says how much is to be sent, how much not, and counts copies as nothing that was sent', async () => {
    await upload();
    const reused = rebuilt.length - changedBytes;
    const sending = run.reports.filter((report) => report.stage === 'sending');
    assert.ok(sending.every((report) => report.reused === reused && report.total === changedBytes));
    assert.deepEqual([sending[0]?.sent, sending.at(-1)?.sent], [0, changedBytes]);
    assert.deepEqual(
      [sending[0]?.copying, sending.at(-1)?.copying],
      [reused, undefined],
      'and how much still is copied',
    );
    const parts = asked('UploadPart') + asked('UploadPartCopy');
    const line = log.infoLines.find((one) => one.includes('upload of'));
    assert.match(
      line ?? '',
      new RegExp(`, ${changedBytes} bytes in .*, ${parts} parts, 0 resumed, ${asked('UploadPartCopy')} copied`),
    );
  });

  it('has nothing else copied while the first copy is pending, and sends beside it', async () => {
    fault({ type: 'hang', when: 'afterBody' });
    const uploading = upload({}, undefined, { copyPatienceMs: 60_000 });
    await practice.sandbox.requests.next('UploadPart');
    assert.equal(asked('UploadPartCopy'), 1);
    run.stop();
    await assert.rejects(uploading, { failure: 'cancelled' });
    await uploader.settled();
    assert.equal(asked('UploadPartCopy'), 1);
    leftNothing();
    assert.equal(stored(), undefined);
  });

  describe('sends everything in the same upload after one copy', () => {
    afterEach(() => {
      isWhole();
      leftNothing();
      assert.deepEqual([asked('InitiateMultipartUpload'), asked('CreateCosToken')], [1, 0]);
      assert.equal(sentBytes(), rebuilt.length);
      const last = run.reports.filter((report) => report.stage === 'sending').at(-1);
      assert.deepEqual(last, { stage: 'sending', sent: rebuilt.length, total: rebuilt.length });
      assert.equal(log.infoLines.filter((line) => line.includes('UploadPartCopy: ')).length, 1);
    });

    for (const copying of ['none', 'ownKey'] as const) {
      it(`that the policy ${copying} does not allow, which is remembered`, async () => {
        practice.sandbox.conditions.policy.copying = copying;
        await upload();
        assert.deepEqual([asked('UploadPartCopy'), refused, asked('ListParts')], [1, 1, 0]);
      });
    }

    it('of a package that is gone', async () => {
      practice.sandbox.store.delete(reusable.base.bucket, reusable.base.key);
      await upload();
      assert.deepEqual([asked('UploadPartCopy'), refused, asked('ListParts')], [1, 0, 0]);
    });

    it('of a package that was replaced', async () => {
      storeBase(practice, otherBase(0));
      await upload();
      assert.deepEqual([asked('UploadPartCopy'), refused, asked('ListParts')], [1, 0, 0]);
    });

    for (const [status, code, count] of [
      [405, 'MethodNotAllowed', 1],
      [501, 'NotImplemented', 1],
      [400, 'InvalidRequest', 0],
      [404, 'NoSuchKey', 0],
      [404, 'NoSuchUpload', 0],
      [412, 'PreconditionFailed', 0],
    ] as const) {
      it(`that is answered ${status} ${code}`, async () => {
        fault({ type: 'status', status, code });
        await upload();
        assert.deepEqual([asked('UploadPartCopy'), refused, asked('ListParts')], [1, count, 0]);
      });
    }

    for (const effect of [{ type: 'reset', when: 'afterBody' }, { type: 'truncateAnswer' }] as const) {
      it(`that is not answered in whole, on a new connection either (${effect.type})`, async () => {
        fault(effect, { times: 2 });
        await upload();
        assert.ok(asked('UploadPartCopy') <= 2);
        assert.deepEqual([refused, asked('ListParts')], [0, 1]);
      });
    }

    for (const [what, effect] of [
      ['500', { type: 'status', status: 500, code: 'InternalError' }],
      ['503', { type: 'status', status: 503, code: 'SlowDown' }],
      ['an error inside of 200', { type: 'status', status: 200, code: 'InternalError' }],
      ['another answer', { type: 'garbage' }],
    ] as const) {
      it(`that ended in ${what}, and asks for the parts first, since the copy may land yet`, async () => {
        fault(effect);
        await upload();
        assert.deepEqual([asked('UploadPartCopy'), refused, asked('ListParts')], [1, 0, 1]);
      });
    }

    it('that is not answered in time', async () => {
      fault({ type: 'hang', when: 'afterBody' });
      await upload({}, undefined, { copyPatienceMs: 50 });
      assert.deepEqual([asked('ListParts'), refused], [1, 0]);
    });

    it('of which COS tells no sum', async () => {
      await upload({}, new SpoiltCopies(() => ({ etag: '"opaque"' })));
      assert.deepEqual([asked('UploadPartCopy'), refused], [1, 0]);
    });
  });

  it('keeps what was copied before a copy failed, and sends the rest', async () => {
    fault({ type: 'status', status: 403, code: 'AccessDenied' }, { nth: 3, times: Infinity });
    const { copiedBytes = 0 } = await upload();
    isWhole();
    assert.equal(refused, 0, 'copies are allowed');
    assert.ok(copiedBytes > 0);
    assert.equal(sentBytes(), rebuilt.length - copiedBytes);
  });

  it('goes on without the list of the parts where COS does not answer', async () => {
    for (const kind of ['UploadPartCopy', 'ListParts']) fault({ type: 'hang', when: 'afterBody' }, { kind });
    await upload({}, undefined, { copyPatienceMs: 50 });
    isWhole();
    assert.deepEqual([asked('ListParts'), asked('CompleteMultipartUpload')], [1, 1]);
  });

  it('takes no refusal to join copied parts for one of parts', async () => {
    const { base } = storeBase(practice, rebuilt);
    reusable = { base, ranges: [{ start: 0, end: rebuilt.length, baseStart: 0 }] };
    fault({ type: 'status', status: 403, code: 'AccessDenied' }, { kind: 'CompleteMultipartUpload', times: 2 });
    await upload();
    isWhole();
    assert.equal(asked('PutObject'), 1);
    await uploader.upload(request(), run);
    isWhole();
    assert.equal(asked('PutObject'), 1);
  });

  it('remembers no refusal of copies where everything is refused', async () => {
    const denied = { type: 'status', status: 403, code: 'AccessDenied' } as const;
    for (const kind of ['UploadPartCopy', 'UploadPart', 'PutObject']) fault(denied, { kind, times: Infinity });
    await assert.rejects(upload(), { failure: 'grantRefused' });
    assert.deepEqual([asked('UploadPartCopy'), refused], [1, 0]);
  });

  it('waits for the first copy no longer than the line would take, or two seconds', async () => {
    const history = { get: () => 1e9, record: () => Promise.resolve() };
    fault({ type: 'hang', when: 'afterBody' });
    await upload({}, undefined, { history });
    isWhole();
    assert.ok(
      log.infoLines.some((line) => line.includes('no response in 2 s')),
      log.infoLines.join(),
    );
  });

  it('waits for what can be copied no longer than the line would take, or a second', async () => {
    const history = { get: () => 1e9, record: () => Promise.resolve() };
    const began = performance.now();
    let isOver = false;
    const findReusable: UploadRequest['findReusable'] = (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          isOver = true;
          reject(new Error('aborted'));
        }),
      );
    await upload({ findReusable }, undefined, { history });
    isWhole();
    assert.ok(performance.now() - began >= 900);
    assert.deepEqual([asked('UploadPartCopy'), isOver], [0, true]);
  });

  it('sends a part alone whose bytes are others in the base, and copies on', async () => {
    reusable = storeBase(practice, otherBase(0));
    const { copiedBytes = 0 } = await upload();
    isWhole();
    // The copy may have gone out twice, and land once more.
    assert.deepEqual([refused, asked('ListParts')], [0, 1]);
    assert.ok(copiedBytes > 0);
    assert.equal(sentBytes(), rebuilt.length - copiedBytes);
    assert.equal(asked('UploadPart'), 2);
  });

  it('compares the MD5 that the ETag is where COS tells no CRC-64', async () => {
    const withoutCrc = () => new SpoiltCopies(({ etag }) => ({ ...(etag !== undefined && { etag }) }));
    await upload({}, withoutCrc());
    assert.equal(sentBytes(), changedBytes);
    practice.sandbox.requests.clear();
    reusable = storeBase(practice, otherBase(0));
    await upload({}, withoutCrc());
    isWhole();
    assert.equal(asked('UploadPart'), 2);
  });

  it('sends a part whose CRC-64 is told as another', async () => {
    fault({ type: 'wrongCrc' }, { nth: 2 });
    await upload();
    isWhole();
    assert.equal(asked('UploadPart'), 2);
  });

  it('asks for another grant once where it expires during a copy, and copies on', async () => {
    fault({ type: 'status', status: 403, code: 'ExpiredToken' }, { nth: 2 });
    await upload();
    isWhole();
    assert.deepEqual([asked('CreateCosToken'), sentBytes(), refused], [1, changedBytes, 0]);
  });

  for (const [what, kind, times] of [
    ['does not join copied parts', 'CompleteMultipartUpload', 2],
    ['takes no other parts beside copied ones', 'UploadPart', 1],
  ] as const) {
    it(`begins again without copies where COS ${what}`, async () => {
      fault({ type: 'status', status: 400, code: 'InvalidRequest' }, { kind, times });
      const result = await upload();
      isWhole();
      await uploader.settled();
      leftNothing();
      assert.deepEqual([asked('InitiateMultipartUpload'), result.copiedBytes], [2, undefined]);
    });
  }

  for (const [status, code] of [
    [405, 'MethodNotAllowed'],
    [412, 'PreconditionFailed'],
    [501, 'NotImplemented'],
  ] as const) {
    it(`begins again without copies where COS answers ${status} ${code} to parts of both kinds`, async () => {
      fault({ type: 'status', status, code }, { kind: 'CompleteMultipartUpload' });
      const result = await upload();
      isWhole();
      await uploader.settled();
      leftNothing();
      assert.deepEqual([asked('InitiateMultipartUpload'), asked('PutObject'), result.copiedBytes], [2, 0, undefined]);
    });
  }

  it('begins again in smaller parts, without copies, where something on the way takes none so large', async () => {
    fault({ type: 'intercept', status: 413, headers: {}, body: 'too large' }, { kind: 'UploadPart', times: 1 });
    await upload();
    isWhole();
    await uploader.settled();
    leftNothing();
    assert.equal(asked('InitiateMultipartUpload'), 2);
    assert.ok(practice.sandbox.requests.of('UploadPart').every(({ received }) => received <= changedBytes));
  });

  it('goes by one PUT where parts are refused', async () => {
    practice.sandbox.conditions.policy.multipart = false;
    const result = await upload();
    isWhole();
    assert.deepEqual([asked('UploadPartCopy'), asked('PutObject'), refused, result.copiedBytes], [0, 1, 0, undefined]);
  });

  it('plans no copies from another bucket, nor for a file that goes by one PUT', async () => {
    reusable = { ...reusable, base: { ...reusable.base, bucket: 'other-1300555551' } };
    await upload();
    isWhole();
    assert.deepEqual([asked('UploadPartCopy'), sentBytes()], [0, rebuilt.length]);
    let searches = 0;
    const small = await files.write(rebuilt.subarray(0, 2_000_000), 'small.jar');
    const findReusable = () => Promise.resolve(void (searches += 1));
    await upload({ path: small, findReusable });
    assert.equal(searches, 0);
  });

  it('goes on without copies where the search for them fails', async () => {
    await upload({ findReusable: () => Promise.reject(new Error('no')) });
    isWhole();
    assert.equal(asked('UploadPartCopy'), 0);
  });

  it('gives up copies that move less than the line does', async () => {
    const history = { get: () => 1e12, record: () => Promise.resolve() };
    practice.sandbox.conditions.latency = 210;
    await upload({}, undefined, { history });
    isWhole();
    assert.equal(asked('UploadPartCopy'), 1);
    assert.ok(log.infoLines.some((line) => line.includes('less than the line takes')));
  });

  it('uploads again without copies where the object is not the file', async () => {
    fault({ type: 'wrongCrc' }, { kind: 'CompleteMultipartUpload' });
    fault({ type: 'wrongCrc' }, { kind: 'HeadObject' });
    const result = await upload();
    isWhole();
    assert.equal(result.copiedBytes, undefined);
    assert.deepEqual([asked('InitiateMultipartUpload'), sentBytes()], [2, changedBytes + rebuilt.length]);
  });

  it('uploads again without copies where COS has no CRC-64 of what it joined', async () => {
    const effect = { type: 'lacks', headers: ['x-cos-hash-crc64ecma'] } as const;
    fault(effect, { kind: 'CompleteMultipartUpload' });
    fault(effect, { kind: 'HeadObject' });
    const result = await upload();
    isWhole();
    assert.equal(result.copiedBytes, undefined);
  });

  it('ends with a file that changes while it is read for a copy', async () => {
    const changing = await files.write(rebuilt, 'changing.jar');
    fault({ type: 'hang', when: 'afterBody' });
    const uploading = upload({ path: changing }, undefined, { copyPatienceMs: 500 });
    await practice.sandbox.requests.next('UploadPart');
    await files.write(rebuilt.subarray(1), 'changing.jar');
    await assert.rejects(uploading, { failure: 'changedOnDisk' });
    await uploader.settled();
    leftNothing();
    assert.equal(stored(), undefined);
  });
});
