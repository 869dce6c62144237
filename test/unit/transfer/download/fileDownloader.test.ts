import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { downloadPackage, type DownloadDeps } from '../../../../src/core/downloadPackage';
import type { DownloadProgress } from '../../../../src/core/ports/progressContext';
import { FileDownloader } from '../../../../src/transfer/download/fileDownloader';
import { writeFailure } from '../../../../src/transfer/download/disk';
import type { Effect } from '../../../../src/sandbox/fault';
import { seededBytes } from '../../../fixtures/seededBytes';
import { storeObject } from '../../../fixtures/storeObject';
import { applicationId, never, region, startPractice, type Practice } from '../../cloud/practice';
import { TemporaryFiles } from '../upload/temporaryFiles';

const packageName = 'orders-2.0.0.jar';
const version = 'v1';
const noWait = { sleep: () => Promise.resolve() };

describe('downloadPackage, over real HTTP', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let notes: TemporaryFiles;
  let downloader: FileDownloader;
  let path: string;
  let ahead: number;
  const bytes = seededBytes(5, 3_000_000);
  const other = seededBytes(6, 3_100_000);

  beforeEach(async () => {
    ahead = 0;
    practice = await startPractice({ now: () => Date.now() + ahead, conditions: { tokenLifetime: 100 } });
    files = await TemporaryFiles.create();
    notes = await TemporaryFiles.create();
    downloader = newReceiver();
    path = join(files.folder, packageName);
    storeObject(practice.sandbox, version, packageName, bytes);
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
    await notes.remove();
  });

  const newReceiver = () =>
    new FileDownloader({
      store: new CosReader({ idleTimeoutMs: 2000 }),
      notesFolder: join(notes.folder, 'n'),
      clock: noWait,
    });
  const needs = (): DownloadDeps => ({
    connections: { connect: () => Promise.resolve(practice.connection) },
    tem: new TemClient({ clock: noWait }),
    downloader,
  });
  const address = { accountId: 'a', region, applicationId, packageName, version };
  const download = async (
    onReport: (progress: DownloadProgress) => void = () => undefined,
    signal = never(),
    what = address,
  ) => downloadPackage(needs(), what, await downloader.lookAt(path), { signal, report: onReport });
  const fault = (effect: Effect, times = 1, nth = 1) => {
    practice.sandbox.conditions.faults = [{ kind: 'GetObject', nth, times, effect }];
  };
  const asked = (kind = 'GetObject') => practice.sandbox.requests.of(kind).length;
  const received = (progress: DownloadProgress) => (progress.stage === 'receiving' ? progress.received : 0);
  const listed = () => readdir(files.folder);

  /** Cancels a download half-way, which leaves more than nothing and less than everything. */
  async function stopHalfWay(): Promise<number> {
    const stop = new AbortController();
    const stopping = download((progress) => received(progress) > 1_000_000 && stop.abort(), stop.signal);
    await assert.rejects(stopping, { failure: 'cancelled' });
    assert.deepEqual(await listed(), [`${packageName}.part`]);
    const { size } = await stat(`${path}.part`);
    assert.ok(size > 1_000_000 && size < bytes.length);
    assert.ok(bytes.subarray(0, size).equals(await readFile(`${path}.part`)));
    return size;
  }

  it('brings exactly the bytes, verified, in one request, and leaves nothing beside the file', async () => {
    const said: DownloadProgress[] = [];
    assert.deepEqual(await download((progress) => said.push(progress)), { bytes: bytes.length, isVerified: true });
    assert.ok(bytes.equals(await readFile(path)));
    assert.deepEqual(await listed(), [packageName]);
    assert.equal(asked(), 1);
    const stages = said.map(({ stage }) => stage).filter((stage, n, all) => stage !== all[n - 1]);
    assert.deepEqual(stages, ['asking', 'receiving', 'verifying']);
    assert.ok(said.length > 10);
  });

  it('goes on from where a connection was lost', async () => {
    fault({ type: 'truncateAnswer' }, 2);
    const counts: number[] = [];
    await download((progress) => counts.push(received(progress)));
    assert.ok(bytes.equals(await readFile(path)));
    assert.equal(asked(), 3);
    // Half of it came, then half of the rest: nothing came twice.
    const sorted = counts.slice(1, -1);
    assert.ok(sorted.every((count, n) => n === 0 || count >= sorted[n - 1]!));
  });

  for (const [what, effect] of [
    ['connections that are reset', { type: 'reset', when: 'beforeAnswer' }],
    ['a store that is busy', { type: 'status', status: 503, code: 'SlowDown' }],
    ['answers of somebody between', { type: 'garbage' }],
  ] as const) {
    it(`overcomes ${what}, but does not try for ever`, async () => {
      fault(effect, 2);
      await download();
      assert.ok(bytes.equals(await readFile(path)));
      fault(effect, Infinity);
      await assert.rejects(download(), { name: 'AppError' });
      assert.ok(bytes.equals(await readFile(path)), 'the file of before is gone');
      assert.deepEqual(await listed(), [packageName]);
    });
  }

  it('keeps what has come when it is cancelled, and goes on from there, in another process too', async () => {
    const size = await stopHalfWay();
    const firstSeen: number[] = [];
    await download((progress) => progress.stage === 'receiving' && firstSeen.push(progress.received));
    assert.equal(firstSeen[0], size);
    assert.ok(bytes.equals(await readFile(path)));
    assert.deepEqual(await listed(), [packageName]);
  });

  /** Leaves all of the package in the `.part`: something is in the way of its name. */
  async function stopBeforeTheName(): Promise<void> {
    const stopping = download(({ stage }) => stage === 'verifying' && mkdirSync(path));
    await assert.rejects(stopping, { failure: 'unwritable' });
    await rmdir(path);
    assert.equal((await stat(`${path}.part`)).size, bytes.length);
    practice.sandbox.requests.clear();
  }

  it('gives its name to what was all there already, once the store has said that it still is that object', async () => {
    await stopBeforeTheName();
    assert.deepEqual(await download(), { bytes: bytes.length, isVerified: true });
    assert.ok(bytes.equals(await readFile(path)));
    assert.equal(asked(), 1);
    assert.deepEqual(await listed(), [packageName]);
  });

  it('begins anew where all of it was there, and the store has another object now', async () => {
    await stopBeforeTheName();
    storeObject(practice.sandbox, version, packageName, other);
    assert.deepEqual(await download(), { bytes: other.length, isVerified: true });
    assert.ok(other.equals(await readFile(path)));
  });

  for (const [what, stop] of [
    ['all', stopBeforeTheName],
    ['half', stopHalfWay],
  ] as const) {
    it(`never gives another version the bytes of the one of which ${what} was there`, async () => {
      storeObject(practice.sandbox, 'v2', packageName, other);
      await stop();
      const done = await download(undefined, undefined, { ...address, version: 'v2' });
      assert.deepEqual(done, { bytes: other.length, isVerified: true });
      assert.ok(other.equals(await readFile(path)));
      assert.deepEqual(await listed(), [packageName]);
    });
  }

  it('begins anew where the store has another object now', async () => {
    await stopHalfWay();
    storeObject(practice.sandbox, version, packageName, other);
    await download();
    assert.ok(other.equals(await readFile(path)));
  });

  it('says so when the object changes while it comes, and leaves nothing', async () => {
    fault({ type: 'truncateAnswer' });
    const changing = download((progress) => {
      if (received(progress) > 0) storeObject(practice.sandbox, version, packageName, other);
    });
    await assert.rejects(changing, { failure: 'changedInStore' });
    assert.deepEqual(await listed(), []);
  });

  it('asks for another link when the last one has expired', async () => {
    fault({ type: 'truncateAnswer' });
    await download((progress) => {
      if (received(progress) > 0) ahead = 200_000;
    });
    assert.ok(bytes.equals(await readFile(path)));
    assert.equal(asked('GenerateApplicationPackageDownloadUrl'), 2);
  });

  it('does not insist where links are refused', async () => {
    fault({ type: 'status', status: 403, code: 'AccessDenied' }, Infinity);
    await assert.rejects(download(), { failure: 'linkRefused' });
    assert.equal(asked('GenerateApplicationPackageDownloadUrl'), 2);
  });

  for (const effect of [{ type: 'corruptBody' }, { type: 'wrongCrc' }] as const) {
    it(`gives no name to what is not as the store has it (${effect.type})`, async () => {
      await writeFile(path, 'older');
      fault(effect);
      await assert.rejects(download(), { failure: 'damagedDownload', detail: /CRC-64/ });
      assert.deepEqual(await listed(), [packageName]);
      assert.equal(await readFile(path, 'utf8'), 'older');
    });
  }

  it('sees damage in what an earlier run left', async () => {
    await stopHalfWay();
    const half = await readFile(`${path}.part`);
    half.writeUInt8(half.readUInt8(10) ^ 1, 10);
    await writeFile(`${path}.part`, half);
    await assert.rejects(download(), { failure: 'damagedDownload' });
    assert.deepEqual(await listed(), []);
  });

  it('says what is wrong with the place', async () => {
    const place = path;
    path = join(files.folder, 'none', packageName);
    await assert.rejects(download(), { failure: 'unwritable', detail: /ENOENT/ });
    path = place;
    await mkdir(path);
    await assert.rejects(download(), { failure: 'unwritable' });
    const { failure } = writeFailure(path, Object.assign(new Error(), { code: 'ENOSPC' }));
    assert.equal(failure, 'diskFull');
  });

  it('goes on with a store that knows no ranges, each byte once', async () => {
    let isFirst = true;
    const server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Length': bytes.length, ETag: '"a"', 'x-cos-request-id': 'r' });
      if (!isFirst) return void response.end(bytes);
      isFirst = false;
      response.write(bytes.subarray(0, 1_000_000), () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.jar`;
      const run = { signal: never(), report: () => undefined };
      const done = await needs().downloader.download(
        { of: 'a.jar', url: () => Promise.resolve(url), place: { path } },
        run,
      );
      assert.deepEqual(done, { bytes: bytes.length, isVerified: false });
      assert.ok(bytes.equals(await readFile(path)));
    } finally {
      server.close();
    }
  });

  it('says that TEM cannot be reached without long tries', async () => {
    await practice.sandbox.stop();
    await assert.rejects(download(), { failure: 'offline' });
    assert.ok(!existsSync(path));
    assert.deepEqual(await listed(), []);
  });
});
