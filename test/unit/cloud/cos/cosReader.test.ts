import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { ReadGrant } from '../../../../src/core/model';
import { comparePackages } from '../../../../src/jar/comparePackages';
import { readPackageFacts } from '../../../../src/jar/readPackageFacts';
import type { Effect } from '../../../../src/sandbox/fault';
import { classFile } from '../../../fixtures/classFile';
import { seededBytes } from '../../../fixtures/seededBytes';
import { storeObject } from '../../../fixtures/storeObject';
import { handmadeZip } from '../../jar/handmadeZip';
import { applicationId, never, region, startPractice, type Practice } from '../practice';

const name = 'orders-2.0.0.jar';
const MB = 1_000_000;

/** A Spring Boot JAR of some 100 MB with a directory of more than 256 KiB, as its build plugin orders it. */
function largeJar(seed: number): Buffer {
  const classes = Array.from({ length: 4000 }, (_, n) => ({
    name: `BOOT-INF/classes/com/acme/orders/domain/SomeClass${n}.class`,
    content: Buffer.concat([classFile('com/acme/orders/Some'), seededBytes(n + 1, 2000)]),
  }));
  const libraries = Array.from({ length: 20 }, (_, n) => ({
    name: `BOOT-INF/lib/some-library-${n}.0.jar`,
    content: seededBytes(seed + n, 5 * MB),
  }));
  const manifest = 'Main-Class: org.springframework.boot.loader.launch.JarLauncher\nStart-Class: com.acme.Orders\n';
  return handmadeZip([{ name: 'META-INF/MANIFEST.MF', content: manifest }, ...classes, ...libraries]);
}

describe('CosReader on the sandbox', () => {
  let practice: Practice;
  let grant: ReadGrant;
  const reader = new CosReader();

  before(async () => {
    practice = await startPractice();
    const request = { applicationId, packageName: name };
    grant = await new TemClient().createReadGrant(
      { connection: practice.connection, region, ...request },
      { signal: never() },
    );
  });
  after(() => practice.sandbox.stop());
  beforeEach(() => {
    practice.sandbox.conditions.faults = [];
    practice.sandbox.requests.clear();
  });

  /** What a list of the store would say. */
  const sizes = new Map<string, number>();
  const put = (version: string, bytes: Buffer) => {
    sizes.set(version, bytes.length);
    return storeObject(practice.sandbox, version, name, bytes);
  };
  const open = (version: string, client = reader, signal = never(), bytes = sizes.get(version)) => {
    const key = `${grant.prefix}${version}/${name}`;
    const place = { bucket: grant.bucket, key, packageName: name, version, ...(bytes !== undefined && { bytes }) };
    return client.openPackage({ connection: practice.connection, grant, storedPackage: place }, { signal });
  };
  const asked = () => practice.sandbox.requests.of('GetObject').length;
  const fault = (effect: Effect, nth = 1, times = 1) => {
    practice.sandbox.conditions.faults = [{ kind: 'GetObject', nth, times, effect }];
  };
  const small = handmadeZip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: a.B\n' }]);
  /** Not all of it is in the tail. */
  const medium = handmadeZip([
    { name: 'META-INF/MANIFEST.MF', content: 'Main-Class: a.B\n' },
    { name: 'a.bin', content: seededBytes(3, 600_000) },
  ]);

  it('reads the facts of 100 MB in a handful of requests, and compares two', async () => {
    put('v1', largeJar(1));
    put('v2', largeJar(2));
    const facts = await readPackageFacts(await open('v1'));
    assert.deepEqual(
      [facts.kind, facts.files, facts.libraries.length, facts.java?.release],
      ['springBootJar', 4021, 20, 17],
    );
    // Four of them for as many libraries, which may need a newer Java.
    assert.ok(asked() <= 11, `${asked()} requests`);
    practice.sandbox.requests.clear();
    const difference = await comparePackages(await open('v1'), await open('v2'));
    assert.equal(difference.libraries.length, 20);
    assert.equal(difference.unchanged, 4001);
    // Of the 20 that kept their version 8 are looked into, by two reads on either side.
    assert.ok(asked() <= 6 + 8 * 4, `${asked()} requests`);
  }).timeout(60_000);

  it('reads a small one in a single request', async () => {
    put('v3', small);
    assert.equal((await readPackageFacts(await open('v3'))).mainClass, 'a.B');
    assert.equal(asked(), 1);
  });

  it('needs not know how long the package is, and finds out where somebody has replaced it since', async () => {
    put('v3', medium);
    for (const bytes of [0, medium.length - 10, medium.length + 10, medium.length + 1_000_000]) {
      practice.sandbox.requests.clear();
      const source = await open('v3', reader, never(), bytes);
      assert.equal(source.bytes, medium.length);
      assert.equal((await readPackageFacts(source)).mainClass, 'a.B', String(bytes));
      assert.ok(asked() <= 3, `${asked()} requests`);
    }
    put('v3', small);
    assert.equal((await readPackageFacts(await open('v3', reader, never(), medium.length))).mainClass, 'a.B');
  });

  it('asks once for what is wanted twice at the same time, and again for what failed', async () => {
    put('v4', medium);
    const source = await open('v4');
    const [one, other] = await Promise.all([source.read(0, 100), source.read(50, 100)]);
    assert.ok(medium.subarray(0, 100).equals(one) && medium.subarray(50, 150).equals(other));
    assert.equal(asked(), 2);
    fault({ type: 'reset', when: 'beforeAnswer' }, 1, 2);
    await assert.rejects(source.read(200_000, 10), { failure: 'offline' });
    practice.sandbox.conditions.faults = [];
    assert.ok(medium.subarray(200_000, 200_010).equals(await source.read(200_000, 10)));
  });

  it('never mixes two objects', async () => {
    put('v5', medium);
    const source = await open('v5');
    put('v5', Buffer.concat([medium, Buffer.alloc(10)]));
    await assert.rejects(source.read(0, 100), { failure: 'changedInStore' });
    const again = await open('v5');
    // A store, or something between, that takes no notice of If-Match.
    fault({ type: 'wrongEtag' });
    await assert.rejects(again.read(0, 100), { failure: 'changedInStore' });
  });

  it('overcomes one lost connection, and one answer that was cut short', async () => {
    put('v6', medium);
    fault({ type: 'reset', when: 'beforeAnswer' });
    const source = await open('v6');
    fault({ type: 'truncateAnswer' });
    assert.ok(medium.subarray(0, 100).equals(await source.read(0, 100)));
  });

  it('says what the matter is', async () => {
    put('v7', small);
    await assert.rejects(open('none'), { failure: 'notFound', requestId: /./ });
    for (const [effect, failure] of [
      [{ type: 'status', status: 403, code: 'AccessDenied' }, 'readRefused'],
      [{ type: 'status', status: 503, code: 'SlowDown' }, 'overloaded'],
      [{ type: 'garbage' }, 'invalidResponse'],
      [{ type: 'reset', when: 'beforeAnswer' }, 'offline'],
    ] as const) {
      fault(effect, 1, Infinity);
      await assert.rejects(open('v7'), { name: 'AppError', failure });
    }
    fault({ type: 'hang', when: 'beforeBody' });
    await assert.rejects(open('v7', new CosReader({ idleTimeoutMs: 100 })), { failure: 'timedOut' });
    put('v8', Buffer.alloc(0));
    await assert.rejects(open('v8'), { failure: 'emptyPackage' });
  });

  it('ends at once when it is cancelled, the request with it', async () => {
    put('v9', small);
    fault({ type: 'hang', when: 'beforeBody' });
    const stop = new AbortController();
    const arrived = practice.sandbox.requests.arrival('GetObject');
    const opening = open('v9', reader, stop.signal);
    await arrived;
    stop.abort();
    await assert.rejects(opening, { failure: 'cancelled' });
  });
});

