import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileDownloader } from '../../../../src/transfer/download/fileDownloader';
import { Crc64 } from '../../../../src/sandbox/cos/crc64';
import { never } from '../../cloud/practice';
import { Downloads } from './downloads';
import { hookedDisk } from './hookedDisk';

function failing(operation: string, code: string): (one: string) => void {
  return (one) => {
    if (one === operation) throw Object.assign(new Error(code), { code });
  };
}

describe('a download on a drive that knows less than others', () => {
  let downloads: Downloads;
  beforeEach(async () => (downloads = await Downloads.start()));
  afterEach(() => downloads.stop());

  for (const code of ['ENOTSUP', 'EPERM', 'EINVAL', 'ENOSYS']) {
    it(`is done where syncing is refused with ${code}`, async () => {
      const downloader = downloads.downloader(hookedDisk(failing('file.sync', code)));
      assert.deepEqual(await downloads.download(downloader), { bytes: downloads.bytes.length, isVerified: true });
      assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
    });
    it(`gets its name where a second name is refused with ${code}`, async () => {
      const downloader = downloads.downloader(hookedDisk(failing('link', code)));
      assert.deepEqual(await downloads.download(downloader), { bytes: downloads.bytes.length, isVerified: true });
      assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
      assert.deepEqual(await readdir(downloads.folder), [downloads.packageName]);
    });
  }

  it('never replaces what came in the last moment', async () => {
    const disk = hookedDisk((operation) => {
      if (operation === 'link') writeFileSync(downloads.path, 'of somebody else');
    });
    await assert.rejects(downloads.download(downloads.downloader(disk)), { failure: 'placeChanged' });
    assert.equal(await readFile(downloads.path, 'utf8'), 'of somebody else');
    // What has arrived is not lost: nothing but its last byte is asked for.
    downloads.practice.sandbox.requests.clear();
    await downloads.download(downloads.downloader());
    assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
    assert.deepEqual(await readdir(downloads.folder), [downloads.packageName]);
  });

  it('says so where the disk is full or broken', async () => {
    for (const [operation, code, failure] of [
      ['file.write', 'ENOSPC', 'diskFull'],
      ['file.sync', 'EIO', 'unwritable'],
      ['open', 'EROFS', 'unwritable'],
      ['file.stat', 'EIO', 'unwritable'],
    ] as const) {
      const disk = hookedDisk(failing(operation, code));
      await assert.rejects(downloads.download(downloads.downloader(disk)), { failure }, operation);
    }
    await downloads.download(downloads.downloader());
    assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
  });
});

describe('a download from a store whose answers lack something', () => {
  let downloads: Downloads;
  let downloader: FileDownloader;
  let asked: IncomingMessage[];
  /** What it says of the object; `undefined` is left out. */
  let headers: Readonly<Record<string, string>>;
  /** Which answers break after a third of the object. */
  let breaksAt: readonly number[];

  const server = createServer((request, response) => {
    asked.push(request);
    const { bytes } = downloads;
    const [, first] = /^bytes=(\d+)-\d+$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(first ?? 0);
    const range = first && { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    const length = { 'Content-Length': bytes.length - start };
    response.writeHead(first ? 206 : 200, { 'x-cos-request-id': 'r', ...length, ...range, ...headers });
    if (!breaksAt.includes(asked.length)) return void response.end(bytes.subarray(start));
    response.write(bytes.subarray(start, start + 500_000), () => response.destroy());
  });
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after(() => server.close());
  beforeEach(async () => {
    downloads = await Downloads.start();
    downloader = downloads.downloader();
    asked = [];
    breaksAt = [];
  });
  afterEach(() => downloads.stop());

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.jar`;
  const receive = async (signal = never(), onReceived: (bytes: number) => void = () => undefined) => {
    const place = await downloader.lookAt(downloads.path);
    return downloader.download(
      { of: 'a', url: () => Promise.resolve(url()), place },
      { signal, report: (progress) => progress.stage === 'receiving' && onReceived(progress.received) },
    );
  };
  const crc64 = () => String(new Crc64().update(downloads.bytes).digest());
  const isWhole = () => downloads.bytes.equals(readFileSync(downloads.path));

  it('goes on by a weak mark where the CRC-64 will tell, and does not ask by that mark', async () => {
    headers = { ETag: 'W/"a"', 'x-cos-hash-crc64ecma': crc64() };
    breaksAt = [1];
    assert.deepEqual(await receive(), { bytes: downloads.bytes.length, isVerified: true });
    assert.ok(isWhole());
    assert.deepEqual(
      asked.map((request) => [request.headers.range !== undefined, request.headers['if-match']]),
      [
        [false, undefined],
        [true, undefined],
      ],
    );
  });

  it('does not go on by a weak mark alone', async () => {
    headers = { ETag: 'W/"a"' };
    breaksAt = [1];
    await assert.rejects(receive(), { failure: 'invalidResponse' });
  });

  it('takes what an earlier run left only where the CRC-64 of this run will tell', async () => {
    headers = { ETag: '"a"', 'x-cos-hash-crc64ecma': crc64() };
    breaksAt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    const stop = new AbortController();
    await assert.rejects(
      receive(stop.signal, (bytes) => bytes > 300_000 && stop.abort()),
      { failure: 'cancelled' },
    );
    const part = `${downloads.path}.part`;
    const half = await readFile(part);
    half.fill(0xee, 0, 100);
    writeFileSync(part, half, { flag: 'r+' });
    // The note knew a CRC-64 once: it was believed, whatever the store says now.
    headers = { ETag: '"a"' };
    breaksAt = [];
    assert.deepEqual(await receive(), { bytes: downloads.bytes.length, isVerified: false });
    assert.ok(isWhole());
  });

  it('never saves a log-in page, although it has a length and a mark', async () => {
    headers = { ETag: '"a"', 'Content-Type': 'text/html', 'x-cos-request-id': '' };
    await assert.rejects(receive(), { failure: 'invalidResponse' });
    assert.deepEqual(await readdir(downloads.folder), []);
  });
});
