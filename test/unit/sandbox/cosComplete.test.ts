import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, refusalOf, send, signed } from './clients';

const MIB = 1024 * 1024;

describe('sandbox: the end of a multipart upload', () => {
  let sandbox: Sandbox;
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());

  const begin = async () => {
    const token = await cosToken(sandbox);
    const { cos, at } = cosClient(sandbox, token);
    const { UploadId } = await cos.multipartInit(at);
    const part = async (PartNumber: number) => ({
      PartNumber,
      ETag: (await cos.multipartUpload({ ...at, UploadId, PartNumber, Body: Buffer.alloc(MIB) })).ETag,
    });
    const stored = () => sandbox.store.get(at.Bucket, at.Key);
    return { token, cos, at, UploadId, part, stored };
  };

  it('refuses numbers with a gap, and such as do not begin with 1', async () => {
    const { cos, at, UploadId, part, stored } = await begin();
    const parts = [await part(1), await part(2), await part(3)] as const;
    const code = (Parts: { PartNumber: number; ETag: string }[]) =>
      refusalOf(cos.multipartComplete({ ...at, UploadId, Parts }));
    assert.deepEqual(await code([parts[0], parts[2]]), { code: 'InvalidPart', status: 400 });
    assert.deepEqual(await code([parts[1], parts[2]]), { code: 'InvalidPart', status: 400 });
    assert.equal(stored(), undefined);
    await cos.multipartComplete({ ...at, UploadId, Parts: [parts[0], parts[1]] });
    assert.equal(stored()?.size, 2 * MIB);
  });

  it('answers 200 at once, white space for a while, and then the document', async () => {
    const { token, at, UploadId, part, stored } = await begin();
    const { ETag } = await part(1);
    sandbox.conditions.completeDuration = 200;
    const path = `/${at.Key}`;
    const began = performance.now();
    const request = httpRequest(`${sandbox.cosUrl}${path}?uploadId=${UploadId}`, {
      method: 'POST',
      headers: signed(token, { method: 'POST', path }),
    });
    request.end(
      `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${ETag}</ETag></Part></CompleteMultipartUpload>`,
    );
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    assert.deepEqual([response.statusCode, response.headers['transfer-encoding']], [200, 'chunked']);
    const chunks: string[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk.toString());
    assert.ok(performance.now() - began >= 195, 'it took as long as the knob says');
    assert.ok(chunks.length > 2, `${chunks.length} chunks`);
    assert.equal(chunks.slice(0, -1).join('').trim(), '');
    assert.match(chunks.at(-1) ?? '', /^<\?xml .+<CompleteMultipartUploadResult>/s);
    assert.equal(stored()?.size, MIB);
  });

  it('so that the official client takes it for what it is', async () => {
    const { cos, at, UploadId, part } = await begin();
    const Parts = [await part(1)];
    sandbox.conditions.completeDuration = 100;
    const done = await cos.multipartComplete({ ...at, UploadId, Parts });
    assert.match(done.ETag, /-1"$/);
  });

  it('tells an error in its last chunk, joins nothing, and takes the next try', async () => {
    const { cos, at, UploadId, part, stored } = await begin();
    const Parts = [await part(1)];
    sandbox.conditions.completeDuration = 100;
    sandbox.conditions.completeError = 'InternalError';
    // Whether this client throws is its own affair: it must not tell of an object.
    const failed: { readonly ETag?: string } = await cos
      .multipartComplete({ ...at, UploadId, Parts })
      .catch(() => ({}));
    assert.equal(failed.ETag, undefined);
    const [record] = sandbox.requests.of('CompleteMultipartUpload');
    assert.deepEqual([record?.status, record?.code], [200, 'InternalError']);
    assert.equal(stored(), undefined);
    sandbox.conditions.completeError = '';
    await cos.multipartComplete({ ...at, UploadId, Parts });
    assert.equal(stored()?.size, MIB);
  });

  it('is busy while it joins: no object yet, the parts still listed, and no second end to the upload', async () => {
    const { cos, at, UploadId, part, stored } = await begin();
    const Parts = [await part(1)];
    sandbox.conditions.completeDuration = 500;
    const first = cos.multipartComplete({ ...at, UploadId, Parts });
    await sandbox.requests.arrival('CompleteMultipartUpload');
    const conflict = { code: 'UploadConflict', status: 409 };
    assert.deepEqual(await refusalOf(cos.multipartComplete({ ...at, UploadId, Parts })), conflict);
    assert.deepEqual(await refusalOf(cos.multipartAbort({ ...at, UploadId })), conflict);
    assert.deepEqual(await refusalOf(part(2)), conflict);
    assert.equal((await refusalOf(cos.headObject(at))).status, 404);
    assert.equal((await cos.multipartListPart({ ...at, UploadId })).Part.length, 1);
    await first;
    assert.equal(stored()?.size, MIB);
    assert.equal((await refusalOf(cos.multipartAbort({ ...at, UploadId }))).code, 'NoSuchUpload');
  });

  it('goes on joining when the client goes', async () => {
    const { cos, at, UploadId, part, stored } = await begin();
    const Parts = [await part(1)];
    sandbox.conditions.completeDuration = 300;
    sandbox.conditions.faults = [
      { kind: 'CompleteMultipartUpload', nth: 1, effect: { type: 'reset', when: 'beforeAnswer' } },
    ];
    await assert.rejects(cos.multipartComplete({ ...at, UploadId, Parts }));
    assert.equal(stored(), undefined);
    const deadline = performance.now() + 5000;
    while (!stored() && performance.now() < deadline) await cos.multipartListPart({ ...at, UploadId }).catch(() => 0);
    assert.equal(stored()?.size, MIB);
  });

  it('joins and removes in a store that is full to the last byte', async () => {
    await sandbox.stop();
    const seeded = await Sandbox.start();
    const rest = seeded.store.objects().reduce((sum, { size }) => sum + size, 0);
    await seeded.stop();
    sandbox = await Sandbox.start({ capacity: rest + MIB });
    const { cos, at, UploadId, part, stored } = await begin();
    await cos.multipartComplete({ ...at, UploadId, Parts: [await part(1)] });
    assert.equal(stored()?.size, MIB);
    const { Deleted } = await cos.deleteMultipleObject({ ...at, Objects: [{ Key: at.Key }] });
    assert.deepEqual([Deleted.length, stored()], [1, undefined]);
  });

  it('refuses a list of parts that is longer than any', async () => {
    const { token, at, UploadId, part } = await begin();
    await part(1);
    const path = `/${at.Key}`;
    const headers = signed(token, { method: 'POST', path });
    const body = '<CompleteMultipartUpload>'.padEnd(9 * MIB);
    const reply = await send(`${sandbox.cosUrl}${path}?uploadId=${UploadId}`, { method: 'POST', headers, body });
    assert.equal(codeOf(reply), 'MalformedXML');
    assert.match(reply.body, /too long/);
  });
});
