import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosClient, cosToken, ORDERS, refusalOf } from './clients';

describe('sandbox: objects, by the official client', () => {
  let sandbox: Sandbox;
  before(async () => (sandbox = await Sandbox.start({ conditions: { requestsPerSecond: 0 } })));
  after(() => sandbox.stop());

  for (const size of [0, 1, 65_536, 3_000_001]) {
    it(`stores and gives back ${size} bytes`, async () => {
      const bytes = randomBytes(size);
      const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
      const put = await cos.putObject({ ...at, Body: Readable.from(chunked(bytes)), ContentLength: size });
      const crc64 = String(new Crc64().update(bytes).digest());
      assert.equal(put.ETag, `"${createHash('md5').update(bytes).digest('hex')}"`);
      assert.equal(put.headers?.['x-cos-hash-crc64ecma'], crc64);
      assert.ok(put.headers?.['x-cos-request-id']);

      const head = await cos.headObject(at);
      assert.equal(head.headers?.['content-length'], String(size));
      assert.equal(head.headers?.['x-cos-hash-crc64ecma'], crc64);
      assert.equal(head.ETag, put.ETag);
      assert.ok((await cos.getObject(at)).Body.equals(bytes));
      assert.ok(sandbox.store.get(at.Bucket, at.Key)?.bytes.equals(bytes));
    });
  }

  for (const name of [
    'a b+c%20&=?#.jar',
    '订单 – 😀.war',
    `${'n'.repeat(200)}.jar`,
    "q'(!*)~;:@$,[].jar",
    'a//b..c.jar',
  ]) {
    it(`stores a package called ${name.slice(0, 30)}`, async () => {
      const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { PkgName: name }));
      await cos.putObject({ ...at, Body: 'x' });
      assert.ok(at.Key.endsWith(`/v1/${name}`));
      assert.equal(sandbox.store.get(at.Bucket, at.Key)?.size, 1);
      assert.equal((await cos.headObject(at)).statusCode, 200);
    });
  }

  it('gives ranges, and refuses one beyond the end', async () => {
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
    await cos.putObject({ ...at, Body: '0123456789' });
    const part = async (Range: string): Promise<string> => {
      const got = await cos.getObject({ ...at, Range });
      return `${got.statusCode} ${got.headers?.['content-range']} ${got.Body.toString()}`;
    };
    assert.equal(await part('bytes=2-4'), '206 bytes 2-4/10 234');
    assert.equal(await part('bytes=7-'), '206 bytes 7-9/10 789');
    assert.equal(await part('bytes=8-100'), '206 bytes 8-9/10 89');
    assert.equal(await part('bytes=5-2'), '200 undefined 0123456789');
    assert.deepEqual(await refusalOf(cos.getObject({ ...at, Range: 'bytes=10-' })), {
      code: 'InvalidRange',
      status: 416,
    });
  });

  it('replaces an object, deletes it, and deletes it again', async () => {
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
    await cos.putObject({ ...at, Body: 'old' });
    await cos.putObject({ ...at, Body: 'new' });
    assert.equal(sandbox.store.get(at.Bucket, at.Key)?.bytes.toString(), 'new');
    assert.equal((await cos.deleteObject(at)).statusCode, 204);
    assert.equal((await cos.deleteObject(at)).statusCode, 204);
    assert.equal((await refusalOf(cos.headObject(at))).status, 404);
    assert.deepEqual(await refusalOf(cos.getObject(at)), { code: 'NoSuchKey', status: 404 });
  });

  it('lists by prefix, delimiter, marker and max-keys', async () => {
    await sandbox.stop();
    sandbox = await Sandbox.start();
    for (const [TimeVersion, PkgName] of [
      ['v1', 'a.jar'],
      ['v1', 'b.jar'],
      ['v2', 'c.jar'],
      ['v3', 'd&é.jar'],
    ] as const) {
      const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { TimeVersion, PkgName }));
      await cos.putObject({ ...at, Body: PkgName });
    }
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
    const Prefix = `tem/pkg/1300555551/${ORDERS}/`;
    const keys = async (wanted: object): Promise<string[]> => {
      const page = await cos.getBucket({ ...at, Prefix, ...wanted });
      return [
        ...page.Contents.map((one) => one.Key.slice(Prefix.length)),
        ...page.CommonPrefixes.map((one) => one.Prefix.slice(Prefix.length)),
        ...(page.IsTruncated === 'true' ? [`… ${page.NextMarker?.slice(Prefix.length)}`] : []),
      ];
    };
    const seeded = ['20261019160455/orders-1.4.0.jar', '20261108093012/orders-1.4.1.jar'];
    assert.deepEqual(await keys({}), [...seeded, 'v1/a.jar', 'v1/b.jar', 'v2/c.jar', 'v3/d&é.jar']);
    assert.deepEqual(await keys({ Delimiter: '/' }), ['20261019160455/', '20261108093012/', 'v1/', 'v2/', 'v3/']);
    assert.deepEqual(await keys({ Marker: `${Prefix}v1/a.jar`, MaxKeys: 2 }), ['v1/b.jar', 'v2/c.jar', '… v2/c.jar']);
    assert.deepEqual(await keys({ Delimiter: '/', Marker: `${Prefix}v1/`, MaxKeys: 1 }), ['v2/', '… v2/']);
    assert.deepEqual(await keys({ Prefix: `${Prefix}v3`, EncodingType: 'url' }), ['v3/d%26%C3%A9.jar']);
    assert.deepEqual(await keys({ MaxKeys: 0 }), []);
  });
});

function* chunked(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}
