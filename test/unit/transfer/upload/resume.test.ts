import assert from 'node:assert/strict';
import { appendFile, truncate, utimes } from 'node:fs/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { Checkpoint } from '../../../../src/core/ports/uploadJournal';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { maxPutBytes } from '../../../../src/transfer/upload/planParts';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';
import { WithoutCrc } from './withoutCrc';

describe('FileTransfer, in parts', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let uploader: FileUploader;
  const bytes = seededBytes(41, 5_300_000);

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    practice = await startPractice();
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
    uploader = new FileUploader(new CosClient(), { sleep: () => Promise.resolve() });
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key)?.bytes;
  const asked = (kind: string) => practice.sandbox.requests.of(kind).length;

  for (const [sum, store, effect] of [
    ['ETag', new WithoutCrc(), { type: 'corruptBody' }],
    ['CRC-64', new CosClient(), { type: 'wrongCrc' }],
  ] as const) {
    it(`sends one part again, and not the whole, where its ${sum} in the store is another`, async () => {
      practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 2, effect }];
      const picky = new FileUploader(store, { sleep: () => Promise.resolve() });
      await picky.upload(requestOf(practice, grant, await files.write(bytes)), new RecordedRun());
      assert.deepEqual(stored(), bytes);
      assert.deepEqual([asked('InitiateMultipartUpload'), asked('CompleteMultipartUpload')], [1, 1]);
      assert.equal(asked('UploadPart'), 5);
    });
  }

  /** An upload that stopped when all but one of its four parts had arrived. */
  async function stopped(path: string): Promise<Checkpoint> {
    const points: (Checkpoint | undefined)[] = [];
    const effect = { type: 'reset', when: 'afterBody' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 4, times: Infinity, effect }];
    const onCheckpoint = (point: Checkpoint | undefined) => Promise.resolve(void points.push(point));
    const one = new FileUploader(new CosClient(), {
      sleep: () => Promise.resolve(),
      limiter: new ConnectionLimiter(undefined, { initial: 1, max: 1 }),
    });
    await assert.rejects(one.upload(requestOf(practice, grant, path, { onCheckpoint }), new RecordedRun()), {
      failure: 'offline',
    });
    await one.settled();
    practice.sandbox.conditions.faults = [];
    practice.sandbox.requests.clear();
    const last = points.at(-1);
    assert.equal(last?.completedParts.length, 3);
    return last;
  }

  const resume = (path: string, point: Checkpoint) =>
    uploader.upload(requestOf(practice, grant, path, { checkpoint: point }), new RecordedRun());

  it('goes on with what has not arrived, and only that', async () => {
    const path = await files.write(bytes);
    await resume(path, await stopped(path));
    assert.deepEqual(stored(), bytes);
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('UploadPart')], [0, 1]);
  });

  it('does not go on with a file that has changed, and drops its parts', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    await appendFile(path, 'x');
    await assert.rejects(resume(path, point), { failure: 'notResumable' });
    await uploader.settled();
    assert.deepEqual(practice.sandbox.store.uploads, []);
    assert.equal(stored(), undefined);
  });

  it('goes on with a file that only looks changed, as after a drive was mounted anew', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    await utimes(path, new Date(), new Date(Date.now() - 3_600_000));
    await resume(path, point);
    assert.deepEqual(stored(), bytes);
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('UploadPart')], [0, 1]);
  });

  it('does not go on with another file of that size, and drops its parts', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(2_000_000) ^ 1, 2_000_000);
    await files.write(other);
    await assert.rejects(resume(path, point), { failure: 'notResumable' });
    await uploader.settled();
    assert.deepEqual(practice.sandbox.store.uploads, []);
    assert.equal(stored(), undefined);
    assert.equal(asked('UploadPart'), 0);
  });

  it('stores the bytes of the file as it is where what has not arrived is other now', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(5_200_000) ^ 1, 5_200_000);
    await files.write(other);
    await resume(path, point);
    assert.deepEqual(stored(), other);
  });

  it('goes on with ETags that are no MD5', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    const { parts } = practice.sandbox.store.uploads[0]!;
    parts.forEach((part, number) => parts.set(number, { ...part, etag: `"opaque-${number}"` }));
    const completedParts = point.completedParts.map((part) => ({ ...part, etag: `"opaque-${part.number}"` }));
    await resume(path, { ...point, completedParts });
    assert.deepEqual(stored(), bytes);
    assert.equal(asked('UploadPart'), 1);
  });

  it('asks the store once more which parts it has where it does not take them, and sends what is missing', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    practice.sandbox.store.uploads[0]!.parts.delete(2);
    await resume(path, point);
    assert.deepEqual(stored(), bytes);
    assert.deepEqual([asked('ListParts'), asked('UploadPart'), asked('CompleteMultipartUpload')], [2, 2, 2]);
  });

  it('keeps the parts where a grant is refused once and for all in the middle, and asks TEM once', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    const effect = { type: 'status', status: 403, code: 'AccessDenied' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 1, times: Infinity, effect }];
    await assert.rejects(resume(path, point), { failure: 'grantRefused' });
    await uploader.settled();
    assert.deepEqual([asked('CreateCosToken'), asked('PutObject'), practice.sandbox.store.uploads.length], [1, 0, 1]);
    practice.sandbox.conditions.faults = [];
    await resume(path, point);
    assert.deepEqual(stored(), bytes);
  });

  it('drops the object that a resumed upload had become unnoticed, when its file has changed since', async () => {
    const path = await files.write(bytes);
    const points: (Checkpoint | undefined)[] = [];
    const onCheckpoint = (point: Checkpoint | undefined) => Promise.resolve(void points.push(point));
    await uploader.upload(requestOf(practice, grant, path, { onCheckpoint }), new RecordedRun());
    const whole = points.filter((point) => point !== undefined).at(-1);
    assert.ok(whole && stored());
    await appendFile(path, 'x');
    await assert.rejects(resume(path, whole), { failure: 'notResumable' });
    await uploader.settled();
    assert.equal(stored(), undefined);
  });

  it('does not touch what another upload known here has open under the same key', async () => {
    const path = await files.write(bytes);
    const point = { ...(await stopped(path)), uploadId: '', arrived: [] };
    const alone = requestOf(practice, grant, path, { checkpoint: point });
    await uploader.upload({ ...alone, isAlone: () => Promise.resolve(false) }, new RecordedRun());
    await uploader.settled();
    assert.equal(practice.sandbox.store.uploads.length, 1);
  });

  it('says so when the store has dropped the parts', async () => {
    const path = await files.write(bytes);
    const point = await stopped(path);
    practice.sandbox.store.close(point.uploadId);
    await assert.rejects(resume(path, point), { failure: 'notResumable' });
    await uploader.settled();
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });

  it('drops what a process began whose id was lost with it', async () => {
    const path = await files.write(bytes);
    await resume(path, { ...(await stopped(path)), uploadId: '', completedParts: [] });
    await uploader.settled();
    assert.deepEqual(stored(), bytes);
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });

  it('discards: nothing is left', async () => {
    const path = await files.write(bytes);
    await uploader.discard(
      { connection: practice.connection, grant, checkpoint: await stopped(path) },
      { signal: new RecordedRun().signal },
    );
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });

  it('remembers where parts are not allowed, for that application alone', async () => {
    practice.sandbox.conditions.policy.multipart = false;
    const path = await files.write(bytes);
    const send = (application: string) =>
      uploader.upload({ ...requestOf(practice, grant, path), application }, new RecordedRun());
    await send('service-1');
    assert.deepEqual(stored(), bytes);
    // Asked with a second grant before it is believed.
    assert.equal(asked('InitiateMultipartUpload'), 2);
    await send('service-1');
    assert.equal(asked('InitiateMultipartUpload'), 2);
    await send('service-2');
    assert.equal(asked('InitiateMultipartUpload'), 4);
  });

  it('tries parts all the same for what one PUT cannot take', async function () {
    // Only there a file of 5 GiB without content takes no room.
    if (process.platform === 'win32') this.skip();
    practice.sandbox.conditions.policy.multipart = false;
    const path = await files.write(bytes);
    await uploader.upload(requestOf(practice, grant, path), new RecordedRun());
    practice.sandbox.requests.clear();
    await truncate(path, maxPutBytes + 1);
    await assert.rejects(uploader.upload(requestOf(practice, grant, path), new RecordedRun()), {
      failure: 'grantRefused',
    });
    assert.equal(asked('InitiateMultipartUpload'), 2);
  });

  it('tells what has arrived from what is refused where only a look at it is', async () => {
    const path = await files.write(bytes);
    const lacks = { type: 'lacks', headers: ['x-cos-hash-crc64ecma'] } as const;
    practice.sandbox.conditions.faults = [
      { kind: 'CompleteMultipartUpload', nth: 1, effect: lacks },
      {
        kind: 'HeadObject',
        nth: 1,
        times: Infinity,
        effect: { type: 'status', status: 403, code: 'AccessDenied' },
      },
    ];
    await assert.rejects(uploader.upload(requestOf(practice, grant, path), new RecordedRun()), {
      failure: 'unverified',
    });
    await uploader.settled();
    assert.deepEqual(stored(), bytes);
  });

  it('needs no leave to list', async () => {
    practice.sandbox.conditions.policy.listing = false;
    await uploader.upload(requestOf(practice, grant, await files.write(bytes)), new RecordedRun());
    assert.deepEqual(stored(), bytes);
    assert.equal(asked('ListMultipartUploads'), 0);
  });

  it('settles a lost answer to the last request although the token expires before it can ask', async () => {
    practice.sandbox.conditions.faults = [
      { kind: 'CompleteMultipartUpload', nth: 1, effect: { type: 'reset', when: 'beforeAnswer' } },
      { kind: 'HeadObject', nth: 1, effect: { type: 'status', status: 400, code: 'ExpiredToken' } },
    ];
    await uploader.upload(requestOf(practice, grant, await files.write(bytes)), new RecordedRun());
    assert.deepEqual(stored(), bytes);
    assert.deepEqual([asked('CompleteMultipartUpload'), asked('HeadObject'), asked('CreateCosToken')], [1, 2, 1]);
  });

  it('goes on after a sleep of hours: connections lost, the network away for two minutes, the token too old', async () => {
    let ahead = 0;
    let away = 0;
    const reset = { type: 'reset', when: 'beforeBody' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 3, times: 20, effect: reset }];
    const sleep = (ms: number) => {
      ahead = 3 * 3_600_000;
      return Promise.resolve(void (away += ms));
    };
    const limiter = new ConnectionLimiter(undefined, { initial: 1, max: 1 });
    const one = new FileUploader(new CosClient(), { now: () => Date.now() + ahead, sleep, limiter });
    await one.upload(requestOf(practice, grant, await files.write(bytes)), new RecordedRun());
    assert.deepEqual(stored(), bytes);
    assert.ok(away > 100_000, `${away} ms`);
    const arrived = practice.sandbox.requests.of('UploadPart').filter(({ status }) => status === 200);
    assert.deepEqual([asked('InitiateMultipartUpload'), asked('CreateCosToken'), arrived.length], [1, 1, 4]);
  });

  it('gives a part that waited for a connection the grant of the moment when it gets it', async () => {
    let ahead = 0;
    const used: UploadGrant[] = [];
    class Watched extends CosClient {
      override async uploadPart(...call: Parameters<CosClient['uploadPart']>) {
        used.push(call[0].grant);
        ahead = 3_600_000;
        return super.uploadPart(...call);
      }
    }
    const limiter = new ConnectionLimiter(undefined, { initial: 1, max: 1 });
    const one = new FileUploader(new Watched(), { now: () => Date.now() + ahead, limiter });
    await one.upload(requestOf(practice, grant, await files.write(bytes)), new RecordedRun());
    assert.equal(used[0], grant);
    assert.ok(used.length === 4 && used.slice(1).every((later) => later !== grant));
  });

  it('shares its connections among several uploads', async () => {
    practice.sandbox.conditions.latency = 20;
    let [now, most] = [0, 0];
    class Counting extends CosClient {
      override async uploadPart(...call: Parameters<CosClient['uploadPart']>) {
        most = Math.max(most, ++now);
        return super.uploadPart(...call).finally(() => now--);
      }
    }
    uploader = new FileUploader(new Counting(), { limiter: new ConnectionLimiter(undefined, { initial: 3, max: 3 }) });
    const names = ['a.jar', 'b.jar', 'c.jar'];
    const grants = await Promise.all(names.map((name) => grantFor(practice, name)));
    const path = await files.write(bytes);
    await Promise.all(grants.map((one) => uploader.upload(requestOf(practice, one, path), new RecordedRun())));
    for (const { bucket, key } of grants) assert.deepEqual(practice.sandbox.store.get(bucket, key)?.bytes, bytes);
    assert.equal(most, 3);
  });
});