describe('CosReader and stores that are odd', () => {
  type Reply = (request: IncomingMessage) => readonly [number, OutgoingHttpHeaders, Buffer];
  let reply: Reply;
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const [status, headers, body] = reply(request);
    response.writeHead(status, { 'x-cos-request-id': 'r1', ...headers }).end(body);
  });
  beforeEach(() => void asked.splice(0));
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after(() => server.close());

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bytes = seededBytes(1, 500_000);
  const grant: ReadGrant = {
    bucket: 'b-1250000000',
    region,
    prefix: 'p/',
    credential: { secretId: 'AKIDtest', secretKey: 'k', token: 't' },
    startsAt: 1_700_000_000,
    expiresAt: 1_700_001_800,
  };
  const open = () => {
    const connection = { site: 'sandbox' as const, credential: grant.credential, endpoints: { cos: url() } };
    const place = { bucket: grant.bucket, key: 'p/v/a.jar', packageName: 'a.jar', version: 'v', bytes: bytes.length };
    return new CosReader().openPackage({ connection, grant, storedPackage: place }, { signal: never() });
  };
  const ranged = (start: number, end: number, total: number) => ({
    'Content-Range': `bytes ${start}-${end - 1}/${total}`,
  });

  it('reads one that knows no ranges as long as the object is small', async () => {
    reply = () => [200, { ETag: '"a"', 'Content-Length': bytes.length }, bytes];
    const source = await open();
    assert.ok(bytes.subarray(10, 20).equals(Buffer.from(await source.read(10, 10))));
    reply = () => [200, { ETag: '"a"', 'Content-Length': 9 * MB }, Buffer.alloc(9 * MB)];
    await assert.rejects(open(), { failure: 'readRefused', detail: /whole object only/ });
  });

  it('takes no other bytes than those it asked for', async () => {
    const tail = bytes.subarray(-262_144);
    const first: Reply = () => [206, { ETag: '"a"', ...ranged(237_856, 500_000, 500_000) }, tail];
    for (const headers of [
      ranged(1, 131_073, 500_000),
      ranged(0, 100, 500_000),
      { 'Content-Range': 'bytes */9' },
      {},
    ]) {
      reply = first;
      const source = await open();
      reply = () => [206, { ETag: '"a"', ...headers }, bytes.subarray(0, 131_072)];
      await assert.rejects(source.read(0, 10), { failure: 'invalidResponse' }, JSON.stringify(headers));
    }
    reply = () => [206, { ETag: '"a"', ...ranged(0, 262_144, 500_000) }, tail];
    await assert.rejects(open(), { failure: 'invalidResponse' });
    reply = () => [206, ranged(237_856, 500_000, 500_000), tail];
    await assert.rejects(open(), { failure: 'invalidResponse', detail: /no etag/ });
  });

  it('follows a link nowhere but over TLS, or to this machine', async () => {
    reply = () => [200, { ETag: '"a"', 'Content-Length': 3 }, Buffer.from('PK!')];
    const reader = new CosReader({ idleTimeoutMs: 2000 });
    const { bytes: size } = await reader.download({ url: `${url()}/a.jar?q-signature=s3cret` }, { signal: never() });
    assert.equal(size, 3);
    for (const link of ['ftp://example.test/a', 'nonsense', 'https://user@example.test/', `${url()}/\u202e`]) {
      await assert.rejects(reader.download({ url: link }, { signal: never() }), { failure: 'invalidResponse' });
    }
  });

  const rest = { byte: 100, etag: '"a"', bytes: bytes.length };
  const link = () => `${url()}/a.jar?q-signature=s3cret`;
  const download = () =>
    new CosReader({ idleTimeoutMs: 2000 }).download({ url: link(), range: rest }, { signal: never() });

  it('asks for nothing but bytes from one place to another, as they are', async () => {
    reply = () => [206, { ETag: '"a"', ...ranged(100, 500_000, 500_000) }, bytes.subarray(100)];
    (await download()).drop();
    reply = () => [206, { ETag: '"a"', ...ranged(237_856, 500_000, 500_000) }, bytes.subarray(237_856)];
    await open();
    const heads = asked.map(({ headers }) => [headers.range, headers['accept-encoding'], headers['if-match']]);
    assert.deepEqual(heads, [
      ['bytes=100-499999', 'identity', '"a"'],
      ['bytes=237856-499999', 'identity', undefined],
    ]);
  });

  it('takes nothing for an object that was packed on its way, or is from somebody between', async () => {
    for (const headers of [{ 'Content-Encoding': 'gzip' }, { 'x-cos-request-id': '' }, { ETag: '' }]) {
      reply = () => [206, { ETag: '"a"', ...ranged(100, 500_000, 500_000), ...headers }, bytes.subarray(100)];
      await assert.rejects(download(), { failure: 'invalidResponse' }, JSON.stringify(headers));
      reply = () => [200, { ETag: '"a"', 'Content-Length': bytes.length, ...headers }, bytes];
      await assert.rejects(open(), { failure: 'invalidResponse' }, JSON.stringify(headers));
    }
  });

  it('knows an object by a mark that something between has weakened, and does not ask by it', async () => {
    reply = () => [206, { ETag: 'W/"a"', ...ranged(100, 500_000, 500_000) }, bytes.subarray(100)];
    (await download()).drop();
    (await new CosReader().download({ url: link(), range: { ...rest, etag: 'W/"a"' } }, { signal: never() })).drop();
    assert.deepEqual(
      asked.map(({ headers }) => headers['if-match']),
      ['"a"', undefined],
    );
    const other = { ...rest, etag: 'W/"b"' };
    await assert.rejects(new CosReader().download({ url: link(), range: other }, { signal: never() }), {
      failure: 'changedInStore',
    });
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not go where a ${status} leads, neither to read nor to download`, async () => {
      reply = () => [status, { Location: `${url()}/elsewhere` }, Buffer.alloc(0)];
      await assert.rejects(download(), { failure: 'redirected' });
      await assert.rejects(open(), { failure: 'redirected' });
      assert.deepEqual(
        asked.map((request) => request.url?.includes('elsewhere')),
        [false, false],
      );
    });
  }

  it('tells nobody what is in a link', async () => {
    reply = () => [403, { 'x-cos-request-id': 'r1' }, Buffer.from('<Error><Code>AccessDenied</Code></Error>')];
    await assert.rejects(new CosReader().download({ url: link() }, { signal: never() }), (error: Error) => {
      assert.ok(!`${error.message} ${error.stack} ${JSON.stringify(error)}`.includes('s3cret'));
      return (error as { failure?: string }).failure === 'linkRefused';
    });
  });
});
