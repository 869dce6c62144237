import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { discardUpload } from '../../../src/core/discardUpload';
import { runPendingCleanups } from '../../../src/core/runPendingCleanups';
import type { UploadOrder } from '../../../src/core/model';
import { uploadPackage } from '../../../src/core/uploadPackage';
import { FileJournal } from '../../../src/journal/fileJournal';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import type { Moment } from '../../../src/sandbox/fault';
import { seededBytes } from '../../fixtures/seededBytes';
import { noReuse } from '../../fixtures/noReuse';
import { applicationId, never, region, startPractice, type Practice } from '../cloud/practice';
import { RecordedRun } from '../transfer/upload/recordedRun';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

describe('what is left to drop never takes a package that was finished since', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let path: string;
  let moment: Moment;

  beforeEach(async () => {
    practice = await startPractice();
    files = await TemporaryFiles.create();
    path = await files.write(seededBytes(61, 6_000_000));
    moment = 'beforeAnswer';
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  /** A window of the home that keeps its journal in this folder. */
  const open = (home = 'journal') => ({
    connections: { connect: () => Promise.resolve(practice.connection) },
    tem: new TemClient(),
    packageFile: { check: () => Promise.resolve({ bytes: 1 }) },
    uploader: new FileUploader(new CosClient(), { sleep: () => Promise.resolve() }),
    journal: new FileJournal(join(files.folder, home)),
    reuseOf: noReuse,
    records: { of: () => [], add: () => Promise.resolve() },
    clock: Date,
  });
  const orderOf = (id: string): UploadOrder => {
    const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
    return { id, target, path, packageName: 'orders.jar', versionTemplate: 'v1' };
  };
  const isStored = ({ bucket, key }: { bucket: string; key: string }) => practice.sandbox.store.get(bucket, key);

  /** Cancels an upload whose parts have all arrived; then the network is away, and the window closes. */
  async function leave(): Promise<void> {
    const { conditions, requests } = practice.sandbox;
    const away = { type: 'reset', when: 'beforeBody' } as const;
    conditions.faults = [
      { kind: 'CompleteMultipartUpload', nth: 1, effect: { type: 'hang', when: moment } },
      ...['AbortMultipartUpload', 'HeadObject'].map((kind) => ({ kind, nth: 1, times: Infinity, effect: away })),
    ];
    const window = open();
    const run = new RecordedRun();
    const ending = uploadPackage(window, orderOf('o-1'), run);
    ending.catch(() => undefined);
    while ((await requests.next('CompleteMultipartUpload')).outcome !== 'hung');
    run.stop();
    await assert.rejects(ending, { failure: 'cancelled' });
    await window.uploader.settled();
    conditions.faults = [];
    assert.equal((await open().journal.pendingCleanups()).length, 1);
  }

  for (const when of ['afterBody', 'beforeAnswer'] as const) {
    it(`by the same order, tried again (${when})`, async () => {
      moment = when;
      await leave();
      const window = open();
      const uploaded = await uploadPackage(window, orderOf('o-1'), new RecordedRun());
      // Its end may still be written.
      await runPendingCleanups(window, ['a'], never());
      assert.ok(isStored(uploaded), 'the package is gone');
      assert.deepEqual(practice.sandbox.store.uploads, []);
      assert.deepEqual(await window.journal.pendingCleanups(), []);
    });
  }

  it('by somebody at another machine, be it the same to the byte', async () => {
    moment = 'afterBody';
    await leave();
    const uploaded = await uploadPackage(open('another home'), orderOf('o-2'), new RecordedRun());
    await runPendingCleanups(open(), ['a'], never());
    assert.ok(isStored(uploaded), 'the package is gone');
  });

  it('by an order whose note outlived it', async () => {
    const window = open();
    const noted: Parameters<FileJournal['save']>[] = [];
    const { journal } = window;
    const note = journal.save.bind(journal);
    journal.save = (...given) => (noted.push(given), note(...given));
    const uploaded = await uploadPackage(window, orderOf('o-1'), new RecordedRun());
    const left = noted.flatMap(([, unfinished]) => (unfinished ? [unfinished] : [])).at(-1);
    assert.ok(left);
    await note('o-1', left);
    await discardUpload(window, left, never());
    assert.ok(isStored(uploaded), 'the package is gone');
  });

  it('but what it became itself goes', async () => {
    await leave();
    const [left] = await open().journal.pendingCleanups();
    assert.ok(left && isStored(left.checkpoint));
    await runPendingCleanups(open(), ['a'], never());
    assert.ok(!isStored(left.checkpoint));
  });
});
