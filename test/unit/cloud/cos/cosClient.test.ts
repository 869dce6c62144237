import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import { AppError } from '../../../../src/core/errors';
import type { UploadGrant } from '../../../../src/core/model';
import type { Content } from '../../../../src/core/ports/objectStore';
import type { Effect } from '../../../../src/sandbox/fault';
import { contentOf } from '../../../fixtures/contentOf';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, never, startPractice, type Practice } from '../practice';

const ignore = (): void => undefined;

/** Content that ends early, with `failure` or never. */
function brokenContent(bytes: Buffer, failure: Promise<never>): Content & { isClosed: boolean } {
  return {
    bytes: bytes.length + 1,
    isClosed: false,
    async *pieces() {
      try {
        yield bytes;
        await failure;
      } finally {
        this.isClosed = true;
      }
    },
  };
}

describe('CosClient on the sandbox', () => {
  let practice: Practice;
  let grant: UploadGrant;
  const cos = new CosClient();
  const bytes = seededBytes(7, 3_000_000);

  beforeEach(async () => {
    practice = await startPractice();
    grant = await grantFor(practice);
    practice.sandbox.requests.clear();
  });
  afterEach(() => practice.sandbox.stop());

  const put = (content = contentOf(bytes), client = cos, signal = never(), onSent: (sent: number) => void = ignore) =>
    client.put({ connection: practice.connection, grant, content }, { signal, onSent });
  const head = (client = cos) => client.head({ connection: practice.connection, grant }, { signal: never() });
  const stored = () => practice.sandbox.store.get(grant.bucket, grant.key);
  const fault = (kind: string, effect: Effect, times = 1) => {
    practice.sandbox.conditions.faults = [{ service: 'cos', kind, nth: 1, times, effect }];
  };

  /** How much of a body that comes in one piece is handed to the system at a time. */
  async function slicesOf(body: Buffer): Promise<readonly number[]> {
    const whole: Content = {
      bytes: body.length,
      async *pieces() {
        yield await Promise.resolve(body);
      },
    };
    const sent: number[] = [];
    await put(whole, undefined, undefined, (count) => sent.push(count));
    assert.deepEqual(stored()?.bytes, body);
    return sent.map((count, n) => count - (sent[n - 1] ?? 0));
  }

  it('hands the system little at first, so that a slow line shows it is alive, and more where it takes that at once', async () => {
    const slices = await slicesOf(bytes);
    assert.equal(slices[0], 64 * 1024);
    assert.ok(Math.max(...slices) > 64 * 1024, String(slices));
  });

  it('hands the system little again once the line has become slow', async () => {
    practice.sandbox.conditions.bandwidth = 16_000_000;
    const slices = await slicesOf(seededBytes(8, 24_000_000));
    const largest = slices.indexOf(Math.max(...slices));
    assert.ok(slices.slice(largest + 1, -1).includes(64 * 1024), String(slices));
  });

  it('stores, tells and removes an object', async () => {
    const sent: number[] = [];
    await put(undefined, undefined, undefined, (count) => sent.push(count));
    assert.deepEqual(stored()?.bytes, bytes);
    assert.equal(sent.at(-1), bytes.length);
    assert.ok(sent.length > 10 && sent.every((count, n) => n === 0 || count > (sent[n - 1] ?? 0)));
    const { storedAt = NaN, respondedAt = NaN, ...told } = (await head())!;
    assert.ok(respondedAt >= storedAt && respondedAt < storedAt + 60_000 && respondedAt > Date.now() - 60_000);
    assert.deepEqual(told, {
      bytes: bytes.length,
      etag: stored()?.etag,
      crc64: stored()?.crc64,
    });
    await cos.remove({ connection: practice.connection, grant }, { signal: never() });
    assert.equal(stored(), undefined);
    assert.equal(await head(), undefined);
    await cos.remove({ connection: practice.connection, grant }, { signal: never() });
  });

  it('asks for more bytes than there are only when the last ones have left, for their buffer is lent', async () => {
    const seen: string[] = [];
    const content: Content = {
      bytes: bytes.length,
      async *pieces() {
        yield await Promise.resolve(bytes);
        seen.push('given back');
      },
    };
    await put(content, undefined, undefined, () => seen.push('sent'));
    assert.ok(seen.length > 1);
    assert.equal(seen.indexOf('given back'), seen.length - 1);
  });

  it('stores under keys of any letters', async () => {
    for (const name of ['订单 服务+1&2=3%25.jar', "o'rders (1)*!.jar", 'a?b#c;d,e@f$.jar']) {
      grant = await grantFor(practice, name);
      await put(contentOf(Buffer.from(name)));
      assert.equal(String(stored()?.bytes), name);
      assert.equal((await head())?.bytes, Buffer.byteLength(name));
    }
  });

  it('keeps the keys of several grants apart', async () => {
    const other = await grantFor(practice, 'payments.jar');
    await Promise.all([
      put(),
      cos.put(
        { connection: practice.connection, grant: other, content: contentOf(bytes) },
        { signal: never(), onSent: ignore },
      ),
    ]);
    assert.equal(practice.sandbox.store.get(other.bucket, other.key)?.size, bytes.length);
    const mixed = { ...grant, credential: other.credential };
    const refused = cos.put(
      { connection: practice.connection, grant: mixed, content: contentOf(bytes) },
      { signal: never(), onSent: ignore },
    );
    await assert.rejects(refused, { failure: 'grantRefused', detail: /cos:PutObject/, requestId: /./ });
  });

  it('ends a stopped upload at once and closes its source', async () => {
    const stop = new AbortController();
    let give = (): void => undefined;
    const source = brokenContent(bytes, new Promise<never>((_, reject) => (give = () => reject(new Error('late')))));
    const arrived = practice.sandbox.requests.arrival('PutObject');
    const ended = practice.sandbox.requests.next('PutObject');
    const pending = put(source, cos, stop.signal);
    await arrived;
    stop.abort();
    await assert.rejects(pending, { failure: 'cancelled' });
    assert.equal((await ended).outcome, 'aborted');
    give();
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(source.isClosed);
    assert.equal(stored(), undefined);
    await assert.rejects(put(undefined, undefined, stop.signal), { failure: 'cancelled' });
  });

  for (const when of ['beforeBody', 'afterBody'] as const) {
    it(`notices silence (${when})`, async () => {
      fault('PutObject', { type: 'hang', when });
      const ended = practice.sandbox.requests.next('PutObject');
      const small = contentOf(bytes.subarray(0, 100_000));
      await assert.rejects(put(small, new CosClient({ idleTimeoutMs: 100 })), { failure: 'timedOut' });
      await ended;
    });
  }

  it('notices silence when asking and removing, and asks no more then', async () => {
    for (const kind of ['HeadObject', 'DeleteObject']) {
      fault(kind, { type: 'hang', when: 'afterBody' }, Infinity);
      const ended = practice.sandbox.requests.next(kind);
      const impatient = new CosClient({ idleTimeoutMs: 100 });
      const call =
        kind === 'HeadObject'
          ? head(impatient)
          : impatient.remove({ connection: practice.connection, grant }, { signal: never() });
      await assert.rejects(call, { failure: 'timedOut' });
      await ended;
    }
    assert.equal(practice.sandbox.requests.all.length, 2);
  });

  it('lets a slow upload take its time', async () => {
    practice.sandbox.conditions.bandwidth = 3_000_000;
    await put(undefined, new CosClient({ idleTimeoutMs: 600 }));
    assert.equal(stored()?.size, bytes.length);
  });

  it('passes on what the source failed with, untouched', async () => {
    const failure = new AppError('changedOnDisk', 'the file changed');
    const before = { ...failure };
    const pending = put(brokenContent(bytes.subarray(0, 1000), Promise.reject(failure)));
    await assert.rejects(pending, (error) => error === failure);
    assert.deepEqual({ ...failure }, before);
    assert.equal(stored(), undefined);
  });

  it('says what each refusal means', async () => {
    const meanings = [
      [403, 'AccessDenied', 'grantRefused'],
      [400, 'accessdenied', 'grantRefused'],
      [403, 'ExpiredToken', 'grantExpired'],
      [403, 'InvalidAccessKeyId', 'grantUnfit'],
      [403, 'SignatureDoesNotMatch', 'grantUnfit'],
      [403, 'RequestTimeTooSkewed', 'clockSkewed'],
      [404, 'NoSuchBucket', 'grantUnfit'],
      [404, 'NoSuchUpload', 'uploadGone'],
      [400, 'NoSuchUpload', 'uploadGone'],
      [404, 'SomethingNew', 'service'],
      [405, 'MethodNotAllowed', 'notOffered'],
      [408, 'SomethingNew', 'timedOut'],
      [413, 'SomethingNew', 'bodyTooLarge'],
      [429, 'SomethingNew', 'overloaded'],
      [501, 'SomethingNew', 'notOffered'],
      [400, 'BadDigest', 'corrupted'],
      [400, 'EntityTooLarge', 'bodyTooLarge'],
      [400, 'UserNetworkTooSlow', 'slowLine'],
      [500, 'InternalError', 'busy'],
      [503, 'SlowDown', 'overloaded'],
      [409, 'SomethingNew', 'conflict'],
    ] as const;
    for (const [status, code, failure] of meanings) {
      fault('PutObject', { type: 'status', status, code });
      const small = contentOf(Buffer.from(code));
      await assert.rejects(put(small), { name: 'AppError', failure, requestId: /./ }, code);
    }
  });

  it('says that the temporary key has expired', async () => {
    let ahead = 0;
    const late = await startPractice({ now: () => Date.now() + ahead });
    try {
      const old = await grantFor(late);
      ahead = 2 * 3_600_000;
      const call = cos.put(
        { connection: late.connection, grant: old, content: contentOf(bytes) },
        { signal: never(), onSent: ignore },
      );
      await assert.rejects(call, { failure: 'grantExpired', requestId: /./ });
    } finally {
      await late.sandbox.stop();
    }
  });

  it('does not care about the clock of this machine', async () => {
    const elsewhere = await startPractice({ now: () => Date.now() + 240_000, conditions: { tokenLifetime: 100 } });
    try {
      const other = await grantFor(elsewhere);
      await cos.put(
        { connection: elsewhere.connection, grant: other, content: contentOf(bytes) },
        { signal: never(), onSent: ignore },
      );
      assert.equal(
        (await cos.head({ connection: elsewhere.connection, grant: other }, { signal: never() }))?.bytes,
        bytes.length,
      );
    } finally {
      await elsewhere.sandbox.stop();
    }
  });

  it('says that a question is refused, although such an answer has no words', async () => {
    const wrong = { ...grant, credential: { ...grant.credential, secretKey: 'no' } };
    const call = cos.head({ connection: practice.connection, grant: wrong }, { signal: never() });
    await assert.rejects(call, { failure: 'grantRefused', detail: /cos:HeadObject/, requestId: /./ });
  });

  it('keeps off the proxy of the environment, which is for VS Code to read', async () => {
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
    try {
      await put();
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
  });

  it('tells lost connections', async () => {
    for (const when of ['beforeBody', 'afterBody', 'beforeAnswer'] as const) {
      fault('PutObject', { type: 'reset', when });
      await assert.rejects(put(), { failure: 'offline' });
    }
    await practice.sandbox.stop();
    await assert.rejects(put(), { failure: 'offline', detail: /ECONNREFUSED/ });
    await assert.rejects(head(), { failure: 'offline' });
  });
});

describe('CosClient and servers that are none', () => {
  let server: Server;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  const cos = new CosClient({ idleTimeoutMs: 2000 });
  const grant: UploadGrant = {
    bucket: 'b-1250000000',
    region: 'ap-guangzhou',
    key: 'a.jar',
    credential: { secretId: 'AKIDtest', secretKey: 'k', token: 't' },
    startsAt: 1_700_000_000,
    expiresAt: 1_700_001_800,
  };

  before(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(answer.status, answer.headers ?? {}).end(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  const connection = () => ({
    site: 'sandbox' as const,
    credential: { secretId: 'x', secretKey: 'y' },
    endpoints: { cos: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
  });
  const put = () =>
    cos.put(
      { connection: connection(), grant, content: contentOf(Buffer.from('PK')) },
      { signal: never(), onSent: ignore },
    );

  it('waits longer for the answer the more was sent: a hop may take all of it before it passes on any', async () => {
    const idleTimeoutMs = 200;
    const patient = new CosClient({ idleTimeoutMs });
    const slow = createServer((request, response) => {
      // Four silences, of which 4 MiB are given three.
      request.resume().on('end', () => setTimeout(() => response.writeHead(502).end(), 4 * idleTimeoutMs));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    try {
      const cos = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
      const through = { ...connection(), endpoints: { cos } };
      const send = (mebibytes: number) =>
        patient.put(
          { connection: through, grant, content: contentOf(Buffer.alloc(mebibytes * 1024 * 1024)) },
          { signal: never(), onSent: ignore },
        );
      await assert.rejects(send(36), { failure: 'busy' });
      await assert.rejects(send(4), { failure: 'timedOut' });
    } finally {
      slow.close();
      slow.closeAllConnections();
    }
  });

  for (const [status, body, failure] of [
    [403, '<html><body>Blocked by your company', 'blockedOnTheWay'],
    [403, '<html', 'blockedOnTheWay'],
    [403, '<!-- never closed', 'blockedOnTheWay'],
    [413, '<html>Request Entity Too Large', 'bodyTooLarge'],
    [502, '<html>Bad gateway</html>', 'busy'],
    [407, 'Proxy Authentication Required', 'proxy'],
    [302, '', 'invalidResponse'],
    [400, '<Error><Code><a>x</a></Code></Error>', 'invalidResponse'],
    [400, '<Error>', 'invalidResponse'],
    [404, '{"Error":', 'invalidResponse'],
  ] as const) {
    it(`survives ${status} with ${body || 'nothing'}`, async () => {
      answer = { status, body };
      await assert.rejects(put(), { name: 'AppError', failure });
    });
  }

  it('shows nothing secret, whatever the server writes back', async () => {
    const secret = {
      secretId: `AKID${'z'.repeat(32)}`,
      secretKey: 'S3cr3tKeyOfTheTest00',
      token: 'tok/en+1'.repeat(20),
    };
    const message = `${JSON.stringify(secret)} https://h/a.jar?q-signature=abc&sign=${encodeURIComponent(secret.token)}`;
    const body = `<Error><Code>AccessDenied</Code><Message>${message.replaceAll('&', '&amp;')}</Message></Error>`;
    answer = { status: 403, body, headers: { 'x-cos-request-id': 'NjQ' } };
    const call = cos.put(
      { connection: connection(), grant: { ...grant, credential: secret }, content: contentOf(Buffer.from('PK')) },
      { signal: never(), onSent: ignore },
    );
    await assert.rejects(call, (error: AppError) => {
      const shown = `${error.message} ${error.stack} ${JSON.stringify(error)}`;
      for (const hidden of [secret.secretId, secret.secretKey, secret.token, 'q-signature=abc', 'sign=']) {
        assert.ok(!shown.includes(hidden), `${hidden} in ${shown}`);
      }
      return error.failure === 'grantRefused' && error.requestId === 'NjQ' && error.cause === undefined;
    });
  });
});
