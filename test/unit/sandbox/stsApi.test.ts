import assert from 'node:assert/strict';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client';
import type { Account } from '../../../src/sandbox/world';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { builder, deployer, deployerArn, keyOf, owner, roleSeed, stranger } from '../../fixtures/roleSeed';
import { ORDERS, REGION, temClient } from './clients';

interface Assumed {
  readonly Credentials: { readonly TmpSecretId: string; readonly TmpSecretKey: string; readonly Token: string };
  readonly ExpiredTime: number;
  readonly Expiration: string;
}

describe('sandbox: STS AssumeRole, by the official SDK', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ seed: roleSeed });
  });
  afterEach(() => sandbox.stop());

  const usual = { RoleArn: deployerArn, RoleSessionName: 'ci' };
  const ask = async (fields: object, who: Account = builder, action = 'AssumeRole'): Promise<Assumed> => {
    const profile = { httpProfile: { endpoint: new URL(sandbox.temUrl).host, protocol: 'http://' } };
    const client = new CommonClient('sts.tencentcloudapi.com', '2018-08-13', {
      credential: keyOf(who),
      region: REGION,
      profile,
    });
    return (await client.request(action, fields)) as Assumed;
  };
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: unknown) => {
        const { code, requestId } = error as { code?: string; requestId?: string };
        assert.match(requestId ?? '', /^[0-9a-f-]{36}$/, 'every refusal carries a request id');
        return code ?? '';
      },
    );
  const sessionKey = ({ Credentials: { TmpSecretId, TmpSecretKey, Token } }: Assumed) => ({
    secretId: TmpSecretId,
    secretKey: TmpSecretKey,
    token: Token,
  });

  it('gives a key that is the role until it ends, and says when in both ways', async () => {
    const assumed = await ask({ ...usual, DurationSeconds: 900 });
    assert.ok(Math.abs(assumed.ExpiredTime - Date.now() / 1000 - 900) < 10);
    assert.equal(Date.parse(assumed.Expiration), assumed.ExpiredTime * 1000);
    const key = sessionKey(assumed);
    const { Result } = await temClient(sandbox, key).DescribeApplications({});
    assert.ok(Result?.Records?.some(({ ApplicationId }) => ApplicationId === ORDERS));
    sandbox.world.sessions[0]!.expiresAt = Date.now() / 1000 - 1;
    assert.equal(await codeOf(temClient(sandbox, key).DescribeApplications({})), 'AuthFailure.TokenFailure');
  });

  it('lives for two hours where nothing else is asked', async () => {
    const { ExpiredTime } = await ask(usual);
    assert.ok(Math.abs(ExpiredTime - Date.now() / 1000 - 7200) < 10);
  });

  it('knows a role by its id as well', async () => {
    assert.equal(await codeOf(ask({ ...usual, RoleArn: `qcs::cam::uin/${owner.uin}:role/${deployer.id}` })), 'none');
  });

  it('takes the key only with its token, and the role may no more than it may', async () => {
    const { secretId, secretKey } = sessionKey(await ask(usual));
    const key = { secretId, secretKey };
    assert.equal(await codeOf(temClient(sandbox, key).DescribeApplications({})), 'AuthFailure.TokenFailure');
    sandbox.world.roles[0]!.actions = ['tem:Describe*'];
    const reader = temClient(sandbox, sessionKey(await ask(usual)));
    const wanted = { ApplicationId: ORDERS, PkgName: 'a.jar', OptType: 1 };
    assert.equal(await codeOf(reader.CreateCosToken(wanted)), 'UnauthorizedOperation.UnauthorizedOperation');
  });

  const refused: readonly (readonly [string, object, string, Account?])[] = [
    ['no role', { RoleSessionName: 'ci' }, 'MissingParameter'],
    ['no session name', { RoleArn: deployerArn }, 'MissingParameter'],
    ['what is no role', { ...usual, RoleArn: 'deployer' }, 'InvalidParameter.ParamError'],
    ['a role that is not there', { ...usual, RoleArn: `${deployerArn}s` }, 'ResourceNotFound.RoleNotFound'],
    ['a session name with a space', { ...usual, RoleSessionName: 'my ci' }, 'InvalidParameter.ParamError'],
    ['a session name of one letter', { ...usual, RoleSessionName: 'c' }, 'InvalidParameter.ParamError'],
    ['a text for a number', { ...usual, DurationSeconds: '900' }, 'InvalidParameter'],
    ['no time at all', { ...usual, DurationSeconds: 0 }, 'InvalidParameter.ParamError'],
    ['longer than the role allows', { ...usual, DurationSeconds: 7201 }, 'InvalidParameter.OverTimeError'],
    ['a parameter that nobody knows', { ...usual, Duration: 900 }, 'UnknownParameter'],
    ['whom the role does not trust', usual, 'UnauthorizedOperation', stranger],
  ];
  for (const [what, fields, code, who] of refused) {
    it(`refuses ${what}: ${code}`, async () => assert.equal(await codeOf(ask(fields, who)), code));
  }

  it('refuses whom no policy allows sts:AssumeRole, and every other action', async () => {
    sandbox.world.accountOf(builder.secretId)!.actions = ['tem:*'];
    assert.equal(await codeOf(ask(usual)), 'UnauthorizedOperation');
    assert.equal(await codeOf(ask({}, builder, 'GetFederationToken')), 'InvalidAction');
  });

  it('refuses more than twelve hours for any role', async () => {
    sandbox.world.roles[0]!.maxSeconds = 100_000;
    assert.equal(await codeOf(ask({ ...usual, DurationSeconds: 43_201 })), 'InvalidParameter.OverTimeError');
    assert.equal(await codeOf(ask({ ...usual, DurationSeconds: 43_200 })), 'none');
  });
});
