import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { FileDownloader } from '../../../../src/transfer/download/fileDownloader';
import { HostileServer, type Answer } from '../../cloud/hostileServer';
import { never } from '../../cloud/practice';
import { Downloads } from './downloads';

// Each is told in the tracker of another tool that goes on with downloads.
describe('a download from a store that answers ranges oddly', () => {
  let downloads: Downloads;
  let downloader: FileDownloader;
  let server: HostileServer;
  before(async () => (server = await HostileServer.start()));
  after(() => server.stop());
  beforeEach(async () => {
    downloads = await Downloads.start();
    downloader = downloads.downloader();
    server.asked.length = 0;
  });
  afterEach(() => downloads.stop());

  const head = { 'x-cos-request-id': 'r', ETag: '"a"' };
  const receive = async (signal = never(), onReceived: (bytes: number) => void = () => undefined) => {
    const place = await downloader.lookAt(downloads.path);
    return downloader.download(
      { of: 'a', url: () => Promise.resolve(`${server.url}/a.jar`), place },
      { signal, report: (progress) => progress.stage === 'receiving' && onReceived(progress.received) },
    );
  };
  const third: Answer = (response) => {
    response.writeHead(200, { ...head, 'Content-Length': downloads.bytes.length });
    response.write(downloads.bytes.subarray(0, 500_000));
  };
  const leaveSome = async () => {
    server.answer = third;
    const stop = new AbortController();
    await assert.rejects(
      receive(stop.signal, (bytes) => bytes > 300_000 && stop.abort()),
      { failure: 'cancelled' },
    );
  };
  /** From the first byte that is asked for, or one before it, with that status. */
  const answerFrom = (status: number, startOf: (first: number) => number, isTold = true): Answer => {
    return (response, { headers }) => {
      const { bytes } = downloads;
      const [, first] = /^bytes=(\d+)-/.exec(headers.range ?? '') ?? [];
      const start = startOf(Number(first ?? 0));
      const range = first && isTold && { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
      response.writeHead(first ? status : 200, { ...head, 'Content-Length': bytes.length - start, ...range });
      response.end(bytes.subarray(start));
    };
  };
  const assertWhole = async () => {
    assert.equal((await receive()).bytes, downloads.bytes.length);
    assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
  };

  it('takes the rest of a package that comes with 200 for the rest', async () => {
    await leaveSome();
    server.answer = answerFrom(200, (first) => first);
    await assertWhole();
  });

  it('begins anew where nothing but the length tells that it is the rest', async () => {
    await leaveSome();
    server.answer = answerFrom(200, (first) => first, false);
    await assertWhole();
  });

  it('passes over what it has where a cache between begins at one of its blocks', async () => {
    server.answer = (response) => {
      third(response, server.asked[0]!);
      server.answer = answerFrom(206, (first) => first - (first % 65_536));
      response.write('', () => response.destroy());
    };
    await assertWhole();
    assert.equal(server.asked.length, 2);
  });

  it('does not call a package empty that is shorter now than what an earlier run left', async () => {
    await leaveSome();
    const shorter = downloads.bytes.subarray(0, 1000);
    server.answer = (response, { headers }) => {
      if (headers.range) return void response.writeHead(416, { ...head, 'Content-Range': 'bytes */1000' }).end();
      response.writeHead(200, { ...head, ETag: '"b"', 'Content-Length': shorter.length }).end(shorter);
    };
    assert.equal((await receive()).bytes, shorter.length);
    assert.ok(shorter.equals(await readFile(downloads.path)));
  });
});
