import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { CosReader } from '../../../src/cloud/cos/cosReader';
import { listPackages } from '../../../src/cloud/cos/listPackages';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { downloadPackage } from '../../../src/core/downloadPackage';
import type { Credential } from '../../../src/core/model';
import { FileDownloader } from '../../../src/transfer/download/fileDownloader';
import { ConnectionLimiter } from '../../../src/transfer/upload/connectionLimiter';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { contentOf } from '../../fixtures/contentOf';
import { MemoryLog } from '../../fixtures/memoryLog';
import { seededBytes } from '../../fixtures/seededBytes';
import { storeObject } from '../../fixtures/storeObject';
import { applicationId, grantFor, never, region, startPractice, type Practice } from '../cloud/practice';
import { RecordedRun } from './upload/recordedRun';
import { requestOf } from './upload/requestOf';
import { TemporaryFiles } from './upload/temporaryFiles';

// A response may come before all of the part has left.
const line = (text: string) =>
  text
    .replace(/\d+ ms/g, 'N ms')
    .replace(/request [\w.:+/=-]+/g, 'request ID')
    .replace(/(503.{1,40}), \d+ bytes/, '$1, N bytes');
const noWait = { sleep: () => Promise.resolve(), random: () => 1 };

/** Throws where a line has anything of a credential, one of `others`, or a folder of this machine. */
function checkNoSecret(log: MemoryLog, credential: Credential, others: readonly string[]): void {
  const { secretId, secretKey, token = secretKey } = credential;
  const secrets = [secretId, secretKey, token, encodeURIComponent(token), ...others];
  for (const text of log.all) for (const secret of secrets) assert.ok(!text.includes(secret), text);
}

