import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { StoredObject } from '../../../src/sandbox/cos/store';
import type { Landing } from '../../../src/sandbox/fault';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { beginCopying } from './beginCopying';
import { refusalOf } from './clients';

const MIB = 1024 * 1024;

describe('sandbox: copies that are slow, late or without a sum', () => {
  let sandbox: Sandbox;
  const bytes = randomBytes(2 * MIB);
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());

  const begin = async () => {
    const begun = await beginCopying(sandbox, bytes);
    const { own, sourceOf, part, UploadId } = begun;
    const copy = (number = 1) => part(sourceOf(own.at.Key), {}, number);
    const sendPart = (Body: string | Buffer, PartNumber = 1) =>
      own.cos.multipartUpload({ ...own.at, UploadId, PartNumber, Body });
    const held = (): Buffer => Buffer.concat([...(sandbox.store.upload(UploadId)?.parts.get(1)?.chunks ?? [])]);
    const complete = (etag: string | undefined) =>
      own.cos.multipartComplete({ ...own.at, UploadId, Parts: [{ PartNumber: 1, ETag: etag ?? '' }] });
    return { ...begun, copy, sendPart, held, complete };
  };
  const late = (until: Landing, by: 'reset' | 'hang' = 'reset'): void => {
    sandbox.conditions.faults = [{ kind: 'UploadPartCopy', nth: 1, effect: { type: 'late', until, by } }];
  };

  it('take their time, and answer then', async () => {
    const { copy, held } = await begin();
    sandbox.conditions.copyMs = 60;
    sandbox.conditions.copyBandwidth = 20 * MIB;
    const began = performance.now();
    const pending = copy();
    await sandbox.requests.arrival('UploadPartCopy');
    assert.equal(held().length, 0);
    assert.equal((await pending).status, 200);
    assert.ok(performance.now() - began >= 159, `${performance.now() - began} ms`);
    assert.ok(held().equals(bytes));
  });

  it('send white space meanwhile, and no sum that they cannot know yet', async () => {
    const { copy, held } = await begin();
    sandbox.conditions.copyMs = 40;
    sandbox.conditions.copySpaces = true;
    const reply = await copy();
    assert.match(reply.body, /^\n\n\n\n<\?xml.{1,100}\n<CopyPartResult><ETag>/s);
    assert.equal(reply.headers['x-cos-hash-crc64ecma'], undefined);
    assert.ok(held().equals(bytes));
  });

  it('end with the sandbox', async () => {
    const { copy } = await begin();
    sandbox.conditions.copyMs = 60_000;
    const arrived = sandbox.requests.arrival('UploadPartCopy');
    const pending = copy().catch(() => 'cut');
    await arrived;
    await sandbox.stop();
    assert.equal(await pending, 'cut');
  });

  it('land after the part that was sent in their place', async () => {
    const { copy, sendPart, held } = await begin();
    late('afterPart');
    await assert.rejects(copy());
    await sendPart('beside', 2);
    assert.equal(held().length, 0);
    await sendPart('instead');
    assert.ok(held().equals(bytes));
    await sendPart('again');
    assert.equal(held().toString(), 'again');
  });

  it('land once the parts were listed', async () => {
    const { own, copy, sendPart, held, UploadId } = await begin();
    late('afterList', 'hang');
    const hung = sandbox.requests.next('UploadPartCopy');
    copy().catch(() => undefined);
    assert.equal((await hung).outcome, 'hung');
    const { ETag } = await sendPart('instead');
    const { Part } = await own.cos.multipartListPart({ ...own.at, UploadId });
    assert.deepEqual(
      Part.map((part) => part.ETag),
      [ETag],
    );
    assert.ok(held().equals(bytes));
  });

  it('land as CompleteMultipartUpload begins, which then misses the part that was sent', async () => {
    const { copy, sendPart, held, complete } = await begin();
    late('beforeComplete');
    await assert.rejects(copy());
    const { ETag } = await sendPart('instead');
    assert.equal((await refusalOf(complete(ETag))).code, 'InvalidPart');
    assert.ok(held().equals(bytes));
  });

  it('land between its look at the ETags and its joining', async () => {
    const { own, copy, sendPart, complete } = await begin();
    late('whileJoining');
    await assert.rejects(copy());
    const { ETag } = await sendPart('instead');
    const done = await complete(ETag);
    const stored = sandbox.store.get(own.at.Bucket, own.at.Key);
    assert.ok(stored?.bytes.equals(bytes));
    assert.equal(done.headers?.['x-cos-hash-crc64ecma'], String(new Crc64().update(bytes).digest()));
  });

  it('land never, or find no upload any more', async () => {
    const { own, copy, sendPart, complete } = await begin();
    late('never');
    await assert.rejects(copy());
    sandbox.conditions.faults = [];
    sandbox.conditions.copyMs = 50;
    const { ETag } = await sendPart('instead');
    const pending = copy();
    await sandbox.requests.arrival('UploadPartCopy');
    await complete(ETag);
    assert.equal((await pending).status, 404);
    assert.equal(sandbox.store.get(own.at.Bucket, own.at.Key)?.bytes.toString(), 'instead');
  });

  it('have no sum where their source has none, nor has what they are joined to', async () => {
    const { own, sourceOf, sibling, copy, part, complete } = await begin();
    const { Bucket, Key } = own.at;
    sandbox.store.put(new StoredObject(Bucket, Key, [bytes], bytes.length, '"old"', '', 'x/y', Date.now()));
    assert.equal((await own.cos.headObject(own.at)).headers?.['x-cos-hash-crc64ecma'], undefined);
    const copied = await copy();
    assert.equal(copied.headers['x-cos-hash-crc64ecma'], undefined);
    const [, etag] = /<ETag>(.{1,60})<\/ETag>/.exec(copied.body) ?? [];
    const done = await complete(etag?.replaceAll('&quot;', '"'));
    assert.equal(done.headers?.['x-cos-hash-crc64ecma'], undefined);
    assert.equal((await own.cos.headObject(own.at)).headers?.['x-cos-hash-crc64ecma'], undefined);
    assert.equal((await part(sourceOf(sibling.at.Key))).status, 404);
    assert.ok(sandbox.store.get(Bucket, Key)?.bytes.equals(bytes));
  });
});
