import assert from 'node:assert/strict';
import http, { type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { UploadGrant } from '../../../../src/core/model';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { seededBytes } from '../../../fixtures/seededBytes';
import { selfSigned } from '../../../fixtures/selfSigned';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

const MiB = 1024 * 1024;

describe('an upload, and what is on its way', () => {
  let practice: Practice;
  let grant: UploadGrant;
  let files: TemporaryFiles;
  let hop: Server | undefined;
  const pauses: number[] = [];
  let uploader: FileUploader;

  before(async () => (files = await TemporaryFiles.create()));
  after(() => files.remove());
  beforeEach(async () => {
    practice = await startPractice({ hosts: ['127.0.0.1'] });
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
    pauses.length = 0;
    uploader = new FileUploader(new CosClient(), { sleep: (ms) => Promise.resolve(void pauses.push(ms)) });
  });
  afterEach(async () => {
    hop?.close();
    hop?.closeAllConnections();
    hop = undefined;
    await practice.sandbox.stop();
  });

  async function through(server: Server, protocol: 'http' | 'https'): Promise<Practice['connection']> {
    hop = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cos = `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { ...practice.connection, endpoints: { ...practice.connection.endpoints, cos } };
  }

  /** Passes on what is not too large for it, as proxies do; `refused` are the sizes of the rest. */
  function narrow(most: () => number, refused: number[]): Server {
    return http.createServer((request, response) => {
      const size = Number(request.headers['content-length'] ?? 0);
      if (size > most()) {
        refused.push(size);
        request.resume();
        return response.writeHead(413).end('<html>413 Request Entity Too Large');
      }
      const { method, url, headers } = request;
      const { hostname, port } = new URL(practice.sandbox.cosUrl);
      const on = http.request({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      });
      on.on('error', () => response.destroy());
      return request.pipe(on);
    });
  }

  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key)?.bytes;
  const send = async (bytes: Buffer, connection: Practice['connection']) =>
    uploader.upload({ ...requestOf(practice, grant, await files.write(bytes)), connection }, new RecordedRun());

  for (const [what, length, most] of [
    ['parts of a quarter', 40 * MiB, 2 * MiB],
    ['parts that are as small as may be, and none a byte larger', 10.5 * MiB, MiB],
    ['parts of what would go as a whole', 3 * MiB, 2 * MiB],
  ] as const) {
    it(`goes in ${what} where a hop takes no larger ones`, async () => {
      const bytes = seededBytes(31, length);
      const refused: number[] = [];
      await send(
        bytes,
        await through(
          narrow(() => most, refused),
          'http',
        ),
      );
      assert.ok(refused.length > 0);
      assert.ok(stored()?.equals(bytes));
      assert.ok(practice.sandbox.requests.of('UploadPart').every(({ received }) => received <= most));
      await uploader.settled();
      assert.deepEqual(practice.sandbox.store.uploads, [], 'what was begun with larger parts is still there');
    });
  }

  it('says so where a hop does not take the least that the store does', async () => {
    const connection = await through(
      narrow(() => MiB / 2, []),
      'http',
    );
    await assert.rejects(send(seededBytes(32, 6 * MiB), connection), { failure: 'bodyTooLarge', detail: /HTTP 413/ });
    await uploader.settled();
    assert.equal(stored(), undefined);
  });

  it('keeps what has arrived where the way gets narrow only later', async () => {
    let most = Infinity;
    const connection = await through(
      narrow(() => most, []),
      'http',
    );
    const path = await files.write(seededBytes(33, 20 * MiB));
    const oneByOne = new ConnectionLimiter(undefined, { initial: 1, max: 1 });
    uploader = new FileUploader(new CosClient(), { sleep: () => Promise.resolve(), limiter: oneByOne });
    const arrived: number[] = [];
    const shipment = {
      ...requestOf(practice, grant, path),
      connection,
      onCheckpoint: (checkpoint?: { readonly completedParts: readonly unknown[] }) => {
        if (checkpoint) arrived.push(checkpoint.completedParts.length);
        if (checkpoint && checkpoint.completedParts.length > 0) most = MiB / 2;
        return Promise.resolve();
      },
    };
    await assert.rejects(uploader.upload(shipment, new RecordedRun()), { failure: 'bodyTooLarge' });
    await uploader.settled();
    assert.ok((arrived.at(-1) ?? 0) > 0);
    assert.equal(practice.sandbox.store.uploads[0]?.parts.size, arrived.at(-1));
  });

  it('is told at once, and not after minutes, that a certificate is refused', async () => {
    const connection = await through(https.createServer(selfSigned()), 'https');
    for (const length of [1000, 6 * MiB]) {
      await assert.rejects(send(seededBytes(34, length), connection), {
        failure: 'certificate',
        detail: /self.signed certificate/,
      });
    }
    // The only pauses are those in which a cleaning would look once more.
    assert.ok(
      pauses.every((ms) => ms <= 3000),
      String(pauses),
    );
  });
});