describe('the log of transfers', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let log: MemoryLog;

  beforeEach(async () => {
    [practice, files] = await Promise.all([startPractice(), TemporaryFiles.create()]);
    log = new MemoryLog();
  });
  afterEach(() => Promise.all([practice.sandbox.stop(), files.remove()]));

  const uploader = () => {
    const limiter = new ConnectionLimiter(undefined, { initial: 1, max: 1 });
    return new FileUploader(new CosClient({ log }), { ...noWait, limiter, log });
  };

  it('has a line a request, one a retry with its reason, and one an upload, and no secret', async () => {
    const effect = { type: 'status', status: 503, code: 'SlowDown' } as const;
    practice.sandbox.conditions.faults = [{ service: 'cos', kind: 'UploadPart', nth: 2, times: 1, effect }];
    const grant = await grantFor(practice);
    const path = await files.write(seededBytes(71, 5_300_000));
    await uploader().upload(requestOf(practice, grant, path), new RecordedRun());
    const parts = practice.sandbox.requests.of('UploadPart').filter(({ status }) => status === 200);
    assert.equal(parts.length, 4);
    const part = 'COS UploadPart: HTTP 200, N ms, 1325000 bytes, request ID, attempt';
    assert.deepEqual(log.debugLines.map(line), [
      'COS InitiateMultipartUpload: HTTP 200, N ms, 0 bytes, request ID, attempt 1',
      `${part} 1`,
      'COS UploadPart: HTTP 503, SlowDown, N ms, N bytes, request ID, attempt 1',
      'attempt 1 failed, next in N ms: overloaded',
      // The others were waiting for the only connection before it was tried again.
      `${part} 1`,
      `${part} 1`,
      `${part} 2`,
      log.debugLines.map(line).at(-1),
    ]);
    assert.match(log.debugLines.at(-1) ?? '', /^COS CompleteMultipartUpload: HTTP 200, .* attempt 1$/);
    assert.equal(log.infoLines.length, 1);
    assert.match(
      log.infoLines[0] ?? '',
      /^upload of orders-1\.4\.2\.jar: done, 5300000 bytes in \d+\.\d s, \d+\.\d MB\/s, file of 5300000 bytes, 4 parts, 0 resumed$/,
    );
    checkNoSecret(log, grant.credential, [files.folder]);
  });

  it('says how an upload failed, and was resumed', async () => {
    const effect = { type: 'status', status: 402, code: 'PaymentRequired' } as const;
    practice.sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 3, times: 1, effect }];
    const grant = await grantFor(practice);
    const path = await files.write(seededBytes(72, 5_300_000));
    let checkpoint: Parameters<NonNullable<ReturnType<typeof requestOf>['onCheckpoint']>>[0];
    const onCheckpoint = (next: typeof checkpoint) => Promise.resolve(void (checkpoint = next));
    const one = uploader();
    await assert.rejects(one.upload(requestOf(practice, grant, path, { onCheckpoint }), new RecordedRun()));
    assert.ok(checkpoint);
    await one.upload(requestOf(practice, grant, path, { onCheckpoint, checkpoint }), new RecordedRun());
    const [failed = '', resumed = ''] = log.infoLines;
    assert.match(failed, /: failed \(arrears\), 2650000 bytes in .* file of 5300000 bytes, 4 parts, 0 resumed$/);
    assert.match(resumed, /: done, 2650000 bytes in .* file of 5300000 bytes, 4 parts, 2 resumed$/);
    const gone = uploader().upload(requestOf(practice, grant, `${path}.gone`), new RecordedRun());
    await assert.rejects(gone, { failure: 'gone' });
    assert.match(log.infoLines[2] ?? '', /^upload of orders-1\.4\.2\.jar\.gone: failed \(gone\), 0 bytes/);
    checkNoSecret(log, grant.credential, [files.folder]);
  });

  it('has the same of a download, whose URL is a secret', async () => {
    const bytes = seededBytes(73, 1_500_000);
    storeObject(practice.sandbox, 'v1', 'orders.jar', bytes);
    const fault = { service: 'cos', kind: 'GetObject', nth: 1, times: 1 } as const;
    practice.sandbox.conditions.faults = [{ ...fault, effect: { type: 'status', status: 503, code: 'SlowDown' } }];
    const downloader = new FileDownloader({
      store: new CosReader({ log }),
      notesFolder: files.folder,
      clock: noWait,
      log,
    });
    const deps = {
      connections: { connect: () => Promise.resolve(practice.connection) },
      tem: new TemClient(),
      downloader,
    };
    const address = { accountId: 'a', region, applicationId, packageName: 'orders.jar', version: 'v1' };
    const place = await downloader.lookAt(`${files.folder}/orders.jar`);
    await downloadPackage(deps, address, place, { signal: never(), report: () => undefined });
    assert.deepEqual(log.debugLines.map(line), [
      'COS GetObject: HTTP 503, SlowDown, N ms, N bytes, request ID',
      'attempt 1 failed, next in N ms: overloaded',
      'COS GetObject: HTTP 200, N ms, 1500000 bytes, request ID',
    ]);
    assert.equal(log.infoLines.length, 1);
    assert.match(log.infoLines[0] ?? '', /^download of orders\.jar: done, 1500000 bytes in .*, 0 bytes resumed$/);
    checkNoSecret(log, practice.connection.credential, [files.folder, 'sign=']);
  });

  it('has no secret where a server sends back what it was sent, wherever it puts that', async () => {
    const grant = await grantFor(practice);
    const signatures = new Set<string>();
    const echo = (incoming: IncomingMessage, response: ServerResponse): void => {
      const sent = String(incoming.headers.authorization);
      signatures.add(/q-signature=(\w+)/.exec(sent)?.[1] ?? '');
      const token = String(incoming.headers['x-cos-security-token']);
      const { secretId, secretKey } = grant.credential;
      incoming.resume().on('end', () => {
        const words = `Authorization: ${sent} ${token} ${secretId} ${secretKey}`;
        const xml = `<Error><Code>${secretKey}</Code><Message>${words}</Message><RequestId>${token}</RequestId></Error>`;
        response.writeHead(503, { 'x-cos-request-id': turn() ? secretKey : secretId, ETag: token, Server: sent });
        response.end(xml.replaceAll('&', '&amp;'));
      });
    };
    let turns = 0;
    const turn = () => turns++ % 2 === 0;
    const server = createServer(echo).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const cos = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = { ...practice.connection, endpoints: { cos } };
    const options = { signal: never() };
    try {
      const client = new CosClient({ log });
      const content = contentOf(Buffer.from('orders'));
      const requests = [
        () => client.put({ connection, grant, content }, { ...options, onSent: () => undefined }),
        () => client.head({ connection, grant }, options),
        () => client.listUploads({ connection, grant }, options),
        () => listPackages({ connection, grant: { ...grant, prefix: 'p/' } }, { ...options, log }),
      ];
      for (const request of requests) {
        await assert.rejects(request());
        await assert.rejects(request());
      }
      const path = await files.write('orders');
      const request = { ...requestOf(practice, grant, path), connection };
      await assert.rejects(uploader().upload(request, new RecordedRun()));
      const opened = { bucket: grant.bucket, key: grant.key, packageName: 'orders.jar', version: 'v1' };
      const read = { connection, grant: { ...grant, prefix: 'p/' }, storedPackage: opened };
      await assert.rejects(new CosReader({ log }).openPackage(read, options));
    } finally {
      server.close();
    }
    assert.ok(log.debugLines.length > 20 && log.infoLines.length === 1, log.all.join('\n'));
    assert.ok(signatures.size > 2);
    checkNoSecret(log, grant.credential, [files.folder, ...signatures]);
  });
});
