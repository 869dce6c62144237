import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendHttp, unwatched } from '../../../src/cloud/http/sendHttp';

describe('a request without a body on a connection that was kept', () => {
  let server: Server;
  let asked = 0;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function ask() {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const request = { protocol: 'http:', host, method: 'PUT', path: '/', headers: {}, maxResponse: 1000 } as const;
    return sendHttp(request, unwatched, new AbortController().signal);
  }

  /** Leaves connections that are kept, as several requests at once do. */
  async function keepSome(): Promise<void> {
    answer = (_request, response) => response.end('fine');
    await Promise.all([ask(), ask(), ask()]);
    asked = 0;
  }

  it('is made again where the connection proves to be gone', async () => {
    await keepSome();
    answer = (request, response) => (asked < 4 ? request.socket.resetAndDestroy() : response.end('fine'));
    assert.equal((await ask()).body, 'fine');
    assert.equal(asked, 4);
  });

  it('is made once where the response breaks off', async () => {
    await keepSome();
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half of', () => response.destroy());
    };
    await assert.rejects(ask());
    assert.equal(asked, 1);
  });
});
