import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import type { Checkpoint } from '../../../../src/core/ports/uploadJournal';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';
import { WithoutCrc } from './withoutCrc';

const soon = 200;

describe('FileTransfer, cancelled', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let path: string;
  let uploader: FileUploader;
  const bytes = seededBytes(17, 300_000);

  before(async () => {
    files = await TemporaryFiles.create();
    path = await files.write(bytes);
  });
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice();
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
    // Pauses a tenth as long as a person's.
    uploader = new FileUploader(new CosClient(), {
      sleep: (ms, signal) => sleep(ms / 10, undefined, signal && { signal }),
    });
  });
  afterEach(() => practice.sandbox.stop());

  const send = (run: RecordedRun, file = path) => uploader.upload(requestOf(practice, grant, file), run);
  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key);

  /** A run that has begun, with the whole file on its way and the store at work on it. */
  async function underway(): Promise<{ readonly run: RecordedRun; readonly sending: Promise<unknown> }> {
    const arrived = practice.sandbox.requests.arrival('PutObject');
    let isSent = false;
    const run = new RecordedRun((progress) => {
      isSent ||= progress.stage === 'sending' && progress.sent === progress.total;
    });
    const sending = send(run);
    sending.catch(() => undefined);
    await arrived;
    await eventually(() => isSent);
    return { run, sending };
  }

  async function endsSoon(sending: Promise<unknown>, run: RecordedRun): Promise<void> {
    const began = performance.now();
    run.stop();
    await assert.rejects(sending, { name: 'AppError', failure: 'cancelled' });
    const took = performance.now() - began;
    assert.ok(took < soon, `${took.toFixed()} ms`);
  }

  it('ends at once in the middle and leaves nothing', async () => {
    const large = await files.write(seededBytes(18, 24_000_000), 'large.jar');
    practice.sandbox.conditions.bandwidth = 5_000_000;
    const run = new RecordedRun();
    const arrived = practice.sandbox.requests.arrival('UploadPart');
    const sending = send(run, large);
    sending.catch(() => undefined);
    await arrived;
    await endsSoon(sending, run);
    const silent = run.reports.length;
    practice.sandbox.conditions.bandwidth = 0;
    await uploader.settled();
    assert.equal(stored(), undefined);
    assert.deepEqual(practice.sandbox.store.uploads, []);
    assert.equal(run.reports.length, silent);
    assert.deepEqual(practice.sandbox.requests.of('HeadObject'), []);
  });

  it('ends at once while the check of the file does not answer', async () => {
    const stop = new AbortController();
    const check = (): Promise<void> => {
      setImmediate(() => stop.abort());
      return new Promise(() => undefined);
    };
    const shipment = { ...requestOf(practice, grant, path), check };
    await assert.rejects(uploader.upload(shipment, { signal: stop.signal, report: () => undefined }), {
      failure: 'cancelled',
    });
  });

  it('ends at once though the journal cannot be written, as on a network home that has gone', async () => {
    const large = await files.write(seededBytes(21, 24_000_000), 'journal.jar');
    practice.sandbox.conditions.bandwidth = 5_000_000;
    const run = new RecordedRun();
    const never = () => new Promise<void>(() => undefined);
    let points = 0;
    const onCheckpoint = () => (++points === 1 ? Promise.resolve() : never());
    const arrived = practice.sandbox.requests.arrival('UploadPart');
    const sending = uploader.upload(requestOf(practice, grant, large, { onCheckpoint, onAbandon: never }), run);
    sending.catch(() => undefined);
    await arrived;
    await endsSoon(sending, run);
  });

  it('ends at once while the last note before the parts become an object is not written', async () => {
    const large = await files.write(seededBytes(22, 8_000_000), 'last.jar');
    const run = new RecordedRun();
    let isLast = (): void => undefined;
    const last = new Promise<void>((resolve) => (isLast = resolve));
    const onCheckpoint = (point: Checkpoint | undefined) => {
      if (!point || point.completedParts.length * point.partBytes < point.file.bytes) return Promise.resolve();
      isLast();
      return new Promise<void>(() => undefined);
    };
    const sending = uploader.upload(requestOf(practice, grant, large, { onCheckpoint }), run);
    sending.catch(() => undefined);
    await last;
    await endsSoon(sending, run);
    await uploader.settled();
    assert.equal(stored(), undefined);
    assert.deepEqual(practice.sandbox.store.uploads, []);
  });

  for (const when of ['beforeBody', 'afterBody', 'beforeAnswer'] as const) {
    it(`ends at once when the store is silent (${when}) and leaves nothing`, async () => {
      practice.sandbox.conditions.faults = [{ kind: 'PutObject', nth: 1, effect: { type: 'hang', when } }];
      const { run, sending } = await underway();
      if (when === 'beforeAnswer') await eventually(() => stored() !== undefined);
      await endsSoon(sending, run);
      await uploader.settled();
      assert.equal(stored(), undefined);
    });
  }

  it('ends at once while verifying, and the stored object is removed', async () => {
    practice.sandbox.conditions.faults = [{ kind: 'HeadObject', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    uploader = new FileUploader(new WithoutCrc(), { sleep: (ms) => sleep(ms / 10) });
    const run = new RecordedRun();
    const arrived = practice.sandbox.requests.arrival('HeadObject');
    const sending = send(run);
    await arrived;
    assert.ok(stored());
    await endsSoon(sending, run);
    await uploader.settled();
    assert.equal(stored(), undefined);
  });

  it('ends at once in the pause before another try', async () => {
    practice.sandbox.conditions.faults = [
      { kind: 'PutObject', nth: 1, times: 9, effect: { type: 'status', status: 503, code: 'SlowDown' } },
    ];
    const run = new RecordedRun();
    let stoppedAt = Infinity;
    const pause = (ms: number, signal?: AbortSignal): Promise<void> => {
      if (signal === run.signal) setImmediate(() => run.stop());
      if (signal === run.signal) stoppedAt = performance.now();
      return sleep(ms, undefined, signal && { signal });
    };
    uploader = new FileUploader(new CosClient(), { sleep: pause });
    await assert.rejects(send(run), { failure: 'cancelled' });
    assert.ok(performance.now() - stoppedAt < soon);
    assert.equal(practice.sandbox.requests.of('PutObject').length, 1);
  });

  it('does not touch an earlier package of the same version', async () => {
    const earlier = seededBytes(19, 1000);
    await send(new RecordedRun(), await files.write(earlier, 'earlier.jar'));
    practice.sandbox.conditions.faults = [{ kind: 'PutObject', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    const { run, sending } = await underway();
    await endsSoon(sending, run);
    await uploader.settled();
    assert.deepEqual(stored()?.bytes, earlier);
  });

  it('drops its parts although the grant that they began with has expired', async () => {
    let ahead = 0;
    const late = await startPractice({ now: () => Date.now() + ahead, conditions: { tokenLifetime: 100 } });
    try {
      const large = await files.write(seededBytes(20, 8_000_000), 'late.jar');
      late.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 3, effect: { type: 'hang', when: 'afterBody' } }];
      const one = new FileUploader(new CosClient(), {
        limiter: new ConnectionLimiter(undefined, { initial: 1, max: 1 }),
      });
      const run = new RecordedRun();
      const first = late.sandbox.requests.next('UploadPart');
      const sending = one.upload(requestOf(late, await grantFor(late), large), run);
      sending.catch(() => undefined);
      await first;
      ahead = 200_000;
      while ((await late.sandbox.requests.next('UploadPart')).outcome !== 'hung');
      await endsSoon(sending, run);
      await one.settled();
      assert.deepEqual(late.sandbox.store.uploads, []);
    } finally {
      await late.sandbox.stop();
    }
  });

  it('leaves an object alone that another order known here may have made, be it the same to the byte', async () => {
    practice.sandbox.conditions.faults = [
      { kind: 'PutObject', nth: 1, effect: { type: 'hang', when: 'beforeAnswer' } },
    ];
    const run = new RecordedRun();
    const hung = practice.sandbox.requests.next('PutObject');
    const isAlone = () => Promise.resolve(false);
    const sending = uploader.upload({ ...requestOf(practice, grant, path), isAlone }, run);
    sending.catch(() => undefined);
    await hung;
    await eventually(() => stored() !== undefined);
    await endsSoon(sending, run);
    await uploader.settled();
    assert.deepEqual(stored()?.bytes, bytes);
  });

  it('does not touch an earlier package of the same version, be it the same to the byte', async () => {
    await send(new RecordedRun());
    // The store tells ages in whole seconds.
    practice.sandbox.store.put(Object.assign(stored()!, { modifiedAt: Date.now() - 60_000 }));
    practice.sandbox.conditions.faults = [{ kind: 'PutObject', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    const { run, sending } = await underway();
    await endsSoon(sending, run);
    await uploader.settled();
    assert.deepEqual(stored()?.bytes, bytes);
  });

  it('does not let its cleaning hit the next upload of the same version', async () => {
    practice.sandbox.conditions.faults = [{ kind: 'PutObject', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    const { run, sending } = await underway();
    await endsSoon(sending, run);
    practice.sandbox.requests.clear();
    await send(new RecordedRun());
    await uploader.settled();
    assert.deepEqual(stored()?.bytes, bytes);
    // The first PUT itself may be told of only now.
    const kinds = practice.sandbox.requests.all.filter(({ effect }) => !effect).map(({ kind }) => kind);
    assert.equal(kinds.at(-1), 'PutObject');
    assert.deepEqual(new Set(kinds.slice(0, -1)), new Set(['HeadObject']));
  });

  it('stops waiting for the cleaning when it is cancelled too', async () => {
    practice.sandbox.conditions.faults = [{ kind: 'PutObject', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    const { run, sending } = await underway();
    await endsSoon(sending, run);
    const next = new RecordedRun();
    await endsSoon(send(next), next);
  });
});

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
