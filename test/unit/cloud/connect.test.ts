import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import type { Connection } from '../../../src/core/model';
import { anyGrant } from './hostileServer';
import { never } from './practice';

describe('CosClient.connect', () => {
  let server: Server;
  let opened: number;
  let asked: IncomingMessage[];

  beforeEach(async () => {
    opened = 0;
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      response.writeHead(403, { 'x-cos-request-id': 'NjU', 'Content-Length': '0' }).end();
    }).on('connection', () => (opened += 1));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const connection = (): Connection => {
    const { port } = server.address() as AddressInfo;
    const credential = { secretId: 'AKIDx', secretKey: 'x' };
    return { site: 'sandbox', credential, endpoints: { cos: `http://127.0.0.1:${port}` } };
  };
  it('opens connections that the requests after it use, and signs nothing', async () => {
    const cos = new CosClient();
    await cos.connect({ connection: connection(), location: anyGrant, count: 6 }, { signal: never() });
    assert.equal(opened, 6);
    // Node.js has them back a turn after the answer.
    await new Promise((resolve) => setImmediate(resolve));
    for (const { method, url, headers } of asked) {
      assert.equal(`${method} ${url}`, 'OPTIONS /');
      assert.deepEqual([headers.authorization, headers['x-cos-security-token']], [undefined, undefined]);
    }
    await Promise.allSettled(
      Array.from({ length: 6 }, () => cos.head({ connection: connection(), grant: anyGrant }, { signal: never() })),
    );
    assert.deepEqual([asked.length, opened], [12, 6]);
  });

  it('is silent about whatever becomes of them, and ends at once when told to', async () => {
    const cos = new CosClient();
    await cos.connect(
      { connection: { ...connection(), endpoints: { cos: 'http://127.0.0.1:1' } }, location: anyGrant, count: 2 },
      { signal: never() },
    );
    await cos.connect(
      { connection: connection(), location: { bucket: '../x', region: 'y' }, count: 2 },
      { signal: never() },
    );
    await cos.connect({ connection: connection(), location: anyGrant, count: 2 }, { signal: AbortSignal.abort() });
    assert.equal(asked.length, 0);
  });

  it('opens them once only where none is kept', async () => {
    const cos = new CosClient();
    server.prependListener('request', (_, response) => (response.shouldKeepAlive = false));
    await cos.connect({ connection: connection(), location: anyGrant, count: 3 }, { signal: never() });
    await assert.rejects(cos.createUpload({ connection: connection(), grant: anyGrant }, { signal: never() }));
    await cos.connect({ connection: connection(), location: anyGrant, count: 3 }, { signal: never() });
    assert.equal(opened, 4);
  });
});
