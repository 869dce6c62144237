import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { readCopyRange } from '../../../src/sandbox/cos/readRange';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { beginCopying } from './beginCopying';
import { ORDERS } from './clients';

const MIB = 1024 * 1024;
const home = `tem/pkg/1300555551/${ORDERS}/`;

describe('sandbox: copies within the store', () => {
  let sandbox: Sandbox;
  const bytes = randomBytes(2 * MIB + 5);
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());

  const begin = () => beginCopying(sandbox, bytes);

  it('allows none, those of its own key, or those of the application, as the policy says', async () => {
    const { own, sibling, sourceOf, told } = await begin();
    const foreign = 'tem/pkg/1300555551/service-p4yw2k8d/20261012090000/payments-2.0.2.jar';
    const outcomes = async (): Promise<readonly string[]> => [
      await told(sourceOf(own.at.Key)),
      await told(sourceOf(sibling.at.Key)),
      await told(sourceOf(foreign)),
    ];
    assert.equal(sandbox.conditions.policy.copying, 'ownKey');
    assert.deepEqual(await outcomes(), ['200', '403 AccessDenied', '403 AccessDenied']);
    sandbox.conditions.policy.copying = 'application';
    assert.deepEqual(await outcomes(), ['200', '200', '403 AccessDenied']);
    sandbox.conditions.policy.copying = 'none';
    assert.deepEqual(await outcomes(), ['403 AccessDenied', '403 AccessDenied', '403 AccessDenied']);
    assert.equal((await own.cos.headObject(own.at)).statusCode, 200);
  });

  it('copies ranges within the source, of 1 MiB at least but at its end', async () => {
    const { own, sourceOf, part, told } = await begin();
    const source = sourceOf(own.at.Key);
    const ranged = (range: string): Promise<string> => told(source, { 'x-cos-copy-source-range': range });
    assert.equal(await ranged(`bytes=5-${MIB + 4}`), '200');
    const last = await part(source, { 'x-cos-copy-source-range': `bytes=${2 * MIB}-${2 * MIB + 4}` });
    const crc64 = String(new Crc64().update(bytes.subarray(2 * MIB)).digest());
    assert.deepEqual([last.status, last.headers['x-cos-hash-crc64ecma']], [200, crc64]);
    assert.match(last.body, /<CopyPartResult><ETag>.+<\/ETag><LastModified>/);
    assert.equal(await ranged(`bytes=0-${MIB - 2}`), '400 EntityTooSmall');
    assert.equal(await ranged(`bytes=0-${2 * MIB + 5}`), '416 InvalidRange');
    for (const bad of ['bytes=5-2', 'bytes=-5', 'bytes=0-', '0-5', `bytes=0-${MIB},${MIB}-`]) {
      assert.equal(await ranged(bad), '400 InvalidArgument', bad);
    }
  });

  it('copies 5 GiB at the most', () => {
    const most = 5 * 1024 ** 3;
    assert.deepEqual(readCopyRange(`bytes=1-${most}`, most + 2), { start: 1, end: most + 1 });
    assert.throws(() => readCopyRange(`bytes=0-${most}`, most + 2), { code: 'EntityTooLarge' });
    assert.throws(() => readCopyRange(undefined, most + 1), { code: 'EntityTooLarge' });
  });

  it('copies on the conditions that are named', async () => {
    const { own, sourceOf, told } = await begin();
    const { ETag, headers = {} } = await own.cos.headObject(own.at);
    const modified = String(headers['last-modified']);
    const earlier = new Date(Date.parse(modified) - 60_000).toUTCString();
    const on = (condition: string, value: string): Promise<string> =>
      told(sourceOf(own.at.Key), { [`x-cos-copy-source-If-${condition}`]: value });
    assert.equal(await on('Match', ETag), '200');
    assert.equal(await on('Match', '"other"'), '412 PreconditionFailed');
    assert.equal(await on('None-Match', '"other"'), '200');
    assert.equal(await on('None-Match', ETag), '412 PreconditionFailed');
    assert.equal(await on('Modified-Since', earlier), '200');
    assert.equal(await on('Modified-Since', modified), '412 PreconditionFailed');
    assert.equal(await on('Unmodified-Since', modified), '200');
    assert.equal(await on('Unmodified-Since', earlier), '412 PreconditionFailed');
  });

  it('refuses a source that is not there, or is none', async () => {
    sandbox.conditions.policy.copying = 'application';
    const { sourceOf, told } = await begin();
    assert.equal(await told(sourceOf(`${home}v0/none.jar`)), '404 NoSuchCopySource');
    for (const bad of ['none', '', 'host/%E0%A4%A']) assert.equal(await told(bad), '400 InvalidCopySource', bad);
    assert.equal(await told(`${sourceOf(`${home}v0/orders.jar`)}?versionId=1`), '501 NotImplemented');
  });

  it('joins copied and sent parts, with the sum of the whole', async () => {
    sandbox.conditions.policy.copying = 'application';
    const { own, sibling, sourceOf, UploadId } = await begin();
    const { cos, at } = own;
    const CopySource = sourceOf(sibling.at.Key);
    const copied = await cos.uploadPartCopy({
      ...{ ...at, UploadId, PartNumber: 1, CopySource },
      CopySourceRange: `bytes=0-${MIB - 1}`,
    });
    const sent = await cos.multipartUpload({ ...at, UploadId, PartNumber: 2, Body: 'tail' });
    const Parts = [
      { PartNumber: 1, ETag: copied.ETag },
      { PartNumber: 2, ETag: sent.ETag },
    ];
    const done = await cos.multipartComplete({ ...at, UploadId, Parts });
    const wanted = Buffer.concat([bytes.subarray(0, MIB), Buffer.from('tail')]);
    assert.equal(done.headers?.['x-cos-hash-crc64ecma'], String(new Crc64().update(wanted).digest()));
    assert.ok((await cos.getObject(at)).Body.equals(wanted));
  });

  it('copies whole objects, with what is kept beside them or in the place of it', async () => {
    sandbox.conditions.policy.copying = 'application';
    const { own, sibling, sourceOf } = await begin();
    await sibling.cos.putObject({ ...sibling.at, Body: 'abc', 'x-cos-meta-commit': 'a1', ContentType: 'text/x-a' });
    const CopySource = sourceOf(sibling.at.Key);
    const copy = (more: object = {}) => own.cos.putObjectCopy({ ...own.at, CopySource, ...more });
    const { ETag } = await copy();
    const kept = await own.cos.headObject(own.at);
    assert.deepEqual(
      [kept.ETag, kept.headers?.['x-cos-meta-commit'], kept.headers?.['content-type']],
      [ETag, 'a1', 'text/x-a'],
    );
    await copy({ MetadataDirective: 'Replaced', 'x-cos-meta-commit': 'b2', ContentType: 'text/x-b' });
    const replaced = await own.cos.headObject(own.at);
    assert.deepEqual([replaced.headers?.['x-cos-meta-commit'], replaced.headers?.['content-type']], ['b2', 'text/x-b']);
    assert.equal((await own.cos.getObject(own.at)).Body.toString(), 'abc');
  });
});
