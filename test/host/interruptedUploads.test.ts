import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { TemClient } from '../../src/cloud/tem/temClient';
import { AppError } from '../../src/core/errors';
import type { Connection, UploadOrder } from '../../src/core/model';
import type { ProgressContext } from '../../src/core/ports/progressContext';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { discardUpload } from '../../src/core/discardUpload';
import { uploadPackage } from '../../src/core/uploadPackage';
import { checkPackageFile } from '../../src/jar/checkPackageFile';
import { Sandbox } from '../../src/sandbox/sandbox';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { discardUploadCommand } from '../../src/ui/uploads/discardUpload';
import type { Upload } from '../../src/ui/uploads/upload';
import { uploadItem } from '../../src/ui/uploads/uploadItem';
import { forSelectedNodes } from '../../src/ui/vscode/forSelectedNodes';
import { removableUploads } from '../../src/ui/uploads/uploadFilters';
import { Uploads } from '../../src/ui/uploads/uploads';
import { FileUploader } from '../../src/transfer/upload/fileUploader';
import { bootJar } from '../fixtures/bootJar';
import { MemoryJournal } from '../fixtures/memoryJournal';
import { viewOf } from '../fixtures/viewOf';
import { noReuse } from '../fixtures/noReuse';

describe('uploads that stopped half-way', () => {
  let jar: Buffer;
  let folder: string;
  let sandbox: Sandbox;
  let journal: MemoryJournal;
  let uploads: Uploads;
  let failures: string[];
  let discard: (unfinished: UnfinishedUpload, signal: AbortSignal) => Promise<void>;

  before(async () => {
    jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 8 * 1024 * 1024, seed: 1 });
  });

  beforeEach(async () => {
    failures = [];
    folder = await mkdtemp(join(tmpdir(), 'tem-interrupted-'));
    await writeFile(join(folder, 'orders-1.4.2.jar'), jar);
    sandbox = await Sandbox.start();
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    journal = new MemoryJournal();
    const needs = {
      connections: { connect: () => Promise.resolve(connection) },
      tem: new TemClient(),
      packageFile: { check: checkPackageFile },
      // Nobody has to wait for the pauses between the tries.
      uploader: new FileUploader(new CosClient(), { sleep: () => Promise.resolve() }),
      journal,
      reuseOf: noReuse,
      records: { of: () => [], add: () => Promise.resolve() },
      clock: { now: () => Date.now() },
    };
    const upload = (order: UploadOrder, run: ProgressContext) => uploadPackage(needs, order, run);
    uploads = new Uploads({ upload, journal, maxConcurrent: () => 3 });
    discard = (unfinished, signal) => discardUpload(needs, unfinished, signal);
  });

  afterEach(async () => {
    uploads.dispose();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const withErrorReporting: WithErrorReporting = async (_what, job) => {
    const outcome = await outcomeOf(job);
    if (outcome.kind === 'failed') failures.push(outcome.error instanceof AppError ? outcome.error.failure : 'other');
    return outcome;
  };
  const item = (upload: Upload): vscode.TreeItem => uploadItem(upload);
  const arrived = () => sandbox.requests.of('UploadPart').filter(({ status }) => status === 200).length;
  const stored = () => sandbox.store.objects().filter(({ key }) => key.endsWith('orders-1.4.2.jar'));

  /** An upload whose network is gone after five parts. */
  async function stopped(): Promise<Upload> {
    const effect = { type: 'reset', when: 'beforeBody' } as const;
    sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 6, times: Infinity, effect }];
    const target = {
      accountId: 'a',
      region: 'ap-guangzhou',
      applicationId: 'service-gn54vdy6',
      applicationName: 'orders',
    };
    const packageName = 'orders-1.4.2.jar';
    const path = join(folder, packageName);
    const upload = uploads.start({ id: 'one', target, path, packageName, versionTemplate: '${timestamp}' });
    assert.equal((await uploads.ended(upload)).kind, 'failed');
    sandbox.conditions.faults = [];
    return upload;
  }

  it('say how far they came, and go on from there when tried again', async () => {
    const upload = await stopped();
    assert.match(item(upload).description as string, /^Offline · stopped at [1-9]\d% · orders$/);
    assert.equal(item(upload).contextValue, 'upload failed resumable');
    const known = [...journal.entries.values()][0]?.checkpoint.completedParts.length ?? 0;
    const before = arrived();
    assert.equal(uploads.retry(upload), upload);
    assert.equal((await uploads.ended(upload)).kind, 'finished');
    const [part] = sandbox.requests.of('UploadPart').filter(({ status }) => status === 200);
    assert.equal(arrived() - before, Math.ceil(jar.length / (part?.received ?? 1)) - known);
    assert.ok(stored()[0]?.bytes.equals(jar));
    assert.equal(journal.entries.size, 0);
  });

  it('keep what they have when they are stopped before they went on', async () => {
    const upload = await stopped();
    uploads.retry(upload);
    uploads.cancel(upload);
    assert.equal((await uploads.ended(upload)).kind, 'interrupted');
    assert.equal(item(upload).contextValue, 'upload interrupted resumable');
    assert.equal(sandbox.store.uploads.length, 1);
  });

  it('are listed by the next window for as long as nobody else takes them up', async () => {
    const upload = await stopped();
    const [unfinished] = [...journal.entries.values()];
    assert.ok(unfinished);
    uploads.remove(upload);
    const [listed, ...more] = uploads.restore([unfinished]);
    assert.ok(listed && more.length === 0);
    assert.match(item(listed).description as string, /^stopped at [1-9]\d% · orders$/);
    assert.match(
      item(listed).accessibilityInformation?.label ?? '',
      /^The upload of orders-1\.4\.2\.jar to \S+ was interrupted\. Stopped at \d+%\. The upload can be resumed\.$/,
    );
    assert.equal(item(listed).contextValue, 'upload interrupted resumable');
    assert.deepEqual(uploads.restore([unfinished]), [], 'what is listed is not new');
    uploads.restore([]);
    assert.deepEqual(uploads.all, []);
  });

  it('leave nothing in the store when they are discarded', async () => {
    const upload = await stopped();
    assert.equal(sandbox.store.uploads.length, 1);
    await discardUploadCommand({ uploads, withErrorReporting, discard })([upload]);
    assert.deepEqual(sandbox.store.uploads, []);
    assert.deepEqual(stored(), []);
    assert.deepEqual(uploads.all, []);
    assert.equal(journal.entries.size, 0);
  });

  it('are discarded, not just taken off the list: their parts would stay in the store for ever', async () => {
    const upload = await stopped();
    await forSelectedNodes(viewOf([upload]), removableUploads, (several) =>
      several.forEach((one) => uploads.remove(one)),
    )(upload);
    assert.deepEqual(uploads.all, [upload]);
    assert.equal(journal.entries.size, 1);
  });

  it('are not uploaded anew by an offer that still stands there when another window has gone on with them', async () => {
    uploads.remove(await stopped());
    const [unfinished] = [...journal.entries.values()];
    assert.ok(unfinished);
    const [offered] = uploads.restore([unfinished]);
    uploads.restore([]);
    assert.ok(offered);
    assert.equal(uploads.retry(offered), undefined);
    assert.deepEqual(uploads.all, []);
  });

  it('are left to another order that goes on under their key when their id is lost, and dropped after it', async () => {
    await stopped();
    const [entry] = [...journal.entries.values()];
    assert.ok(entry);
    const lost = { ...entry, order: { ...entry.order, id: 'lost' }, checkpoint: { ...entry.checkpoint, uploadId: '' } };
    journal.entries.set('lost', lost);
    await discard(lost, new AbortController().signal);
    assert.equal(sandbox.store.uploads.length, 1);
    assert.deepEqual([...journal.drops], [lost]);
  });

  it('stay in the list when the store refuses to discard them, and are dropped another time', async () => {
    const upload = await stopped();
    sandbox.conditions.faults = [
      {
        kind: 'AbortMultipartUpload',
        nth: 1,
        times: Infinity,
        effect: { type: 'status', status: 403, code: 'AccessDenied' },
      },
    ];
    await discardUploadCommand({ uploads, withErrorReporting, discard })([upload]);
    assert.deepEqual(failures, ['grantRefused']);
    assert.deepEqual(uploads.all, [upload]);
    assert.deepEqual([journal.entries.size, journal.drops.size], [0, 1]);
  });
});
