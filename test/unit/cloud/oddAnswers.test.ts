import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { CosReader } from '../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../src/cloud/tem/temClient';
import type { Connection } from '../../../src/core/model';
import { contentOf } from '../../fixtures/contentOf';
import { anyGrant, HostileServer } from './hostileServer';
import { never } from './practice';

// Each is told in the tracker of another client.
describe('answers that are odd, and right', () => {
  let server: HostileServer;
  let connection: Connection;
  const cos = new CosClient({ idleTimeoutMs: 15_000 });
  const grant = anyGrant;
  const put = () =>
    cos.put({ connection, grant, content: contentOf(Buffer.from('PK')) }, { signal: never(), onSent: () => undefined });
  const id = { 'x-cos-request-id': 'r' };

  before(async () => {
    server = await HostileServer.start();
    const endpoints = { cos: server.url, tem: server.url };
    connection = { site: 'china', credential: { secretId: 'x', secretKey: 'y' }, endpoints };
  });
  after(() => server.stop());

  for (const encoding of ['gzip', 'x-gzip', 'br', 'deflate']) {
    it(`nothing is nothing, also where something on the way calls it ${encoding}`, async () => {
      const packed = { ...id, 'Content-Encoding': encoding };
      server.answer = (response) => response.writeHead(200, { ...packed, ETag: '"a"', 'Content-Length': 0 }).end();
      assert.deepEqual(await put(), { etag: '"a"' });
      server.answer = (response) => response.writeHead(204, packed).end();
      await cos.remove({ connection, grant }, { signal: never() });
    });
  }

  it('gzip by its other name is gzip', async () => {
    const body = gzipSync('<ListMultipartUploadsResult/>');
    server.answer = (response) => response.writeHead(200, { ...id, 'Content-Encoding': 'x-gzip' }).end(body);
    assert.deepEqual(await cos.listUploads({ connection, grant }, { signal: never() }), []);
  });

  it('a header that comes twice says what it says, and nothing where it says two things', async () => {
    const twice = { 'x-cos-request-id': ['r1', 'r2'], ETag: ['"a"', '"a"'] };
    server.answer = (response) => response.writeHead(200, { ...twice, 'x-cos-hash-crc64ecma': ['12', '12'] }).end();
    assert.deepEqual(await put(), { etag: '"a"', crc64: '12' });
    server.answer = (response) => response.writeHead(200, { ...twice, 'x-cos-hash-crc64ecma': ['12', '13'] }).end();
    assert.deepEqual(await put(), { etag: '"a"' });
    server.answer = (response) => {
      const crc64 = { 'x-cos-hash-crc64ecma': ['12', '12'] };
      response.writeHead(200, { ...twice, ...crc64, 'Content-Length': 2 }).end('PK');
    };
    const download = await new CosReader().download({ url: `${server.url}/a.jar` }, { signal: never() });
    download.drop();
    assert.equal(download.crc64, '12');
  });

  for (const [how, go] of [
    ['goes on behind its range', (response: ServerResponse) => void response.write(Buffer.alloc(4_000_000))],
    ['does not end behind its range', () => undefined],
  ] as const) {
    it(`the connection of an answer that ${how} is closed`, async () => {
      let closed: Promise<unknown> = Promise.resolve();
      server.answer = (response) => {
        closed = once(response, 'close');
        response.writeHead(206, { ...id, ETag: '"a"', 'Content-Range': 'bytes 0-9/10' });
        response.write(Buffer.alloc(10), () => go(response));
      };
      const download = await new CosReader({ idleTimeoutMs: 300 }).download(
        { url: `${server.url}/a.jar` },
        { signal: never() },
      );
      let bytes = 0;
      for await (const piece of download.pieces()) bytes += piece.length;
      assert.equal(bytes, 10);
      await closed;
    });
  }

  it('what TEM refuses in words of the network is no trouble of the network', async () => {
    const tem = new TemClient({ clock: { sleep: () => Promise.resolve() } });
    for (const Message of [
      'the TLS certificate of the domain has expired',
      'the operation was aborted',
      'pulling the image timed out',
      'connect ECONNREFUSED 10.0.0.1:3306',
      'the proxy server does not answer',
    ]) {
      const refusal = { Response: { Error: { Code: 'FailedOperation.Odd', Message }, RequestId: 'r' } };
      server.answer = (response) => response.end(JSON.stringify(refusal));
      await assert.rejects(
        tem.listApplications({ connection, region: 'ap-x' }, { signal: never() }),
        { failure: 'service' },
        Message,
      );
    }
  });
});
