import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosClient, cosToken, ORDERS, refusalOf } from './clients';

const MIB = 1024 * 1024;
const Prefix = `tem/pkg/1300555551/${ORDERS}/`;

describe('sandbox: what people do with the official Node SDK', () => {
  let sandbox: Sandbox;
  let folder: string;
  let clock = 0;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'tem-node-sdk-'))));
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    clock = 0;
    sandbox = await Sandbox.start({ now: () => Date.now() + clock, conditions: { requestsPerSecond: 0 } });
  });
  afterEach(() => sandbox.stop());

  /** A client with a key for one package of `orders`, and a file with its bytes. */
  const begin = async (bytes: Buffer, wanted: { PkgName?: string; TimeVersion?: string } = {}) => {
    const token = await cosToken(sandbox, wanted);
    const { cos, at } = cosClient(sandbox, token);
    const FilePath = join(folder, 'up.jar');
    await writeFile(FilePath, bytes);
    return { token, cos, at, FilePath };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;
  const uploads: Readonly<Record<string, (begun: Begun) => Promise<unknown>>> = {
    putObject: async ({ cos, at, FilePath }) => cos.putObject({ ...at, Body: await readFile(FilePath) }),
    sliceUploadFile: ({ cos, at, FilePath }) => cos.sliceUploadFile({ ...at, FilePath, ChunkSize: MIB }),
    uploadFile: ({ cos, at, FilePath }) => cos.uploadFile({ ...at, FilePath, SliceSize: MIB, ChunkSize: MIB }),
    uploadFiles: ({ cos, at, FilePath }) => cos.uploadFiles({ files: [{ ...at, FilePath }], SliceSize: MIB }),
  };

  for (const size of [5_000, 7 * MIB + 11]) {
    for (const [name, upload] of Object.entries(uploads)) {
      it(`${name}, and down again: ${size} bytes`, async () => {
        const bytes = randomBytes(size);
        const begun = await begin(bytes);
        await upload(begun);
        const down = join(folder, 'down.jar');
        await begun.cos.downloadFile({ ...begun.at, FilePath: down, ChunkSize: MIB });
        assert.ok((await readFile(down)).equals(bytes));
        const got = await begun.cos.getObject({ ...begun.at, Range: 'bytes=1-9' });
        assert.ok(got.Body.equals(bytes.subarray(1, 10)));
        assert.equal(sandbox.store.uploads.length, 0);
      });
    }
  }

  it('headBucket and getBucket, with whose it is', async () => {
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
    assert.equal((await cos.headBucket(at)).statusCode, 200);
    const { Contents } = await cos.getBucket({ ...at, Prefix });
    assert.equal(Contents.length, 2);
    assert.deepEqual((Contents[0] as { Owner?: unknown }).Owner, { ID: '1300555551', DisplayName: '1300555551' });
    sandbox.conditions.policy.listing = false;
    assert.equal((await refusalOf(cos.headBucket(at))).status, 403);
    assert.equal((await refusalOf(cos.headBucket({ ...at, Bucket: 'tem-ap-shanghai-1300555551' }))).status, 403);
  });

  it('multipartList and multipartListPart, with who began it', async () => {
    const { cos, at } = await begin(Buffer.from(''));
    const { UploadId } = await cos.multipartInit(at);
    const person = { ID: 'qcs::cam::uin/100012345678:uin/100012345678', DisplayName: '100012345678' };
    const { Upload } = await cos.multipartList({ ...at, Delimiter: '', Prefix: at.Key });
    assert.deepEqual([Upload[0]?.Initiator, Upload[0]?.Owner], [person, person]);
    const parts = await cos.multipartListPart({ ...at, UploadId });
    assert.deepEqual([parts.Initiator, parts.Owner], [person, person]);
  });

  it('putObjectCopy and sliceCopyFile, of what the key may read', async () => {
    const old = await begin(randomBytes(3 * MIB + 7), { TimeVersion: 'v0', PkgName: 'old +1 订单.jar' });
    await uploads.putObject!(old);
    const { cos, at } = await begin(Buffer.from(''));
    const CopySource = `${at.Bucket}.cos.${at.Region}.myqcloud.com/${encodeURIComponent(old.at.Key)}`;
    const copies = [
      () => cos.putObjectCopy({ ...at, CopySource }),
      () => cos.sliceCopyFile({ ...at, CopySource, CopySliceSize: MIB, CopyChunkSize: MIB }),
    ];
    const wanted = sandbox.store.get(at.Bucket, old.at.Key)?.bytes ?? Buffer.alloc(0);
    for (const copy of copies) {
      sandbox.conditions.policy.copying = 'ownKey';
      assert.equal((await refusalOf(copy())).status, 403);
      sandbox.conditions.policy.copying = 'application';
      await copy();
      assert.ok(sandbox.store.get(at.Bucket, at.Key)?.bytes.equals(wanted));
      sandbox.store.delete(at.Bucket, at.Key);
    }
    assert.equal(sandbox.requests.of('UploadPartCopy').length, 4);
  });

  it('deleteMultipleObject, of what the key may delete', async () => {
    const begun = await begin(Buffer.from('abc'), { PkgName: 'a&b <1>.jar' });
    await uploads.putObject!(begun);
    const { cos, at } = begun;
    const other = `${Prefix}20261108093012/orders-1.4.1.jar`;
    const done = await cos.deleteMultipleObject({ ...at, Objects: [{ Key: at.Key }, { Key: other }] });
    assert.deepEqual(
      done.Deleted.map(({ Key }) => Key),
      [at.Key],
    );
    assert.deepEqual(
      done.Error.map(({ Key, Code }) => [Key, Code]),
      [[other, 'AccessDenied']],
    );
    assert.equal(sandbox.store.get(at.Bucket, at.Key), undefined);
    assert.ok(sandbox.store.get(at.Bucket, other));
  });

  for (const PkgName of ['a b+c%20&=?#.jar', '订单服务.jar', '😀 – é.war', "q'(!*)~;:@$,[].jar"]) {
    it(`a package called ${PkgName}: up, listed, down, deleted`, async () => {
      const bytes = randomBytes(2 * MIB);
      const begun = await begin(bytes, { PkgName });
      await uploads.sliceUploadFile!(begun);
      const { cos, at } = begun;
      const reader = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
      const { Contents } = await reader.cos.getBucket({ ...at, Prefix: `${Prefix}v1/` });
      assert.deepEqual(
        Contents.map(({ Key }) => Key),
        [at.Key],
      );
      assert.ok((await cos.getObject(at)).Body.equals(bytes));
      await cos.deleteObject(at);
      assert.equal((await refusalOf(cos.headObject(at))).status, 404);
    });
  }

  it('a temporary key that is over, without its token, or of somebody unknown', async () => {
    const begun = await begin(Buffer.from('abc'));
    await uploads.putObject!(begun);
    const without = cosClient(sandbox, { ...begun.token, SessionToken: 'another' });
    assert.equal((await refusalOf(without.cos.headObject(begun.at))).status, 403);
    const unknown = cosClient(sandbox, { ...begun.token, TmpSecretId: 'AKIDnobody' });
    assert.equal((await refusalOf(unknown.cos.getObject(begun.at))).code, 'InvalidAccessKeyId');
    clock = 3_600_000;
    assert.deepEqual(await refusalOf(uploads.putObject!(begun)), { code: 'AccessDenied', status: 403 });
  });
});
