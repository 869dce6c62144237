import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import { listPackages } from '../../../../src/cloud/cos/listPackages';
import type { AppError } from '../../../../src/core/errors';
import type { Connection } from '../../../../src/core/model';
import { contentOf } from '../../../fixtures/contentOf';
import { anyGrant, endless, HostileServer, redirects } from '../hostileServer';
import { never } from '../practice';

const id = { 'x-cos-request-id': 'NjRhOTQ5MWRfNjRj' };
const logIn = '<html><head><title>Log in</title></head><body>Welcome to our hotel</body></html>';
const ignore = (): void => undefined;
const refusal = (code: string) => `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>m</Message></Error>`;

describe('what counts as an answer of COS', () => {
  let server: HostileServer;
  let other: HostileServer;
  let connection: Connection;
  const cos = new CosClient({ idleTimeoutMs: 15_000 });
  const grant = anyGrant;
  const content = () => contentOf(Buffer.from('PK'));

  const asking = {
    head: () => cos.head({ connection, grant }, { signal: never() }),
    remove: () => cos.remove({ connection, grant }, { signal: never() }),
    abortUpload: () => cos.abortUpload({ connection, grant, uploadId: 'u1' }, { signal: never() }),
    listUploads: () => cos.listUploads({ connection, grant }, { signal: never() }),
    listParts: () => cos.listParts({ connection, grant, uploadId: 'u1' }, { signal: never() }),
    listPackages: () => listPackages({ connection, grant: { ...grant, prefix: 'tem/1/' } }, { signal: never() }),
  };
  const sending = {
    put: () => cos.put({ connection, grant, content: content() }, { signal: never(), onSent: ignore }),
    uploadPart: () =>
      cos.uploadPart(
        { connection, grant, uploadId: 'u1', number: 1, content: content() },
        { signal: never(), onSent: ignore },
      ),
    createUpload: () => cos.createUpload({ connection, grant }, { signal: never() }),
    completeUpload: () =>
      cos.completeUpload(
        { connection, grant, uploadId: 'u1', parts: [{ number: 1, etag: '"e"' }] },
        { signal: never() },
      ),
  };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = { ...asking, ...sending };
  const withBody = Object.entries(calls).filter(([name]) => name !== 'head');

  before(async () => {
    [server, other] = [await HostileServer.start(), await HostileServer.start()];
    connection = { site: 'china', credential: { secretId: 'x', secretKey: 'y' }, endpoints: { cos: server.url } };
  });
  beforeEach(() => {
    server.asked.length = other.asked.length = 0;
  });
  after(() => {
    server.stop();
    other.stop();
  });
  const answer = (status: number, headers: Record<string, string>, body: string | Buffer = '') => {
    server.answer = (response) => response.writeHead(status, headers).end(body);
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`${name} follows no redirect`, async () => {
      let tried = 0;
      for (const status of redirects) {
        for (const Location of [`${other.url}/elsewhere`, '/elsewhere']) {
          for (const proof of [id, {}]) {
            answer(status, { Location, ...proof });
            await assert.rejects(call(), {
              name: 'AppError',
              failure: proof === id ? 'redirected' : 'invalidResponse',
              detail: new RegExp(`HTTP ${status}`),
            });
            tried++;
          }
        }
      }
      assert.deepEqual(other.asked, []);
      assert.equal(server.asked.length, tried);
    });

    it(`${name} takes nobody else's word`, async () => {
      for (const [status, body, failure] of [
        [200, logIn, 'invalidResponse'],
        [200, '', 'invalidResponse'],
        [204, '', 'invalidResponse'],
        [404, logIn, 'invalidResponse'],
        [404, refusal('NoSuchKey'), 'invalidResponse'],
        [404, refusal('NoSuchUpload'), 'invalidResponse'],
        [403, refusal('AccessDenied'), 'blockedOnTheWay'],
        [200, refusal('AccessDenied'), 'invalidResponse'],
        [407, '', 'proxy'],
        [502, logIn, 'busy'],
      ] as const) {
        for (const proof of [{}, { 'x-cos-request-id': '' }, { 'x-cos-request-id': 'x'.repeat(9000) }]) {
          answer(status, { ETag: '"e"', 'Content-Type': 'text/html', ...proof }, body);
          await assert.rejects(call(), { name: 'AppError', failure }, `${status} ${body}`);
        }
      }
    });
  }

  for (const [name, call] of withBody) {
    it(`${name} does not take an error for a success`, async () => {
      answer(200, id, refusal('AccessDenied'));
      const failure = name === 'listPackages' ? 'denied' : 'grantRefused';
      await assert.rejects(call(), { failure, requestId: id['x-cos-request-id'] });
      for (const body of ['<Error/>', '<Error>', '<Error><Code>Acce', logIn, '<OtherResult/>', '{"a":1}', 'x']) {
        answer(200, id, body);
        await assert.rejects(call(), { name: 'AppError', failure: /invalidResponse|service/ }, body);
      }
      answer(404, id, refusal('NoSuchBucket'));
      await assert.rejects(call(), { name: 'AppError' });
      answer(404, id);
      await assert.rejects(call(), { name: 'AppError' });
    });

    for (const as of ['plain', 'gzip'] as const) {
      it(`${name} closes the connection on an answer without an end (${as})`, async () => {
        let all: Promise<number> | undefined;
        server.answer = (response) => void (all = endless(response, as, id));
        await assert.rejects(call(), { failure: 'invalidResponse', detail: /more than 4194304 bytes/ });
        const taken = (await all) ?? NaN;
        assert.ok(taken < 16 * 1024 * 1024, `${taken} bytes`);
      });
    }
  }

  it('what is gone is gone where COS says so', async () => {
    for (const code of ['NoSuchKey', 'NoSuchUpload', 'nosuchupload']) {
      answer(404, id, refusal(code));
      await asking.remove();
      await asking.abortUpload();
      await assert.rejects(asking.listParts(), { failure: 'uploadGone' });
    }
    answer(404, id);
    assert.equal(await asking.head(), undefined);
    answer(204, id);
    await asking.remove();
    await asking.abortUpload();
  });

  it('what a HEAD does not tell is unknown', async () => {
    server.answer = (response) => {
      response.sendDate = false;
      response.writeHead(200, id).end();
    };
    assert.deepEqual(await asking.head(), {});
    const Date = 'Wed, 25 Nov 2026 10:00:10 GMT';
    const told = { 'Last-Modified': 'Wed, 25 Nov 2026 10:00:00 GMT', Date, 'Content-Encoding': 'gzip' };
    answer(200, {
      ...id,
      ...told,
      ETag: 'W/"a&<b>"',
      'Content-Length': '7',
      'x-cos-hash-crc64ecma': '18446744073709551615',
    });
    assert.deepEqual(await asking.head(), {
      bytes: 7,
      etag: 'W/"a&<b>"',
      crc64: '18446744073709551615',
      storedAt: 1_795_600_800_000,
      respondedAt: 1_795_600_810_000,
    });
    answer(200, { ...id, 'x-cos-hash-crc64ecma': 'none' });
    assert.deepEqual(await sending.put(), {});
  });

  it('when an upload was begun is told by the clock of the store', async () => {
    const begun = '<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>';
    answer(200, { ...id, Date: 'Wed, 25 Nov 2026 10:00:00 GMT' }, begun);
    assert.deepEqual(await sending.createUpload(), { uploadId: 'u-1', createdAt: 1_795_600_800_000 });
    answer(200, { ...id, Date: 'yesterday' }, begun);
    assert.deepEqual(await sending.createUpload(), { uploadId: 'u-1' });
    for (const odd of ['', ' ', 'a b', 'x'.repeat(2000)]) {
      answer(200, id, begun.replace('u-1', odd));
      await assert.rejects(sending.createUpload(), { failure: 'invalidResponse' });
    }
  });

  it('never asks about an upload that has no id', async () => {
    answer(204, id);
    for (const odd of ['', ' ', 'x'.repeat(2000)]) {
      await cos.abortUpload({ connection, grant, uploadId: odd }, { signal: never() });
      await assert.rejects(cos.listParts({ connection, grant, uploadId: odd }, { signal: never() }), {
        failure: 'uploadGone',
      });
      await assert.rejects(cos.completeUpload({ connection, grant, uploadId: odd, parts: [] }, { signal: never() }), {
        failure: 'uploadGone',
      });
      const part = cos.uploadPart(
        { connection, grant, uploadId: odd, number: 1, content: content() },
        { signal: never(), onSent: ignore },
      );
      await assert.rejects(part, { failure: 'uploadGone' });
    }
    for (const number of [0, -1, 1.5, NaN, 10_001]) {
      const part = cos.uploadPart(
        { connection, grant, uploadId: 'u1', number, content: content() },
        { signal: never(), onSent: ignore },
      );
      await assert.rejects(part, { failure: 'internal' });
    }
    assert.deepEqual(server.asked, []);
  });

  it('lists no upload without an id, and none of another key', async () => {
    const row = (key: string, upload: string) => `<Upload><Key>${key}</Key>${upload}</Upload>`;
    const list = (rows: readonly string[]) =>
      answer(200, id, `<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>`);
    list([row(grant.key, ''), row(grant.key, '<UploadId/>'), row(grant.key, '<UploadId> </UploadId>')]);
    assert.deepEqual(await asking.listUploads(), []);
    list([row(grant.key, '<UploadId>u1</UploadId>'), row(`${grant.key}x`, '<UploadId>u2</UploadId>')]);
    assert.deepEqual(await asking.listUploads(), ['u1']);
    list([row(grant.key, '<UploadId>u1</UploadId>')]);
    assert.deepEqual(await asking.listUploads(), ['u1']);
    list(Array.from({ length: 2000 }, (_, n) => row(grant.key, `<UploadId>u${n}</UploadId>`)));
    assert.equal((await asking.listUploads()).length, 1000);
    list([]);
    assert.deepEqual(await asking.listUploads(), []);
  });

  it('lists parts page by page, and never for ever', async () => {
    const page = (from: number, truncated: boolean) => {
      const rows = [1, 2].map((n) => `<Part><PartNumber>${from + n}</PartNumber><ETag>"e"</ETag><Size>5</Size></Part>`);
      const next = `<IsTruncated>${truncated}</IsTruncated><NextPartNumberMarker>${from + 2}</NextPartNumberMarker>`;
      return `<ListPartsResult>${rows.join('')}${next}</ListPartsResult>`;
    };
    const markerOf = (url: string) => Number(new URL(url, server.url).searchParams.get('part-number-marker'));
    server.answer = (response, { url }) => {
      const from = markerOf(url);
      response.writeHead(200, id).end(page(from, from < 4));
    };
    const parts = await asking.listParts();
    assert.deepEqual(
      parts,
      [1, 2, 3, 4, 5, 6].map((number) => ({ number, etag: '"e"', bytes: 5 })),
    );
    answer(200, id, page(0, true));
    assert.equal((await asking.listParts()).length, 2);
    assert.equal(server.asked.length, 5);
  });

  it('gives ETags back as they came', async () => {
    const etag = (parts: readonly string[]) => {
      const body = '<CompleteMultipartUploadResult><ETag>&quot;a-2&quot;</ETag></CompleteMultipartUploadResult>';
      answer(200, id, body);
      const listed = parts.map((one, n) => ({ number: n + 1, etag: one }));
      return cos.completeUpload({ connection, grant, uploadId: 'u1', parts: listed }, { signal: never() });
    };
    assert.deepEqual(await etag(['"a&b"', 'W/"<c>"', '0123']), { etag: '"a-2"' });
    const listed = [...(server.asked[0]?.body ?? '').matchAll(/<ETag>(.*?)<\/ETag>/g)].map(([, one]) => one);
    assert.deepEqual(listed, ['"a&amp;b"', 'W/"&lt;c&gt;"', '"0123"']);
  });

  it('takes seconds for no listing', async () => {
    answer(200, id, `<ListBucketResult>${'<a/>'.repeat(1_000_000)}</ListBucketResult>`);
    const began = process.cpuUsage();
    await assert.rejects(asking.listPackages(), { failure: 'invalidResponse' });
    const { user, system } = process.cpuUsage(began);
    assert.ok(user + system < 1_000_000, `${(user + system) / 1000} ms`);
  });

  it('asks again on a connection of its own where a kept one is gone', async () => {
    const sockets = new Set<unknown>();
    server.answer = (response) => {
      const { socket } = response;
      if (sockets.has(socket)) return void socket?.destroy();
      sockets.add(socket);
      response.writeHead(204, id).end();
    };
    for (let n = 0; n < 3; n++) await asking.remove();
    server.answer = (response) => response.destroy();
    await assert.rejects(asking.remove(), { failure: 'offline' });
  });

  it('reads an answer that something on the way has compressed', async () => {
    answer(200, { ...id, 'Content-Encoding': 'gzip' }, gzipSync('<ListMultipartUploadsResult/>'));
    assert.deepEqual(await asking.listUploads(), []);
    answer(200, { ...id, 'Content-Encoding': 'br' }, '<ListMultipartUploadsResult/>');
    await assert.rejects(asking.listUploads(), (error: AppError) => error.failure === 'invalidResponse');
  });
});
