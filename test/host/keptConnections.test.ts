import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { CosReader } from '../../src/cloud/cos/cosReader';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Connection } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import { contentOf } from '../fixtures/contentOf';

// Loopback, but neither of the two names that VS Code leaves alone.
const address = '127.0.0.2';

describe('connections to COS under what VS Code makes of http', () => {
  let sandbox: Sandbox;
  let server: Server;
  let opened = 0;
  const never = new AbortController().signal;

  before(async () => {
    sandbox = await Sandbox.start({ hosts: [address] });
    server = createServer((from, to) => {
      const { method, headers, url } = from;
      const { port } = new URL(sandbox.cosUrl);
      const onward = request({ host: '127.0.0.1', port, method, headers, path: url }, (back) =>
        back.pipe(to.writeHead(back.statusCode ?? 500, back.headers)),
      );
      from.pipe(onward);
    }).on('connection', () => (opened += 1));
    await once(server.listen(0, address), 'listening');
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await sandbox.stop();
  });

  const connection = (): Connection => {
    const { port } = server.address() as AddressInfo;
    const endpoints = { tem: sandbox.temUrl, cos: `http://${address}:${port}` };
    return { site: 'china', credential: sandbox.credential, endpoints };
  };

  it('are kept from request to request', async () => {
    const order = { applicationId: 'service-gn54vdy6', packageName: 'orders.jar', version: 'kept' };
    const grant = await new TemClient().createUploadGrant(
      { connection: connection(), region: 'ap-guangzhou', ...order },
      { signal: never },
    );
    const cos = new CosClient();
    const { uploadId } = await cos.createUpload({ connection: connection(), grant }, { signal: never });
    for (const number of [1, 2, 3]) {
      await cos.uploadPart(
        { connection: connection(), grant, uploadId, number, content: contentOf(Buffer.from('PK')) },
        { signal: never, onSent: () => undefined },
      );
    }
    await cos.abortUpload({ connection: connection(), grant, uploadId }, { signal: never });
    assert.equal(opened, 1);
  });

  it('are kept from range to range of a package that is read', async () => {
    const tem = new TemClient();
    const any = { applicationId: 'service-gn54vdy6', packageName: 'orders.jar' };
    const read = await tem.createReadGrant(
      { connection: connection(), region: 'ap-guangzhou', ...any },
      { signal: never },
    );
    const stored = sandbox.store.objects().find(({ key }) => key.startsWith(read.prefix));
    assert.ok(stored);
    const [version = '', packageName = ''] = stored.key.slice(read.prefix.length).split('/');
    const place = { bucket: read.bucket, key: stored.key, packageName, version };
    const before = opened;
    for (let n = 0; n < 3; n++)
      await new CosReader().openPackage(
        { connection: connection(), grant: read, storedPackage: place },
        { signal: never },
      );
    assert.ok(opened - before <= 1, `${opened - before} connections for three packages`);
  });
});
