import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Connection, UploadOrder } from '../../src/core/model';
import type { ProgressContext } from '../../src/core/ports/progressContext';
import { uploadPackage, type UploadDeps } from '../../src/core/uploadPackage';
import { checkPackageFile } from '../../src/jar/checkPackageFile';
import { Sandbox } from '../../src/sandbox/sandbox';
import { LazyTree } from '../../src/ui/vscode/lazyTree';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { followUploads } from '../../src/ui/uploads/followUploads';
import type { Upload, UploadState } from '../../src/ui/uploads/upload';
import { Uploads } from '../../src/ui/uploads/uploads';
import { UploadsView } from '../../src/ui/uploads/uploadsView';
import { FileUploader } from '../../src/transfer/upload/fileUploader';
import { bootJar } from '../fixtures/bootJar';
import { MemoryJournal } from '../fixtures/memoryJournal';
import { noReuse } from '../fixtures/noReuse';
import { withoutMessages } from './withoutMessages';

const slow = 1_000_000;

describe('the Uploads view', () => {
  let jar: Buffer;
  /** More than the sockets of a machine hold, so that it is seen moving. */
  let large: Buffer;
  let folder: string;
  let sandbox: Sandbox;
  let uploads: Uploads;
  let view: UploadsView;
  let tree: LazyTree<Upload, UploadsView>;
  let maxConcurrent: number;
  let fired: { readonly rows: readonly Upload[] | undefined; readonly at: number }[];

  before(async () => {
    const orders = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders', seed: 1 };
    jar = await bootJar({ ...orders, bytes: 1024 * 1024 });
    large = await bootJar({ ...orders, bytes: 16 * 1024 * 1024 });
  });

  beforeEach(async () => {
    maxConcurrent = 3;
    fired = [];
    folder = await mkdtemp(join(tmpdir(), 'tem-uploads-'));
    sandbox = await Sandbox.start();
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const journal = new MemoryJournal();
    const needs: UploadDeps = {
      connections: { connect: () => Promise.resolve(connection) },
      tem: new TemClient(),
      packageFile: { check: checkPackageFile },
      uploader: new FileUploader(new CosClient()),
      journal,
      reuseOf: noReuse,
      records: { of: () => [], add: () => Promise.resolve() },
      clock: { now: () => Date.now() },
    };
    const upload = (order: UploadOrder, run: ProgressContext) => uploadPackage(needs, order, run);
    uploads = new Uploads({ upload, journal, maxConcurrent: () => maxConcurrent });
    tree = new LazyTree({ withErrorReporting: withoutMessages }, 'tem.uploads', (shown) =>
      Promise.resolve(new UploadsView(uploads, shown)),
    );
    view = await tree.load();
    // As VS Code does: it draws what it is told about, and all rows where it is told about the list.
    view.onDidChangeTreeData((rows) => {
      fired.push({ rows, at: performance.now() });
      (rows ?? view.getChildren()).forEach((row) => view.getTreeItem(row));
    });
  });

  afterEach(async () => {
    tree.dispose();
    uploads.dispose();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  async function start(name = 'orders', bytes = jar): Promise<Upload> {
    const packageName = `${name}-1.4.2.jar`;
    const path = join(folder, packageName);
    await writeFile(path, bytes);
    const target = {
      accountId: 'a',
      region: 'ap-guangzhou',
      applicationId: 'service-gn54vdy6',
      applicationName: 'orders',
    };
    return uploads.start({ id: crypto.randomUUID(), target, path, packageName, versionTemplate: '${timestamp}' });
  }

  const item = (upload: Upload): vscode.TreeItem => view.getTreeItem(upload);
  const text = (upload: Upload): string => `${item(upload).label as string} | ${item(upload).description as string}`;
  const icon = (upload: Upload): string => (item(upload).iconPath as vscode.ThemeIcon).id;
  const states = (): readonly string[] => [...uploads.all].reverse().map(({ state }) => state.kind);

  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      if (holds()) return resolve();
      const listening = uploads.onDidChange(() => {
        if (!holds()) return;
        listening.dispose();
        resolve();
      });
    });
  const nextFire = () =>
    new Promise<void>((resolve) => {
      const listening = view.onDidChangeTreeData(() => {
        listening.dispose();
        resolve();
      });
    });
  const isSending = (upload: Upload) => () =>
    upload.state.kind === 'running' && upload.state.progress.stage === 'sending' && upload.state.progress.sent > 0;
  const ended = async (...all: readonly Upload[]): Promise<readonly UploadState['kind'][]> =>
    (await Promise.all(all.map((one) => uploads.ended(one)))).map(({ kind }) => kind);

  it('is empty at first', () => {
    assert.deepEqual(view.getChildren(), []);
    assert.equal(view.badge, undefined);
  });

  it('shows an upload moving, with percentage, bytes and speed, until it is finished', async () => {
    sandbox.conditions.sharedBandwidth = 4 * slow;
    const upload = await start('orders', large);
    assert.equal(text(upload), 'orders-1.4.2.jar | checking the file · orders');
    assert.equal(icon(upload), 'sync~spin');
    assert.equal(item(upload).contextValue, 'upload running');
    await until(() => /\d% · \d.* of 1\d\.\d MB · \d.*\/s · orders$/.test(text(upload)));
    assert.match(tooltipLines(item(upload)).join('\n'), /sending \d+% · .+ left/);
    assert.deepEqual(await ended(upload), ['finished']);
    assert.match(text(upload), /^orders-1\.4\.2\.jar \| \d{14} · 1\d\.\d MB · orders$/);
    assert.equal(icon(upload), 'check');
    assert.equal(item(upload).contextValue, 'upload finished');
  });

  it('tells everything of a finished one in its tooltip', async () => {
    const upload = await start();
    const end = await uploads.ended(upload);
    assert.ok(end.kind === 'finished');
    const { uploaded } = end;
    const tooltip = tooltipLines(item(upload)).join('\n');
    for (const line of [
      'orders-1.4.2.jar: uploaded',
      `File: ${join(folder, 'orders-1.4.2.jar')}`,
      'Application: orders (service-gn54vdy6)',
      'Region: Guangzhou (ap-guangzhou)',
      `Version: ${uploaded.version}`,
      `Path: ${uploaded.key}`,
      `CRC-64: ${uploaded.crc64}`,
    ]) {
      assert.ok(tooltip.split('\n').includes(line), `no line "${line}" in\n${tooltip}`);
    }
    assert.equal(sandbox.store.get(uploaded.bucket, uploaded.key)?.crc64, uploaded.crc64);
    assert.match(
      item(upload).accessibilityInformation?.label ?? '',
      /^orders-1\.4\.2\.jar was uploaded to orders as version \S+, .* MB\.$/,
    );
  });

  it('lists the newest first, each the same row for as long as it is there', async () => {
    const first = await start('first');
    const second = await start('second');
    assert.deepEqual(view.getChildren(), [second, first]);
    const ids = view.getChildren().map((row) => item(row).id);
    assert.equal(new Set(ids).size, 2);
    await ended(first, second);
    assert.deepEqual(view.getChildren(), [second, first]);
    assert.deepEqual(
      view.getChildren().map((row) => item(row).id),
      ids,
    );
  });

  it('lets no more run than allowed, the others in the order they came, and says that they wait', async () => {
    maxConcurrent = 2;
    sandbox.conditions.sharedBandwidth = slow;
    let most = 0;
    const begun: string[] = [];
    uploads.onDidChange((changed) => {
      most = Math.max(most, states().filter((is) => is === 'running').length);
      for (const { id, state } of changed) if (state.kind === 'running' && !begun.includes(id)) begun.push(id);
    });
    const all = [await start('a'), await start('b'), await start('c'), await start('d')];
    assert.deepEqual(states(), ['running', 'running', 'queued', 'queued']);
    assert.equal(text(all[3]!), 'd-1.4.2.jar | waiting for another upload · orders');
    assert.equal(icon(all[3]!), 'clock');
    assert.deepEqual(await ended(...all), ['finished', 'finished', 'finished', 'finished']);
    assert.equal(most, 2);
    assert.deepEqual(
      begun,
      all.map(({ id }) => id),
    );
  });

  it('lets several be cancelled at once, and each be tried again', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    const all = [await start('a', large), await start('b')];
    all.forEach((upload) => uploads.cancel(upload));
    assert.deepEqual(await ended(...all), ['cancelled', 'cancelled']);
    uploads.retry(all[1]!);
    uploads.cancel(all[1]!);
    assert.deepEqual(await uploads.ended(all[1]!), { kind: 'cancelled' });
  });

  it('starts those that wait as soon as more may run', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    const all = [await start('a'), await start('b'), await start('c')];
    maxConcurrent = 2;
    uploads.startWaiting();
    assert.deepEqual(states(), ['running', 'running', 'queued']);
    await ended(...all);
  });

  it('counts what runs and waits, and nothing else', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    // Large enough to run for as long as it is looked at.
    const all = [await start('a', large), await start('b'), await start('c')];
    await nextFire();
    assert.equal(view.badge?.value, 3);
    assert.equal(view.badge?.tooltip, 'Uploads running or waiting: 3');
    uploads.cancel(all[1]!);
    await nextFire();
    assert.equal(view.badge?.value, 2);
    uploads.cancel(all[0]!);
    await ended(...all);
    await nextFire();
    assert.equal(view.badge, undefined);
  });

  it('cancels one that waits without a word to TEM, and the others go on', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    const all = [await start('a'), await start('b'), await start('c')];
    uploads.cancel(all[1]!);
    assert.equal(text(all[1]!), 'b-1.4.2.jar | cancelled · orders');
    assert.equal(icon(all[1]!), 'circle-slash');
    assert.deepEqual(await ended(...all), ['finished', 'cancelled', 'finished']);
    assert.equal(sandbox.requests.of('CreateCosToken').length, 2);
  });

  it('cancels one that runs, which leaves nothing in the store, and lets the next one run', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow / 4;
    const before = sandbox.store.keys().length;
    const [running, waiting] = [await start('a'), await start('b')];
    await until(isSending(running));
    uploads.cancel(running);
    assert.deepEqual(await ended(running), ['cancelled']);
    assert.equal(waiting.state.kind, 'running');
    assert.equal(sandbox.store.keys().length, before);
    uploads.cancel(waiting);
    await ended(waiting);
  });

  it('says why one failed, in short and with the RequestId, and tries it again as the same row', async () => {
    sandbox.conditions.microserviceOffline = true;
    const upload = await start();
    assert.deepEqual(await ended(upload), ['failed']);
    assert.equal(text(upload), 'orders-1.4.2.jar | TEM service offline · orders');
    assert.equal(icon(upload), 'error');
    assert.match(tooltipLines(item(upload)).join('\n'), /^Could not upload orders-1\.4\.2\.jar: .*RequestId: \S+/);
    assert.equal(item(upload).command?.command, 'tem.showUploadError');
    sandbox.conditions.microserviceOffline = false;
    const { id } = item(upload);
    assert.equal(uploads.retry(upload), upload);
    assert.equal(uploads.retry(upload), undefined, 'it was started twice');
    assert.deepEqual(await ended(upload), ['finished']);
    assert.equal(item(upload).id, id);
    assert.equal(uploads.retry(upload), undefined);
  });

  it('puts one that is tried again at the end of the queue', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    const all = [await start('a'), await start('b'), await start('c')];
    uploads.cancel(all[1]!);
    uploads.retry(all[1]!);
    await ended(all[0]!);
    assert.deepEqual(states(), ['finished', 'queued', 'running']);
    assert.deepEqual(await ended(...all), ['finished', 'finished', 'finished']);
  });

  it('takes off the list what is removed, but nothing that still runs', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = slow;
    const [done, cancelled] = [await start('a'), await start('b')];
    await ended(done);
    uploads.cancel(cancelled);
    await ended(cancelled);
    const running = await start('c');
    uploads.remove(running);
    uploads.clearFinished();
    assert.deepEqual(view.getChildren(), [running, cancelled]);
    uploads.remove(cancelled);
    assert.deepEqual(view.getChildren(), [running]);
    const again = uploads.retry(cancelled);
    assert.ok(again && again !== cancelled);
    assert.deepEqual(view.getChildren(), [again, running]);
    assert.deepEqual(await ended(running, again), ['finished', 'finished']);
  });

  it('draws only the rows that changed, no more than about four times a second', async () => {
    maxConcurrent = 1;
    sandbox.conditions.sharedBandwidth = 4 * slow;
    const [running, waiting] = [await start('a', large), await start('b')];
    await until(isSending(running));
    await nextFire();
    const began = fired.length;
    await until(() => running.state.kind === 'finished');
    const during = fired.slice(began);
    assert.ok(during.length >= 3, `${during.length} in about three seconds`);
    assert.ok(during.every(({ rows }) => rows?.length === 1 && rows[0] === running));
    const seconds = (fired.at(-1)!.at - fired[0]!.at) / 1000;
    assert.ok(fired.length <= 4 * seconds + 2, `${fired.length} in ${seconds} s`);
    uploads.cancel(waiting);
    await ended(waiting);
  });

  it('is quiet while nothing moves', async () => {
    sandbox.conditions.faults.push({ kind: 'CreateCosToken', nth: 1, effect: { type: 'hang', when: 'beforeBody' } });
    const upload = await start();
    await until(() => upload.state.kind === 'running' && upload.state.progress.stage === 'asking');
    await nextFire();
    const before = fired.length;
    let ticks = 0;
    await until(() => (ticks += 1) > 6);
    assert.equal(fired.length, before);
    uploads.cancel(upload);
    await ended(upload);
  });

  it('starts an upload once, however often and wherever it is tried again', async () => {
    sandbox.conditions.microserviceOffline = true;
    const upload = await start();
    await ended(upload);
    sandbox.conditions.microserviceOffline = false;
    const before = sandbox.requests.of('CreateCosToken').length;
    const done: string[] = [];
    const asked: string[] = [];
    // Two messages say that it failed; the button of each is pressed.
    const withErrorReporting: WithErrorReporting = async (_what, job) => {
      const outcome = await outcomeOf(job);
      return outcome.kind === 'failed' ? outcomeOf(job) : outcome;
    };
    const deps = {
      uploads,
      withErrorReporting,
      // Asked at each try: what was a file may be a link out of the workspace by now.
      realPath: (path: string) => Promise.resolve(asked.push(path)).then(() => path),
      lastTargets: { remember: (path: string) => Promise.resolve(void done.push(path)) },
      refresh: () => undefined,
      offerNextStep: () => Promise.resolve(),
      showInTem: () => Promise.resolve(),
    };
    await Promise.all([followUploads(deps, [upload]), followUploads(deps, [upload])]);
    assert.equal(upload.state.kind, 'finished');
    assert.equal(sandbox.requests.of('CreateCosToken').length, before + 1);
    assert.deepEqual(done, [upload.order.path]);
    assert.equal(asked.filter((path) => path === upload.order.path).length, 2);
  });
});
