import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, ORDERS, refusalOf, type Reply, send, signed } from './clients';

describe('sandbox: what the store refuses', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  let clock: number;
  beforeEach(async () => {
    clock = Date.now();
    const conditions = { tokenLifetime: 600, requestsPerSecond: 0 };
    sandbox = await Sandbox.start({ now: () => clock, conditions, hosts: ['cos.ap-guangzhou.myqcloud.com'] });
    token = await cosToken(sandbox);
  });
  afterEach(() => sandbox.stop());

  const put = (headers: Record<string, string>, body = 'abc', query = ''): Promise<Reply> =>
    send(`${sandbox.cosUrl}/${token.FullPath}${query}`, { method: 'PUT', headers, body });
  const sign = (options: Partial<Parameters<typeof signed>[1]> = {}, key = token): Record<string, string> =>
    signed(key, { method: 'PUT', path: `/${token.FullPath}`, ...options });
  const told = (reply: Reply): string => `${reply.status} ${codeOf(reply)}`;
  const window = (from: number, to: number): string => {
    const now = Math.floor(clock / 1000);
    return `${now + from};${now + to}`;
  };

  it('no signature, another algorithm, an unknown key', async () => {
    assert.equal(told(await put({})), '403 AccessDenied');
    const { Authorization = '', ...rest } = sign();
    const md5 = Authorization.replace('q-sign-algorithm=sha1', 'q-sign-algorithm=md5');
    assert.equal(told(await put({ ...rest, Authorization: md5 })), '403 AccessDenied');
    assert.equal(told(await put(sign({}, { ...token, TmpSecretId: 'AKIDnobody' }))), '403 InvalidAccessKeyId');
    assert.equal(sandbox.store.get(token.Bucket, token.FullPath), undefined);
  });

  it('answers refusals as documented XML, and none to HEAD', async () => {
    const reply = await put({});
    assert.match(
      reply.body,
      /<Error><Code>AccessDenied<\/Code><Message>.+<\/Message><Resource>.+<\/Resource><RequestId>.+<\/RequestId><TraceId>/,
    );
    assert.ok(reply.headers['x-cos-request-id']);
    const head = await send(`${sandbox.cosUrl}/${token.FullPath}`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [403, '']);
  });

  it('a wrong key, path, method, signed header or signed parameter', async () => {
    assert.equal(told(await put(sign({}, { ...token, TmpSecretKey: 'wrong' }))), '403 SignatureDoesNotMatch');
    assert.equal(told(await put(sign({ path: '/else' }))), '403 SignatureDoesNotMatch');
    assert.equal(told(await put(sign({ method: 'GET' }))), '403 SignatureDoesNotMatch');
    const typed = sign({ headers: { 'Content-Type': 'text/plain' } });
    assert.equal(told(await put(typed)), '200 ');
    assert.equal(told(await put({ ...typed, 'Content-Type': 'text/html' })), '403 SignatureDoesNotMatch');
    const asked = sign({ query: { 'Response-X': 'a b' } });
    assert.equal(told(await put(asked, 'abc', '?response-x=a%20b')), '200 ');
    assert.equal(told(await put(asked, 'abc', '?response-x=ab')), '403 SignatureDoesNotMatch');
  });

  it('a missing or wrong session token', async () => {
    const without = { Authorization: sign().Authorization ?? '' };
    assert.equal(told(await put(without)), '403 AccessDenied');
    assert.equal(told(await put({ ...without, 'x-cos-security-token': 'wrong' })), '403 AccessDenied');
    assert.equal(told(await put(without, 'abc', `?x-cos-security-token=${token.SessionToken}`)), '200 ');
  });

  it('a signature whose time is over or far ahead, and a token that is over', async () => {
    const over = await put(sign({ keyTime: window(-100, -1) }));
    assert.equal(told(over), '403 AccessDenied');
    assert.match(over.body, /Request has expired/);
    assert.equal(told(await put(sign({ keyTime: window(1000, 2000) }))), '403 RequestTimeTooSkewed');
    const long = sign({ keyTime: window(-10, 5000) });
    assert.equal(told(await put(long)), '200 ');
    clock += 601_000;
    assert.equal(told(await put(long)), '400 ExpiredToken');
  });

  it('another key than the token is for, and writing with a token for reading', async () => {
    const path = `/tem/pkg/1300555551/${ORDERS}/v2/orders.jar`;
    const headers = signed(token, { method: 'PUT', path });
    const reply = await send(`${sandbox.cosUrl}${path}`, { method: 'PUT', headers, body: 'x' });
    assert.equal(told(reply), '403 AccessDenied');
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
    assert.deepEqual(await refusalOf(cos.putObject({ ...at, Body: 'x' })), { code: 'AccessDenied', status: 403 });
    assert.equal((await refusalOf(cos.getObject(at))).code, 'NoSuchKey');
    const others = cos.getBucket({ ...at, Prefix: 'tem/pkg/1300555551/service-p4yw2k8d/' });
    assert.equal((await refusalOf(others)).code, 'AccessDenied');
  });

  it('a large body, without waiting for all of it', async () => {
    const { cos, at } = cosClient(sandbox, { ...token, TmpSecretKey: 'wrong' });
    const refused = refusalOf(cos.putObject({ ...at, Body: Buffer.alloc(30_000_000) }));
    assert.deepEqual(await refused, { code: 'SignatureDoesNotMatch', status: 403 });
    assert.equal(sandbox.requests.of('PutObject')[0]?.received, 0);
  });

  it('an unknown bucket, and the bucket of another region', async () => {
    const host = (bucket: string): Record<string, string> => ({
      ...sign(),
      Host: `${bucket}.cos.ap-guangzhou.myqcloud.com`,
    });
    assert.equal(told(await put(host('nothing-1300555551'))), '404 NoSuchBucket');
    assert.equal(told(await put(host('tem-ap-shanghai-1300555551'))), '403 AccessDenied');
  });

  it('a body that is not the one promised', async () => {
    const md5 = createHash('md5').update('abc').digest('base64');
    assert.equal(told(await put({ ...sign(), 'Content-MD5': md5 })), '200 ');
    assert.equal(told(await put({ ...sign(), 'Content-MD5': md5 }, 'abd')), '400 BadDigest');
    assert.equal(told(await put({ ...sign(), 'Content-MD5': 'abc' })), '400 InvalidDigest');
    assert.equal(sandbox.store.get(token.Bucket, token.FullPath)?.bytes.toString(), 'abc');
    assert.equal(told(await put({ ...sign(), 'Transfer-Encoding': 'chunked' })), '200 ');
    const huge = await put({ ...sign(), 'Content-Length': String(5 * 1024 ** 3 + 1) }, '').catch(String);
    assert.match(String(typeof huge === 'string' ? huge : told(huge)), /400 EntityTooLarge/);
  });

  it('a body that ends too soon, and stores nothing of it', async () => {
    const { port } = new URL(sandbox.cosUrl);
    const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    const lines = Object.entries({ ...sign(), Host: new URL(sandbox.cosUrl).host, 'Content-Length': '100' }).map(
      (pair) => pair.join(': '),
    );
    socket.end(`PUT /${token.FullPath} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\nonly this`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'end');
    assert.match(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 400 .*<Code>IncompleteBody<\/Code>/s);
    assert.equal(sandbox.store.get(token.Bucket, token.FullPath), undefined);
  });

  it('stores nothing when the client goes in the middle', async () => {
    const { port } = new URL(sandbox.cosUrl);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    const lines = Object.entries({ ...sign(), Host: new URL(sandbox.cosUrl).host, 'Content-Length': '100' }).map(
      (pair) => pair.join(': '),
    );
    const arrived = sandbox.requests.arrival('PutObject');
    const ended = sandbox.requests.next('PutObject');
    socket.write(`PUT /${token.FullPath} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\nonly this`);
    await arrived;
    socket.destroy();
    const record = await ended;
    assert.deepEqual([record.outcome, record.status], ['aborted', 0]);
    assert.equal(sandbox.store.get(token.Bucket, token.FullPath), undefined);
  });

  it('an operation it does not know, a URL it cannot read', async () => {
    const moved = signed(token, { method: 'PATCH', path: `/${token.FullPath}` });
    const patched = await send(`${sandbox.cosUrl}/${token.FullPath}`, { method: 'PATCH', headers: moved });
    assert.equal(told(patched), '501 NotImplemented');
    const broken = await send(sandbox.cosUrl, { method: 'GET' });
    assert.equal(broken.status, 403);
    const { port } = new URL(sandbox.cosUrl);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.write(`GET /%E0%A4%A HTTP/1.1\r\nHost: ${new URL(sandbox.cosUrl).host}\r\nConnection: close\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  it('what the policy is turned against, at once', async () => {
    const { cos, at } = cosClient(sandbox, token);
    const { UploadId } = await cos.multipartInit(at);
    const denied = async (promise: Promise<unknown>): Promise<void> =>
      assert.deepEqual(await refusalOf(promise), { code: 'AccessDenied', status: 403 });
    const CopySource = `${at.Bucket}.cos.${at.Region}.myqcloud.com/${at.Key}`;
    sandbox.conditions.policy.copying = 'none';
    await denied(cos.uploadPartCopy({ ...at, UploadId, PartNumber: 1, CopySource }));
    assert.equal((await cos.multipartList({ ...at, Delimiter: '', Prefix: at.Key })).statusCode, 200);
    sandbox.conditions.policy.listing = false;
    await denied(cos.multipartList({ ...at, Delimiter: '', Prefix: at.Key }));
    const reader = cosClient(sandbox, await cosToken(sandbox, { OptType: 2 }));
    await denied(reader.cos.getBucket({ ...at, Prefix: `tem/pkg/1300555551/${ORDERS}/` }));
    assert.equal((await cos.multipartUpload({ ...at, UploadId, PartNumber: 1, Body: 'x' })).statusCode, 200);
    sandbox.conditions.policy.multipart = false;
    await denied(cos.multipartInit(at));
    await denied(cos.multipartUpload({ ...at, UploadId, PartNumber: 1, Body: 'x' }));
    await denied(cos.multipartAbort({ ...at, UploadId }));
    assert.equal((await cos.putObject({ ...at, Body: 'x' })).statusCode, 200);
  });
});
