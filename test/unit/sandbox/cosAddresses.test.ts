import assert from 'node:assert/strict';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, send, signed } from './clients';

describe('sandbox: how objects are addressed', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ hosts: ['cos.ap-guangzhou.myqcloud.com'] });
    token = await cosToken(sandbox, { PkgName: 'a b+c.jar' });
  });
  afterEach(() => sandbox.stop());

  const stored = (): string | undefined => sandbox.store.get(token.Bucket, token.FullPath)?.bytes.toString();

  for (const suffix of ['.cos.ap-guangzhou.myqcloud.com', '.cos.ap-guangzhou.myqcloud.com:8080', '.localhost:PORT']) {
    it(`by a host such as bucket${suffix}`, async () => {
      const Host = `${token.Bucket}${suffix}`.replace('PORT', new URL(sandbox.cosUrl).port);
      const path = `/${token.FullPath}`;
      const headers = signed(token, { method: 'PUT', path, headers: { Host } });
      const reply = await send(`${sandbox.cosUrl}${encodeURI(path)}`, { method: 'PUT', headers, body: suffix });
      assert.equal(reply.status, 200);
      assert.equal(stored(), suffix);
    });
  }

  it('by a whole URL, as a client asks a proxy', async () => {
    const Host = `${token.Bucket}.cos.ap-guangzhou.myqcloud.com`;
    const path = `/${token.FullPath}`;
    const put = { method: 'PUT', headers: signed(token, { method: 'PUT', path, headers: { Host } }), body: 'by proxy' };
    const reply = await sendAsToProxy(`http://${Host}${encodeURI(path)}`, put);
    assert.equal(reply.status, 200);
    assert.equal(stored(), 'by proxy');
    const other = await sendAsToProxy(`http://elsewhere.test${encodeURI(path)}`, put);
    assert.equal(codeOf(other), 'InvalidURI');
    const Resource = `${Host}${encodeURI(path).replace('+', '%2B')}`;
    const unsigned = await sendAsToProxy(`http://${Host}${encodeURI(path)}`, { headers: { Host } });
    assert.match(unsigned.body, new RegExp(`<Resource>${Resource}</Resource>`));
  });

  /** One request to the store with this as its target. */
  function sendAsToProxy(target: string, options: NonNullable<Parameters<typeof send>[1]>): ReturnType<typeof send> {
    return send(sandbox.cosUrl, { ...options, target });
  }

  it('with a plus in the query for a space, as the SDKs for Python and Go write it, and in the path for itself', async () => {
    const { StartTime, ExpiredTime } = token;
    const { bucket, secretId, secretKey } = sandbox.ownerKey('ap-guangzhou');
    const key = { TmpSecretId: secretId, TmpSecretKey: secretKey, StartTime, ExpiredTime, SessionToken: '' };
    const put = signed(key as CosToken, { method: 'PUT', path: '/odd names/a+b.jar' });
    await send(`${sandbox.cosUrl}/odd%20names/a+b.jar`, { method: 'PUT', headers: put, body: 'odd' });
    assert.deepEqual(
      sandbox.store.keys(bucket).filter((name) => name.startsWith('odd')),
      ['odd names/a+b.jar'],
    );
    const get = signed(key as CosToken, { method: 'GET', path: '/', query: { prefix: 'odd names/a+b' } });
    const { body } = await send(`${sandbox.cosUrl}/?prefix=odd+names/a%2Bb`, { headers: get });
    assert.match(body, /<Key>odd names\/a\+b\.jar<\/Key>/);
  });

  it('by a path such as /bucket/key', async () => {
    const path = `/${token.Bucket}/${token.FullPath}`;
    const url = `${sandbox.cosUrl}${encodeURI(path)}`;
    const put = await send(url, { method: 'PUT', headers: signed(token, { method: 'PUT', path }), body: 'by path' });
    assert.equal(put.status, 200);
    assert.equal(stored(), 'by path');
    const got = await send(url, { headers: signed(token, { method: 'GET', path }) });
    assert.equal(got.body, 'by path');
  });

  it('by a path alone: the bucket is the one that the key is for', async () => {
    const path = `/${token.FullPath}`;
    const headers = signed(token, { method: 'PUT', path });
    await send(`${sandbox.cosUrl}${encodeURI(path)}`, { method: 'PUT', headers, body: 'alone' });
    assert.equal(stored(), 'alone');
  });

  it('by a URL signed in its query', async () => {
    const { cos, at } = cosClient(sandbox, token);
    const url = (Method: 'GET' | 'PUT'): Promise<string> =>
      new Promise((resolve, reject) =>
        cos.getObjectUrl({ ...at, Method, Sign: true, Query: { 'x-mark': '1 +' } }, (error, data) =>
          error ? reject(new Error(error.message)) : resolve(data.Url),
        ),
      );
    assert.equal((await send(await url('PUT'), { method: 'PUT', body: 'by query' })).status, 200);
    assert.equal(stored(), 'by query');
    assert.equal((await send(await url('GET'))).body, 'by query');
    assert.equal((await send((await url('GET')).replace('x-mark=1', 'x-mark=2'))).status, 403);
  });
});
