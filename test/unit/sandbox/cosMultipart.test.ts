import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosClient, cosToken, ORDERS, refusalOf } from './clients';

const MIB = 1024 * 1024;

describe('sandbox: multipart uploads, by the official client', () => {
  let sandbox: Sandbox;
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());

  const begin = async () => {
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
    const { UploadId } = await cos.multipartInit(at);
    const part = async (PartNumber: number, Body: Buffer) => ({
      PartNumber,
      ETag: (await cos.multipartUpload({ ...at, UploadId, PartNumber, Body })).ETag,
    });
    return { cos, at, UploadId, part };
  };

  it('does what sliceUploadFile asks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tem-sandbox-'));
    const bytes = randomBytes(3 * MIB + 5);
    await writeFile(join(folder, 'orders.jar'), bytes);
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
    const FilePath = join(folder, 'orders.jar');
    await cos.sliceUploadFile({ ...at, FilePath, ChunkSize: MIB }).finally(() => rm(folder, { recursive: true }));
    const object = sandbox.store.get(at.Bucket, at.Key);
    assert.ok(object);
    assert.ok(object.bytes.equals(bytes));
    assert.equal(object.crc64, String(new Crc64().update(bytes).digest()));
    assert.match(object.etag, /^"[0-9a-f]{32}-4"$/);
    assert.equal(sandbox.store.uploads.length, 0);
    assert.equal(sandbox.requests.of('ListMultipartUploads').length, 1);
  });

  it('joins parts sent in any order, the last one sent under a number', async () => {
    const { cos, at, UploadId, part } = await begin();
    const [one, two, three] = [randomBytes(MIB), randomBytes(MIB + 1), randomBytes(3)];
    const third = await part(3, three);
    await part(1, randomBytes(MIB));
    const Parts = [await part(1, one), await part(2, two), third];
    const done = await cos.multipartComplete({ ...at, UploadId, Parts });
    assert.ok(sandbox.store.get(at.Bucket, at.Key)?.bytes.equals(Buffer.concat([one, two, three])));
    assert.equal(done.headers?.['x-cos-hash-crc64ecma'], sandbox.store.get(at.Bucket, at.Key)?.crc64);
    assert.deepEqual(await refusalOf(cos.multipartComplete({ ...at, UploadId, Parts })), {
      code: 'NoSuchUpload',
      status: 404,
    });
  });

  it('lists parts, page by page', async () => {
    const { cos, at, UploadId, part } = await begin();
    for (const number of [1, 2, 5]) await part(number, Buffer.alloc(10, number));
    const first = await cos.multipartListPart({ ...at, UploadId, MaxParts: 2 });
    assert.deepEqual(
      first.Part.map((one) => [one.PartNumber, one.Size]),
      [
        ['1', '10'],
        ['2', '10'],
      ],
    );
    assert.equal(first.IsTruncated, 'true');
    const rest = await cos.multipartListPart({ ...at, UploadId, PartNumberMarker: String(first.NextPartNumberMarker) });
    assert.deepEqual([rest.Part.map((one) => one.PartNumber), rest.IsTruncated], [['5'], 'false']);
  });

  it('lists open uploads, page by page, and forgets aborted ones', async () => {
    const { cos, at, UploadId } = await begin();
    const second = (await cos.multipartInit(at)).UploadId;
    const ids = [UploadId, second].sort();
    const list = (wanted: object) => cos.multipartList({ ...at, Delimiter: '', Prefix: at.Key, ...wanted });
    const all = await list({});
    assert.deepEqual(
      all.Upload.map((one) => [one.Key, one.UploadId]),
      ids.map((id) => [at.Key, id]),
    );
    const first = await list({ MaxUploads: 1 });
    assert.deepEqual([first.IsTruncated, first.NextUploadIdMarker], ['true', ids[0]]);
    const next = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
    assert.deepEqual(
      next.Upload.map((one) => one.UploadId),
      [ids[1]],
    );
    assert.equal((await cos.multipartAbort({ ...at, UploadId })).statusCode, 204);
    assert.deepEqual(await refusalOf(cos.multipartAbort({ ...at, UploadId })), { code: 'NoSuchUpload', status: 404 });
    assert.deepEqual(
      sandbox.store.uploads.map((one) => one.id),
      [second],
    );
  });

  it('copies a part from a range of an object of the same application', async () => {
    const old = cosClient(sandbox, await cosToken(sandbox, { TimeVersion: 'v0', PkgName: 'old +1.jar' }));
    const bytes = randomBytes(2 * MIB);
    await old.cos.putObject({ ...old.at, Body: bytes });
    const { cos, at, UploadId, part } = await begin();
    sandbox.conditions.policy.copying = 'application';
    const host = `${at.Bucket}.cos.${at.Region}.myqcloud.com`;
    const copy = (key: string, range = `bytes=1-${MIB}`) =>
      cos.uploadPartCopy({
        ...at,
        UploadId,
        PartNumber: 1,
        CopySource: `${host}/${encodeURIComponent(key)}`,
        CopySourceRange: range,
      });
    const { ETag } = await copy(old.at.Key);
    const tail = await part(2, Buffer.from('tail'));
    await cos.multipartComplete({ ...at, UploadId, Parts: [{ PartNumber: 1, ETag }, tail] });
    const wanted = Buffer.concat([bytes.subarray(1, MIB + 1), Buffer.from('tail')]);
    assert.ok(sandbox.store.get(at.Bucket, at.Key)?.bytes.equals(wanted));

    const again = await begin();
    const refused = (key: string, range?: string) =>
      refusalOf(
        again.cos.uploadPartCopy({
          ...at,
          UploadId: again.UploadId,
          PartNumber: 1,
          CopySource: `${host}/${encodeURIComponent(key)}`,
          ...(range && { CopySourceRange: range }),
        }),
      );
    assert.equal((await refused(`tem/pkg/1300555551/${ORDERS}/v0/none.jar`)).code, 'NoSuchCopySource');
    assert.equal((await refused('tem/pkg/1300555551/service-p4yw2k8d/a.jar')).code, 'AccessDenied');
    assert.equal((await refused(old.at.Key, `bytes=0-${2 * MIB}`)).code, 'InvalidRange');
  });

  it('refuses parts that are too small, missing, changed, out of order, or misnumbered', async () => {
    const { cos, at, UploadId, part } = await begin();
    const code = async (Parts: { PartNumber: number; ETag: string }[]): Promise<string> => {
      const { code: found, status } = await refusalOf(cos.multipartComplete({ ...at, UploadId, Parts }));
      assert.equal(status, 400);
      return found;
    };
    const [small, large] = [await part(1, Buffer.alloc(MIB - 1)), await part(2, Buffer.alloc(MIB))];
    assert.equal(await code([small, large]), 'EntityTooSmall');
    assert.equal(await code([large, { PartNumber: 3, ETag: large.ETag }]), 'InvalidPart');
    assert.equal(await code([{ PartNumber: 1, ETag: large.ETag }, large]), 'InvalidPart');
    assert.equal(await code([large, small]), 'InvalidPartOrder');
    assert.equal(await code([large, large]), 'InvalidPartOrder');
    assert.equal(await code([]), 'MalformedXML');
    assert.deepEqual(await refusalOf(part(10_001, Buffer.alloc(1))), { code: 'InvalidArgument', status: 400 });
    assert.equal(sandbox.store.get(at.Bucket, at.Key), undefined);
    assert.equal((await cos.multipartComplete({ ...at, UploadId, Parts: [small] })).statusCode, 200);
  });

  it('knows an upload id only together with its key', async () => {
    const { UploadId } = await begin();
    const other = cosClient(sandbox, await cosToken(sandbox, { PkgName: 'other.jar' }));
    const refused = refusalOf(other.cos.multipartUpload({ ...other.at, UploadId, PartNumber: 1, Body: 'x' }));
    assert.deepEqual(await refused, { code: 'NoSuchUpload', status: 404 });
  });
});
