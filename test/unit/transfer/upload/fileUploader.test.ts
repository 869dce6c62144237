import assert from 'node:assert/strict';
import { mkdir, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { ObjectStore } from '../../../../src/core/ports/objectStore';
import type { Effect } from '../../../../src/sandbox/fault';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { Readers } from '../../../../src/hashing/readers';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';
import { WithoutCrc } from './withoutCrc';

const quick = { sleep: () => Promise.resolve() };

describe('FileTransfer on the sandbox', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  const bytes = seededBytes(11, 2_000_000);

  before(async () => (files = await TemporaryFiles.create()));
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice();
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
  });
  afterEach(() => practice.sandbox.stop());

  let uploader: FileUploader;
  const send = (path: string, run = new RecordedRun(), store: ObjectStore = new CosClient()) => {
    uploader = new FileUploader(store, quick);
    return uploader.upload(requestOf(practice, grant, path), run);
  };
  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key);
  const fault = (kind: string, effect: Effect, times = 1) => {
    practice.sandbox.conditions.faults.push({ service: 'cos', kind, nth: 1, times, effect });
  };
  const asked = () => practice.sandbox.requests.all.map(({ kind }) => kind);

  it('stores exactly the bytes of the file and says so', async () => {
    const run = new RecordedRun();
    const sent = await send(await files.write(bytes), run);
    assert.deepEqual(stored()?.bytes, bytes);
    const { bucket, key } = grant;
    assert.deepEqual(sent, { bucket, key, bytes: bytes.length, crc64: stored()?.crc64, etag: stored()?.etag });
    assert.deepEqual(run.stages, ['sending', 'verifying']);
    assert.deepEqual(run.reports[0], { stage: 'sending', sent: 0, total: bytes.length });
    assert.deepEqual(run.reports.at(-2), { stage: 'sending', sent: bytes.length, total: bytes.length });
    assert.deepEqual(asked(), ['PutObject']);
  });

  it('stores files of any length', async () => {
    for (const length of [1, 262_143, 262_144, 262_145, 524_288, 1_048_575, 1_048_576, 1_048_577]) {
      const wanted = bytes.subarray(0, length);
      await send(await files.write(wanted));
      assert.deepEqual(stored()?.bytes, wanted);
    }
  });

  it('leaves no file open, whatever happens', async function () {
    if (process.platform !== 'linux') return;
    const linked = async (fd: string) => readlink(join('/proc/self/fd', fd)).catch(() => '');
    const open = async () =>
      (await Promise.all((await readdir('/proc/self/fd')).map(linked))).filter((one) => one === path);
    const path = await files.write(bytes);
    for (let n = 0; n < 5; n++) {
      fault('PutObject', { type: 'status', status: 403, code: 'AccessDenied' }, 2);
      await assert.rejects(send(path), { failure: 'grantRefused' });
      await send(path);
    }
    // It is let go of a moment after the upload has ended.
    while ((await open()).length > 0) await nextTurn();
    const noThread = new Readers(() => {
      throw new Error('ERR_WORKER_INIT_FAILED');
    });
    const poor = new FileUploader(new CosClient(), { readers: noThread });
    for (let n = 0; n < 5; n++) {
      await assert.rejects(poor.upload(requestOf(practice, grant, path), new RecordedRun()), {
        failure: 'unreadable',
      });
    }
    while ((await open()).length > 0) await nextTurn();
  });

  describe('refuses, before anything is sent,', () => {
    afterEach(() => assert.deepEqual(asked(), []));

    it('a file that is gone, empty or a folder', async () => {
      await assert.rejects(send(join(files.folder, 'none.jar')), { failure: 'gone' });
      await assert.rejects(send(await files.write('', 'empty.jar')), { failure: 'emptyPackage' });
      await mkdir(join(files.folder, 'folder.jar'));
      await assert.rejects(send(join(files.folder, 'folder.jar')), { failure: 'unreadable' });
    });

    it('a run that was stopped already', async () => {
      const run = new RecordedRun();
      run.stop();
      await assert.rejects(send(await files.write(bytes), run), { failure: 'cancelled' });
    });
  });

  describe('when the network or the store fails', () => {
    it('sends again after a lost connection', async () => {
      fault('PutObject', { type: 'reset', when: 'beforeBody' });
      fault('PutObject', { type: 'reset', when: 'afterBody' }, 2);
      await send(await files.write(bytes));
      assert.deepEqual(stored()?.bytes, bytes);
      assert.equal(practice.sandbox.requests.of('PutObject').length, 3);
    });

    it('settles a lost answer by asking, not by sending again', async () => {
      fault('PutObject', { type: 'reset', when: 'beforeAnswer' });
      const sent = await send(await files.write(bytes));
      assert.equal(sent.crc64, stored()?.crc64);
      assert.equal(practice.sandbox.requests.of('PutObject').length, 1);
    });

    it('sends again when the store is busy or slowed down', async () => {
      fault('PutObject', { type: 'status', status: 503, code: 'SlowDown' });
      fault('PutObject', { type: 'status', status: 500, code: 'InternalError' }, 2);
      await send(await files.write(bytes));
      assert.deepEqual(stored()?.bytes, bytes);
    });

    it('gives up after twelve tries in minutes, with ever longer pauses', async () => {
      fault('PutObject', { type: 'reset', when: 'afterBody' }, Infinity);
      const pauses: number[] = [];
      const sleep = (ms: number) => Promise.resolve(void pauses.push(ms));
      const uploader = new FileUploader(new CosClient(), { sleep, random: () => 1 });
      const path = await files.write(bytes);
      const sending = uploader.upload(requestOf(practice, grant, path), new RecordedRun());
      await assert.rejects(sending, { failure: 'offline' });
      assert.deepEqual(pauses.slice(0, 8), [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
      assert.equal(practice.sandbox.requests.of('PutObject').length, 12);
      assert.equal(stored(), undefined);
    });

    it('asks TEM once for another grant where it was refused, and does not insist then', async () => {
      for (const [code, failure] of [
        ['AccessDenied', 'grantRefused'],
        ['NoSuchBucket', 'grantUnfit'],
      ] as const) {
        practice.sandbox.requests.clear();
        fault('PutObject', { type: 'status', status: 403, code }, 2);
        await assert.rejects(send(await files.write(bytes)), { failure, requestId: /./ });
        assert.deepEqual(asked(), ['PutObject', 'CreateCosToken', 'PutObject']);
      }
    });

    it('ends when the store falls silent', async () => {
      fault('PutObject', { type: 'hang', when: 'afterBody' }, Infinity);
      const store = new CosClient({ idleTimeoutMs: 50 });
      await assert.rejects(send(await files.write(bytes), undefined, store), { failure: 'timedOut' });
    });

    it('asks a store that answers without a CRC-64, and asks again when that was lost', async () => {
      fault('HeadObject', { type: 'hang', when: 'afterBody' });
      await send(await files.write(bytes), undefined, new WithoutCrc({ idleTimeoutMs: 200 }));
      assert.deepEqual(asked(), ['PutObject', 'HeadObject', 'HeadObject']);
    });

    it('needs no leave to ask where the answer to the PUT says it all', async () => {
      fault('HeadObject', { type: 'status', status: 403, code: 'AccessDenied' }, 1);
      await send(await files.write(bytes));
      assert.deepEqual(asked(), ['PutObject']);
    });
  });

  describe('when the store holds other bytes', () => {
    for (const [what, kind, effect] of [
      ['bytes were damaged on the way', 'PutObject', { type: 'corruptBody' }],
      ['the store tells another CRC-64', 'PutObject', { type: 'wrongCrc' }],
    ] as const) {
      it(`says so and removes the object when that happens again (${what})`, async () => {
        fault(kind, effect, Infinity);
        if (effect.type === 'wrongCrc') fault('HeadObject', effect, Infinity);
        await assert.rejects(send(await files.write(bytes)), { failure: 'corrupted', detail: /CRC-64/ });
        // Its words say that nothing of it is there: it is not said before that is so.
        assert.equal(stored(), undefined);
        await uploader.settled();
      });
    }

    it('sends again when the answer was lost and the bytes are damaged', async () => {
      const other = seededBytes(12, bytes.length);
      await send(await files.write(other));
      fault('PutObject', { type: 'reset', when: 'afterBody' });
      await send(await files.write(bytes));
      assert.deepEqual(stored()?.bytes, bytes);
    });

    for (const [what, told, failure, detail] of [
      ['gives neither length nor CRC-64', { etag: 'x' }, 'unverified', /no CRC-64/],
      ['gives no CRC-64', { bytes: bytes.length, etag: 'x' }, 'unverified', /no CRC-64/],
      ['has no such object', undefined, 'notStored', /HeadObject finds no object/],
      ['has fewer bytes', { bytes: 1, etag: 'x' }, 'wrongLeft', /has 1 bytes/],
      ['has other bytes', { etag: 'x', crc64: '1' }, 'wrongLeft', /returned CRC-64 1,/],
    ] as const) {
      it(`does not believe a store that ${what}, and removes nothing that it cannot tell`, async () => {
        class Odd extends WithoutCrc {
          override head = () => Promise.resolve(told);
        }
        const odd = new Odd();
        await assert.rejects(send(await files.write(bytes), undefined, odd), { failure, detail });
        await uploader.settled();
        assert.deepEqual(stored()?.bytes, bytes);
        assert.equal(practice.sandbox.requests.of('PutObject').length, failure === 'unverified' ? 1 : 2);
      });
    }

    it('leaves a wrong object alone that another order may have made', async () => {
      fault('PutObject', { type: 'corruptBody' }, Infinity);
      const one = new FileUploader(new CosClient(), quick);
      const shipment = requestOf(practice, grant, await files.write(bytes));
      const shared = { ...shipment, isAlone: () => Promise.resolve(false) };
      await assert.rejects(one.upload(shared, new RecordedRun()), { failure: 'wrongLeft' });
      await one.settled();
      assert.ok(stored());
    });
  });
});
