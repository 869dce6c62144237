import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Connection } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import { contentOf } from '../fixtures/contentOf';

/** Names that nobody serves: only a proxy can lead them anywhere. */
const tem = 'tem.sandbox.test';
const cos = 'cos.sandbox.test';

describe('behind a proxy that VS Code is set to', () => {
  let sandbox: Sandbox;
  let proxy: Server;
  let asked: string[];
  let answer: number | undefined;
  const never = new AbortController().signal;

  before(async () => {
    sandbox = await Sandbox.start({ hosts: [tem, cos] });
    proxy = createServer((from, to) => {
      const { hostname, pathname, search } = new URL(from.url ?? '');
      asked.push(hostname);
      if (answer) return void to.writeHead(answer).end();
      const port = new URL(hostname === tem ? sandbox.temUrl : sandbox.cosUrl).port;
      const { method, headers } = from;
      const options = { host: '127.0.0.1', port, method, headers, path: pathname + search };
      const onward = request(options, (back) => back.pipe(to.writeHead(back.statusCode ?? 500, back.headers)));
      from.pipe(onward);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    await setProxy(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  });
  beforeEach(() => {
    asked = [];
    answer = undefined;
  });
  after(async () => {
    await setProxy(undefined);
    proxy.close();
    proxy.closeAllConnections();
    await sandbox.stop();
  });

  const setProxy = (url: string | undefined) =>
    vscode.workspace.getConfiguration('http').update('proxy', url, vscode.ConfigurationTarget.Global);
  const connection = (): Connection => ({
    site: 'china',
    credential: sandbox.credential,
    endpoints: { tem: `http://${tem}`, cos: `http://${cos}` },
  });
  const grant = () => {
    const order = { applicationId: 'service-gn54vdy6', packageName: 'orders.jar', version: 'behind-a-proxy' };
    return new TemClient().createUploadGrant(
      { connection: connection(), region: 'ap-guangzhou', ...order },
      { signal: never },
    );
  };

  it('the API and the store are both reached through it', async () => {
    const { bucket, key, ...rest } = await grant();
    const bytes = Buffer.from('PK through the proxy');
    await new CosClient().put(
      { connection: connection(), grant: { bucket, key, ...rest }, content: contentOf(bytes) },
      { signal: never, onSent: () => undefined },
    );
    assert.deepEqual(asked, [tem, `${bucket}.${cos}`]);
    assert.deepEqual(sandbox.store.get(bucket, key)?.bytes, bytes);
  });

  it('a proxy that wants a password is named as what refused', async () => {
    answer = 407;
    await assert.rejects(grant(), { failure: 'proxy' });
  });

  it('a proxy that is gone is not taken for Tencent Cloud being away', async () => {
    const { port } = proxy.address() as AddressInfo;
    await setProxy('http://127.0.0.1:1');
    await assert.rejects(grant(), { failure: /proxy|offline/ });
    await setProxy(`http://127.0.0.1:${port}`);
  });
});
