import assert from 'node:assert/strict';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { storeObject } from '../../fixtures/storeObject';
import { codeOf, cosToken, type Reply, send, signed } from './clients';

// A web page reaches loopback by a name of its own that it lets point there; its Host gives it away.
const foreign = ['evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost', '127.0.0.1:1', 'localhost:1'];
const lookalikes = [
  '127.0.0.1.evil.example:PORT',
  'localhost.evil.example:PORT',
  'evil-localhost:PORT',
  '10.0.0.7:PORT',
];
const inDisguise = ['a.b.localhost:PORT', '.localhost:PORT', 'x y.localhost:PORT', 'cos.named.example.evil.example'];
const ours = ['127.0.0.1:PORT', 'localhost:PORT', 'LOCALHOST:PORT', '[::1]:PORT', 'any.localhost:PORT'];

describe('sandbox: which Host it answers to', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await Sandbox.start({ hosts: ['named.example'], conditions: { requestsPerSecond: 0 } });
  });
  after(() => sandbox.stop());

  const to = (url: string, host: string) => ({ Host: host.replace('PORT', new URL(url).port) });
  const askTem = async (host: string, headers: Record<string, string> = {}): Promise<string> => {
    const asked = { method: 'POST', headers: { ...to(sandbox.temUrl, host), ...headers }, body: '{}' };
    const reply = await send(sandbox.temUrl, asked);
    const { Response } = JSON.parse(reply.body) as { Response: { Error?: { Code: string }; RequestId: string } };
    assert.ok(Response.RequestId);
    return `${reply.status} ${Response.Error?.Code}`;
  };
  /** A download with a key that is good for the one bucket, which the path alone means. */
  const askCos = async (host: string): Promise<Reply> => {
    const token = await cosToken(sandbox);
    const path = `/${token.FullPath}`;
    storeObject(sandbox, 'v1', 'orders.jar', Buffer.from('secret'));
    const headers = signed(token, { method: 'GET', path });
    return send(`${sandbox.cosUrl}${path}`, { headers: { ...headers, ...to(sandbox.cosUrl, host) } });
  };

  for (const host of [...foreign, ...lookalikes, ...inDisguise]) {
    it(`not to ${host}`, async () => {
      assert.equal(await askTem(host), '200 UnauthorizedOperation');
      const reply = await askCos(host);
      assert.equal(`${reply.status} ${codeOf(reply)}`, '403 AccessDenied');
      assert.ok(reply.headers['x-cos-request-id'] && !reply.body.includes('secret'));
    });
  }

  for (const host of [...ours, 'named.example', 'named.example:99', 'any.named.example']) {
    it(`to ${host}`, async () => {
      assert.equal(await askTem(host), '200 AuthFailure.InvalidAuthorization');
      assert.equal((await askCos(host)).body, 'secret');
    });
  }

  it('and lets no web page read what it answers, whatever the page asks', async () => {
    const headers = { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'PUT' };
    for (const url of [sandbox.temUrl, `${sandbox.cosUrl}/tem/pkg`]) {
      for (const method of ['OPTIONS', 'GET', 'POST', 'PUT', 'HEAD', 'DELETE']) {
        const reply = await send(url, { method, headers });
        const allowed = Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'));
        assert.deepEqual(allowed, [], `${method} ${url}`);
      }
    }
  });
});
