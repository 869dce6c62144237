import assert from 'node:assert/strict';
import COS from 'cos-nodejs-sdk-v5';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, refusalOf, REGION, send, signed } from './clients';

describe("sandbox: the key of a bucket's owner", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ conditions: { policy: { multipart: false, listing: false, copying: 'none' } } });
  });
  afterEach(() => sandbox.stop());

  /** The official client with a lasting key, and no token. */
  function ownersClient(): { readonly cos: COS; readonly Bucket: string; readonly Region: string } {
    const { bucket, secretId, secretKey } = sandbox.ownerKey(REGION);
    const cos = new COS({
      SecretId: secretId,
      SecretKey: secretKey,
      Domain: new URL(sandbox.cosUrl).host,
      Protocol: 'http:',
    });
    return { cos, Bucket: bucket, Region: REGION };
  }

  it('lists, copies and removes in the whole bucket, whatever temporary keys may do', async () => {
    const { cos, ...at } = ownersClient();
    await cos.putObject({ ...at, Key: 'tools/a.jar', Body: Buffer.from('a jar') });
    const from = `${at.Bucket}.cos.${REGION}.myqcloud.com/tools/a.jar`;
    await cos.putObjectCopy({ ...at, Key: 'tools/b.jar', CopySource: from });
    const { Contents } = await cos.getBucket({ ...at, Prefix: 'tools/' });
    assert.deepEqual(
      Contents.map(({ Key, Size }) => [Key, Size]),
      [
        ['tools/a.jar', '5'],
        ['tools/b.jar', '5'],
      ],
    );
    const Objects = Contents.map(({ Key }) => ({ Key }));
    const { Deleted } = await cos.deleteMultipleObject({ ...at, Objects });
    assert.equal(Deleted.length, 2);
    assert.deepEqual((await cos.getBucket({ ...at, Prefix: 'tools/' })).Contents, []);
  });

  it('is good for its own bucket only', async () => {
    const { secretId: TmpSecretId, secretKey: TmpSecretKey } = sandbox.ownerKey(REGION);
    const now = Math.floor(Date.now() / 1000);
    const key = { TmpSecretId, TmpSecretKey, StartTime: String(now), ExpiredTime: String(now + 60), SessionToken: '' };
    const listed = async (region: string): Promise<string> => {
      const path = `/${sandbox.ownerKey(region).bucket}/`;
      const headers = signed(key as CosToken, { method: 'GET', path });
      return codeOf(await send(`${sandbox.cosUrl}${path}`, { headers }));
    };
    assert.equal(await listed(REGION), '');
    assert.equal(await listed('ap-shanghai'), 'AccessDenied');
  });

  it('is nothing that TEM gives out: its keys hold for one package', async () => {
    const { cos, at } = cosClient(sandbox, await cosToken(sandbox));
    assert.equal((await refusalOf(cos.getBucket({ Bucket: at.Bucket, Region: at.Region }))).code, 'AccessDenied');
    const Key = `${at.Key}.other`;
    assert.equal((await refusalOf(cos.putObject({ ...at, Key, Body: Buffer.from('a') }))).code, 'AccessDenied');
  });
});
