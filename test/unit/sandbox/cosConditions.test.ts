import assert from 'node:assert/strict';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, type Reply, send, signed } from './clients';

describe('sandbox: what is kept beside an object, and on which conditions it is given', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  beforeEach(async () => {
    sandbox = await Sandbox.start();
    token = await cosToken(sandbox);
  });
  afterEach(() => sandbox.stop());

  const ask = (method: string, headers: Record<string, string> = {}, query = '', key = token): Promise<Reply> => {
    const path = `/${key.FullPath}`;
    const options = { method, headers: { ...signed(key, { method, path }), ...headers } };
    return send(`${sandbox.cosUrl}${path}${query}`, method === 'PUT' ? { ...options, body: 'abc' } : options);
  };

  const beside = {
    'Cache-Control': 'max-age=60',
    'Content-Disposition': 'attachment; filename="a.jar"',
    'Content-Encoding': 'identity',
    'Content-Type': 'text/x-mark',
    Expires: 'Thu, 01 Jan 2032 00:00:00 GMT',
    'x-cos-meta-commit': 'a1b2c3',
  };
  const check = (reply: Reply): void => {
    for (const [name, value] of Object.entries(beside)) {
      assert.equal(reply.headers[name.toLowerCase()], value, name);
    }
  };

  it('keeps the documented headers of a PUT', async () => {
    await ask('PUT', beside);
    check(await ask('GET'));
    check(await ask('HEAD'));
  });

  it('keeps those of a multipart upload', async () => {
    const { cos, at } = cosClient(sandbox, token);
    const { UploadId } = await cos.multipartInit({
      ...at,
      ...{ CacheControl: beside['Cache-Control'], ContentDisposition: beside['Content-Disposition'] },
      ...{ ContentEncoding: beside['Content-Encoding'], ContentType: beside['Content-Type'], Expires: beside.Expires },
      'x-cos-meta-commit': beside['x-cos-meta-commit'],
    });
    const { ETag } = await cos.multipartUpload({ ...at, UploadId, PartNumber: 1, Body: 'abc' });
    await cos.multipartComplete({ ...at, UploadId, Parts: [{ PartNumber: 1, ETag }] });
    check(await ask('HEAD'));
  });

  it('infers the type from the ending of the key', async () => {
    const typeOf = async (PkgName: string): Promise<string | undefined> => {
      const key = await cosToken(sandbox, { PkgName });
      await ask('PUT', {}, '', key);
      return (await ask('HEAD', {}, '', key)).headers['content-type'];
    };
    assert.equal(await typeOf('a.jar'), 'application/java-archive');
    assert.equal(await typeOf('a.json'), 'application/json');
    assert.equal(await typeOf('a.nothing'), 'application/octet-stream');
  });

  it('answers 304 or 412 as the conditions say', async () => {
    await ask('PUT');
    const { etag = '', 'last-modified': modified = '' } = (await ask('HEAD')).headers;
    const [earlier, later] = [-1, 1].map((n) => new Date(Date.parse(modified) + n * 60_000).toUTCString());
    const told = async (conditions: Record<string, string>): Promise<string> => {
      const [got, head] = [await ask('GET', conditions), await ask('HEAD', conditions)];
      assert.equal(head.status, got.status);
      if (got.status === 304) assert.deepEqual([got.headers.etag, got.body], [etag, '']);
      return `${got.status} ${codeOf(got)}`.trim();
    };
    assert.equal(await told({ 'If-None-Match': etag }), '304');
    assert.equal(await told({ 'If-None-Match': '"other"' }), '200');
    assert.equal(await told({ 'If-Match': etag }), '200');
    assert.equal(await told({ 'If-Match': '"other"' }), '412 PreconditionFailed');
    assert.equal(await told({ 'If-Modified-Since': modified }), '304');
    assert.equal(await told({ 'If-Modified-Since': earlier! }), '200');
    assert.equal(await told({ 'If-Unmodified-Since': later! }), '200');
    assert.equal(await told({ 'If-Unmodified-Since': earlier! }), '412 PreconditionFailed');
    assert.equal(await told({ 'If-None-Match': '"other"', 'If-Modified-Since': modified }), '200');
    assert.equal(await told({ 'If-Modified-Since': 'yesterday' }), '200');
  });

  it('puts response-… in the place of its own headers', async () => {
    await ask('PUT', beside);
    const { cos, at } = cosClient(sandbox, token);
    const got = await cos.getObject({
      ...at,
      ResponseContentType: 'text/x-asked',
      ResponseContentDisposition: 'attachment; filename="b.jar"',
      ResponseCacheControl: 'no-store',
    });
    const { headers = {} } = got as { readonly headers?: Record<string, string> };
    assert.equal(headers['content-type'], 'text/x-asked');
    assert.equal(headers['content-disposition'], 'attachment; filename="b.jar"');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-cos-meta-commit'], 'a1b2c3');
    const split = await ask('GET', {}, '?response-content-type=a%0D%0AX-Evil:%201');
    assert.deepEqual([split.status, split.headers['x-evil']], [200, undefined]);
  });

  it('refuses ranges from the end unless they are turned on', async () => {
    await ask('PUT');
    sandbox.conditions.suffixRanges = true;
    assert.equal((await ask('GET', { Range: 'bytes=-2' })).body, 'bc');
    sandbox.conditions.suffixRanges = false;
    const refused = await ask('GET', { Range: 'bytes=-2' });
    assert.deepEqual([refused.status, codeOf(refused)], [416, 'InvalidRange']);
    assert.equal((await ask('GET', { Range: 'bytes=1-2' })).body, 'bc');
  });
});
