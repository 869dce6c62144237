import assert from 'node:assert/strict';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { AbstractClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/abstract_client';
import { practiceSeed } from '../../../src/sandbox/practiceSeed';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosToken, ORDERS, REGION, send, temClient } from './clients';

describe('sandbox: what the TEM API refuses', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    const [account] = practiceSeed().accounts;
    const shared = account!;
    const reader = { ...shared, secretId: 'AKIDreader', secretKey: 'reader', actions: ['tem:Describe*'] };
    const temporary = { ...shared, secretId: 'AKIDtemporary', secretKey: 'temporary', token: 'the-token' };
    sandbox = await Sandbox.start({ seed: { accounts: [shared, reader, temporary] } });
  });
  afterEach(() => sandbox.stop());

  const codeOf = async (promise: Promise<unknown>): Promise<string> => {
    try {
      await promise;
      return 'none';
    } catch (error) {
      const { code, requestId } = error as { code?: string; requestId?: string };
      assert.match(requestId ?? '', /^[0-9a-f-]{36}$/, 'every refusal carries a request id');
      return code ?? '';
    }
  };
  const list = (key: { secretId: string; secretKey: string; token?: string }): Promise<unknown> =>
    temClient(sandbox, key).DescribeApplications({});
  const ask = (fields: object): Promise<unknown> =>
    temClient(sandbox).CreateCosToken({ ApplicationId: ORDERS, PkgName: 'a.jar', OptType: 1, ...fields });

  it('an unknown secret id, a wrong key', async () => {
    const { secretId, secretKey } = sandbox.credential;
    assert.equal(await codeOf(list({ secretId: 'AKIDnobody', secretKey })), 'AuthFailure.SecretIdNotFound');
    assert.equal(await codeOf(list({ secretId, secretKey: 'wrong' })), 'AuthFailure.SignatureFailure');
  });

  it('a body altered on its way', async () => {
    sandbox.conditions.faults = [{ kind: 'DescribeApplications', nth: 1, effect: { type: 'corruptBody' } }];
    assert.equal(await codeOf(list(sandbox.credential)), 'AuthFailure.SignatureFailure');
    assert.equal(await codeOf(list(sandbox.credential)), 'none');
  });

  it('a clock off by more than five minutes, either way', async () => {
    // The SDK cuts its time to whole seconds, and a request takes a moment.
    for (const off of [-303, -298, 298, 303]) {
      await sandbox.stop();
      sandbox = await Sandbox.start({ now: () => Date.now() + off * 1000 });
      const expected = Math.abs(off) > 300 ? 'AuthFailure.SignatureExpire' : 'none';
      assert.equal(await codeOf(list(sandbox.credential)), expected, String(off));
    }
  });

  it('a missing or wrong session token', async () => {
    const key = { secretId: 'AKIDtemporary', secretKey: 'temporary' };
    assert.equal(await codeOf(list(key)), 'AuthFailure.TokenFailure');
    assert.equal(await codeOf(list({ ...key, token: 'another' })), 'AuthFailure.TokenFailure');
    assert.equal(await codeOf(list({ ...key, token: 'the-token' })), 'none');
  });

  it('no authorization at all', async () => {
    const reply = await send(sandbox.temUrl, { method: 'POST', body: '{}' });
    assert.equal(reply.status, 200);
    assert.match(reply.body, /"Code":"AuthFailure.InvalidAuthorization"/);
  });

  it('an action that the key has no permission for, by name', async () => {
    const key = { secretId: 'AKIDreader', secretKey: 'reader' };
    assert.equal(await codeOf(list(key)), 'none');
    const promise = temClient(sandbox, key).CreateCosToken({ ApplicationId: ORDERS, PkgName: 'a.jar', OptType: 1 });
    await assert.rejects(promise, /tem:CreateCosToken/);
    assert.equal(await codeOf(promise), 'UnauthorizedOperation.UnauthorizedOperation');
  });

  it('another version, an unknown action, no region, an unsupported one', async () => {
    const call = (action: string, version = '2021-07-01', region?: string): Promise<string> => {
      const profile = { httpProfile: { endpoint: new URL(sandbox.temUrl).host, protocol: 'http://' } };
      const config = { credential: sandbox.credential, profile, ...(region && { region }) } as ClientConfig;
      return codeOf(new AbstractClient('', version, config).request(action, {}));
    };
    assert.equal(await call('DescribeApplications', '2020-12-21', REGION), 'NoSuchVersion');
    assert.equal(await call('DescribeNothing', '2021-07-01', REGION), 'InvalidAction');
    assert.equal(await call('DescribeApplications'), 'MissingParameter');
    assert.equal(await call('DescribeApplications', '2021-07-01', 'eu-frankfurt'), 'UnsupportedRegion');
  });

  it('the twenty-first request of a second, for each action by itself', async () => {
    const codes = await Promise.all(Array.from({ length: 22 }, () => codeOf(list(sandbox.credential))));
    const limited = codes.filter((code) => code === 'RequestLimitExceeded');
    assert.equal(limited.length, 2);
    assert.equal(await codeOf(temClient(sandbox).DescribeEnvironments({})), 'none');
    assert.equal(await codeOf(list({ secretId: 'AKIDreader', secretKey: 'reader' })), 'none');
  });

  it('lets requests pass again a second later', async () => {
    const from = Date.now();
    let later = 0;
    await sandbox.stop();
    sandbox = await Sandbox.start({ now: () => from + later, conditions: { requestsPerSecond: 1 } });
    assert.equal(await codeOf(list(sandbox.credential)), 'none');
    assert.equal(await codeOf(list(sandbox.credential)), 'RequestLimitExceeded');
    later = 1000;
    assert.equal(await codeOf(list(sandbox.credential)), 'none');
  });

  it('what CreateCosToken does not take', async () => {
    assert.equal(await codeOf(ask({ ApplicationId: undefined })), 'MissingParameter.ServiceIdNull');
    assert.equal(await codeOf(ask({ ApplicationId: 'service-none' })), 'ResourceNotFound.ServiceNotFound');
    assert.equal(await codeOf(ask({ PkgName: '' })), 'MissingParameter.PkgNameNull');
    assert.equal(await codeOf(ask({ OptType: undefined })), 'MissingParameter');
    assert.equal(await codeOf(ask({ OptType: 0 })), 'InvalidParameterValue');
    assert.equal(await codeOf(ask({ OptType: '1' })), 'InvalidParameter');
    assert.equal(await codeOf(ask({ TimeVersion: 'v'.repeat(129) })), 'InvalidParameterValue.VersionLengthLimit');
    assert.equal(await codeOf(ask({ TimeVersion: '1.0-SNAPSHOT' })), 'InvalidParameterValue.VersionLowerCase');
    assert.equal(await codeOf(ask({ TimeVersion: 'v'.repeat(128) })), 'none');
    sandbox.conditions.microserviceOffline = true;
    assert.equal(await codeOf(ask({})), 'ResourceNotFound.MicroserviceOffline');
  });

  it('an unknown environment, and one where the application does not run', async () => {
    const tem = temClient(sandbox);
    for (const [EnvironmentId, code] of [
      ['en-none', 'ResourceNotFound.VersionNamespaceNotFound'],
      ['en-gz7pre01', 'ResourceNotFound.ServiceRunningVersionNotFound'],
    ] as const) {
      const where = { ApplicationId: ORDERS, EnvironmentId };
      assert.equal(await codeOf(tem.DescribeApplicationPods(where)), code);
      assert.equal(await codeOf(tem.DescribeApplicationInfo(where)), code);
    }
  });

  it('nothing of one account to another that has the same application id', async () => {
    const other = { ...practiceSeed().accounts[0]!, appId: 1300000002, secretId: 'AKIDother' };
    await sandbox.stop();
    sandbox = await Sandbox.start({ seed: { accounts: [practiceSeed().accounts[0]!, other] } });
    const theirs = await temClient(sandbox, other).CreateCosToken({
      ApplicationId: ORDERS,
      PkgName: 'a.jar',
      OptType: 1,
    });
    const ours = await cosToken(sandbox);
    assert.notEqual(theirs.Result?.Bucket, ours.Bucket);
  });
});
