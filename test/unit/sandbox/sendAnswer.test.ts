import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { sendAnswer } from '../../../src/sandbox/http/sendAnswer';
import { Link } from '../../../src/sandbox/http/link';
import { defaultConditions } from '../../../src/sandbox/conditions';

describe('sandbox: an answer to a client that went', () => {
  it('comes to an end, so that the sandbox can stop', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
      client.write('GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n');
      const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
      const closed = once(response, 'close');
      client.destroy();
      await closed;
      const link = new Link(defaultConditions(), new AbortController().signal);
      const sent = sendAnswer(link, response, { status: 200, headers: {}, body: [] }, () => undefined);
      await assert.rejects(sent, /the client went/);
    } finally {
      server.close();
    }
  });
});
