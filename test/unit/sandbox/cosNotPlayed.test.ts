import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, ORDERS, refusalOf, type Reply, send, signed } from './clients';

describe('sandbox: what the store does not play, and where it ends', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  const start = async (options: Parameters<typeof Sandbox.start>[0] = {}): Promise<void> => {
    sandbox = await Sandbox.start(options);
    token = await cosToken(sandbox);
  };
  afterEach(() => sandbox.stop());

  const ask = (method: string, path: string, query: string, body?: string): Promise<Reply> =>
    send(`${sandbox.cosUrl}${path}${query}`, {
      method,
      headers: signed(token, { method, path }),
      ...(body !== undefined && { body }),
    });
  const told = (reply: Reply): string => `${reply.status} ${codeOf(reply)}`.trim();

  for (const [method, query] of [
    ['PUT', '?tagging'],
    ['PUT', '?tagging='],
    ['PUT', '?acl'],
    ['PUT', '?retention'],
    ['PUT', '?versionId=1'],
    ['GET', '?tagging'],
    ['GET', '?acl'],
    ['GET', '?ci-process=snapshot'],
    ['DELETE', '?tagging'],
    ['POST', '?append&position=0'],
    ['POST', '?restore'],
    ['POST', '?select&select-type=2'],
    ['POST', ''],
    ['OPTIONS', ''],
  ] as const) {
    it(`${method} of an object${query}: 501, and the object stays as it is`, async () => {
      await start();
      const path = `/${token.FullPath}`;
      await ask('PUT', path, '', 'as it is');
      assert.equal(
        told(await ask(method, path, query, method.startsWith('P') ? '<Tagging/>' : undefined)),
        '501 NotImplemented',
      );
      assert.equal(sandbox.store.get(token.Bucket, token.FullPath)?.bytes.toString(), 'as it is');
    });
  }

  for (const [method, query] of [
    ['GET', '?versions'],
    ['GET', '?acl'],
    ['GET', '?location'],
    ['PUT', ''],
    ['PUT', '?lifecycle'],
    ['DELETE', ''],
    ['HEAD', '?acl'],
  ] as const) {
    it(`${method} of a bucket${query}: 501`, async () => {
      await start();
      assert.equal((await ask(method, '/', query)).status, 501);
    });
  }

  it('takes keys of 850 bytes, and none longer', async () => {
    await start();
    const home = `tem/pkg/1300555551/${ORDERS}/v1/`;
    const longest = '订'.repeat(Math.floor((850 - home.length) / 3)).padEnd(850 - home.length - 550, 'a');
    const name = longest + 'a'.repeat(850 - Buffer.byteLength(home + longest));
    const put = async (PkgName: string): Promise<unknown> => {
      const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { PkgName }));
      return cos.putObject({ ...at, Body: 'x' });
    };
    await put(name);
    assert.deepEqual(await refusalOf(put(`${name}a`)), { code: 'KeyTooLong', status: 400 });
  });

  it('writes prefixes, markers and delimiters as encoding-type asks', async () => {
    await start();
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
    const asked = `tem/pkg/1300555551/${ORDERS}/v 1&/`;
    const page = await cos.getBucket({
      ...{ ...at, Prefix: asked, Marker: `${asked}订`, Delimiter: '&' },
      EncodingType: 'url',
    });
    const encoded = `tem/pkg/1300555551/${ORDERS}/v%201%26/`;
    const { Delimiter } = page as { Delimiter?: string };
    assert.deepEqual([page.Prefix, page.Marker, Delimiter], [encoded, `${encoded}%E8%AE%A2`, '%26']);
    const writer = cosClient(sandbox, await cosToken(sandbox, { PkgName: 'a b.jar' }));
    const { Key } = writer.at;
    const listed = { ...writer.at, Prefix: Key, Delimiter: '', KeyMarker: Key, EncodingType: 'url' };
    const answer: object = await writer.cos.multipartList(listed);
    const uploads = answer as { Prefix?: string; KeyMarker?: string };
    assert.deepEqual([uploads.Prefix, uploads.KeyMarker], [encodeURI(Key), encodeURI(Key)]);
  });

  it('takes a body in chunks, of a length that nobody told', async () => {
    await start();
    const path = `/${token.FullPath}`;
    const headers = { ...signed(token, { method: 'PUT', path }), 'Transfer-Encoding': 'chunked' };
    const body = 'chunk'.repeat(100_000);
    assert.equal((await send(`${sandbox.cosUrl}${path}`, { method: 'PUT', headers, body })).status, 200);
    assert.equal(sandbox.store.get(token.Bucket, token.FullPath)?.bytes.toString(), body);
  });

  it('says in words when it is full, whatever the way, and goes on when there is room', async () => {
    await start({ capacity: 3_000_000 });
    const { cos, at } = cosClient(sandbox, token);
    const Body = Buffer.alloc(1_200_000);
    const { UploadId } = await cos.multipartInit(at);
    const part = (PartNumber: number) => cos.multipartUpload({ ...at, UploadId, PartNumber, Body });
    const full = async (promise: Promise<unknown>): Promise<void> => {
      const error: unknown = await promise.then(
        () => assert.fail('there was room'),
        (reason: unknown) => reason,
      );
      const { statusCode, error: said } = error as { statusCode?: number; error?: { Code?: string; Message?: string } };
      assert.deepEqual([statusCode, said?.Code], [413, 'SandboxFull']);
      assert.match(said?.Message ?? '', /sandbox keeps at most 3000000 bytes in memory.+start it again/);
    };
    await part(1);
    const sent = await part(2);
    await full(part(3));
    await full(cos.putObject({ ...at, Body }));
    const path = `/${at.Key}`;
    const headers = { ...signed(token, { method: 'PUT', path }), 'Transfer-Encoding': 'chunked' };
    const untold = await send(`${sandbox.cosUrl}${path}`, { method: 'PUT', headers, body: Buffer.alloc(9_000_000) });
    assert.equal(told(untold), '413 SandboxFull');
    await cos.multipartAbort({ ...at, UploadId });
    await cos.putObject({ ...at, Body });
    await cos.putObject({ ...at, Body: Buffer.alloc(1_500_000) });
    const again = await cos.multipartInit(at);
    const { ETag } = await cos.multipartUpload({ ...at, UploadId: again.UploadId, PartNumber: 1, Body });
    assert.equal(ETag, sent.ETag);
    await cos.multipartComplete({ ...at, UploadId: again.UploadId, Parts: [{ PartNumber: 1, ETag }] });
    await cos.deleteObject(at);
    await cos.putObject({ ...at, Body: Buffer.alloc(2_900_000) });
  });

  it('keeps a body that comes in chunks of a byte each in few pieces: each costs some hundred bytes beside', async () => {
    await start();
    const path = `/${token.FullPath}`;
    const headers = { ...signed(token, { method: 'PUT', path }), 'Transfer-Encoding': 'chunked' };
    const request = httpRequest(`${sandbox.cosUrl}${path}`, { method: 'PUT', headers });
    const body = Buffer.from(Array.from({ length: 50_000 }, (_, n) => n % 251));
    for (const byte of body) request.write(Buffer.of(byte));
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    assert.equal(response.resume().statusCode, 200);
    const stored = sandbox.store.get(token.Bucket, token.FullPath);
    assert.ok(stored);
    assert.ok(stored.bytes.equals(body));
    const pieces = stored.chunks.length;
    assert.ok(pieces <= 4, `${pieces} pieces`);
  });

  it('keeps 2 GiB', async () => {
    await start();
    const { store } = sandbox;
    const held = store.objects().reduce((sum, { size }) => sum + size, 0);
    store.reserve(2 * 1024 ** 3 - held);
    assert.throws(() => store.reserve(1), /The local sandbox keeps at most 2 GiB in memory/);
  });
});
