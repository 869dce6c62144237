import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stsUrl } from '../../../../src/cloud/http/baseUrl';
import { CredentialSources } from '../../../../src/cloud/credentials/credentialSources';
import { RoleCredentials } from '../../../../src/cloud/sts/roleCredentials';
import { StsClient } from '../../../../src/cloud/sts/stsClient';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { AppError } from '../../../../src/core/errors';
import type { Connection } from '../../../../src/core/model';
import { Sandbox } from '../../../../src/sandbox/sandbox';
import { builder, deployerArn, keyOf, roleSeed, stranger } from '../../../fixtures/roleSeed';
import { applicationId, never, region } from '../practice';

const quick = { sleep: () => Promise.resolve(), random: () => 1 };
const source = { from: 'profile', profile: 'ci' } as const;

describe('the role that a profile names', () => {
  let sandbox: Sandbox;
  let home: string;
  let ahead: number;
  let roles: RoleCredentials;
  let sources: CredentialSources;
  let tem: TemClient;

  beforeEach(async () => {
    ahead = 0;
    sandbox = await Sandbox.start({ seed: roleSeed });
    home = await mkdtemp(join(tmpdir(), 'tem-home-'));
    await mkdir(join(home, '.tccli'));
    const now = () => Date.now() + ahead;
    roles = new RoleCredentials(new StsClient({ clock: quick, timeoutMs: 15_000 }), { now });
    sources = new CredentialSources({ roles, environment: {}, clock: { now }, home });
    tem = new TemClient({ renew: (credential) => roles.renew(credential) });
    await writeProfile({});
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(home, { recursive: true });
  });

  const writeProfile = (fields: object) => {
    const role = { 'role-arn': deployerArn, 'role-session-name': 'ci' };
    return writeFile(join(home, '.tccli', 'ci.credential'), JSON.stringify({ ...keyOf(builder), ...role, ...fields }));
  };
  const connect = async (): Promise<Connection> => {
    const place = { site: 'china', endpoints: { tem: sandbox.temUrl, cos: sandbox.cosUrl } } as const;
    return { ...place, credential: await sources.credential(source, place) };
  };
  const list = async () => tem.listApplications({ connection: await connect(), region }, { signal: never() });
  const assumed = () => sandbox.requests.of('AssumeRole').length;
  const failureOf = (job: Promise<unknown>): Promise<AppError> =>
    job.then(
      () => assert.fail('it did not fail'),
      (error: unknown) => error as AppError,
    );

  it('is who asks TEM: its applications are listed, which the key itself may not', async () => {
    assert.ok((await list()).some(({ id }) => id === applicationId));
    const { sessions } = sandbox.world;
    assert.equal((await connect()).credential.secretId, sessions[0]?.secretId);
    await writeProfile({ 'role-arn': '' });
    await assert.rejects(list(), { failure: 'unsupportedRegion' });
  });

  it('is assumed once for all who need it at once, and for all who come later', async () => {
    const connections = await Promise.all(Array.from({ length: 20 }, connect));
    assert.equal(new Set(connections.map(({ credential }) => credential.secretId)).size, 1);
    await connect();
    assert.equal(assumed(), 1);
  });

  it('is assumed again before its key ends, and when the profile says another key or another session', async () => {
    const first = await connect();
    ahead = (7200 - 310) * 1000;
    assert.equal((await connect()).credential, first.credential);
    ahead = (7200 - 290) * 1000;
    const second = await connect();
    assert.notEqual(second.credential.secretId, first.credential.secretId);
    assert.equal(assumed(), 2);
    await writeProfile({ 'role-session-name': 'ci-2' });
    assert.notEqual((await connect()).credential.secretId, second.credential.secretId);
    await writeProfile(keyOf(stranger));
    assert.equal((await failureOf(connect())).failure, 'roleDenied');
  });

  it('is assumed again, once, when TEM says that its key has ended earlier', async () => {
    const old = await connect();
    sandbox.world.sessions[0]!.expiresAt = 1;
    const ask = () => tem.listApplications({ connection: old, region }, { signal: never() });
    const answers = await Promise.all([ask(), ask(), ask()]);
    assert.ok(answers.every((applications) => applications.length > 0));
    assert.equal(assumed(), 2);
    assert.notEqual((await connect()).credential.secretId, old.credential.secretId);
    assert.equal(assumed(), 2);
  });

  it('is not assumed for keys that are none of its own, which have ended as well', async () => {
    const credential = { ...keyOf(builder), token: 'ended' };
    const connection: Connection = { site: 'china', credential, endpoints: { tem: sandbox.temUrl } };
    await assert.rejects(tem.listApplications({ connection, region }, { signal: never() }), { failure: 'expiredKey' });
    assert.equal(assumed(), 0);
  });

  it('is assumed again after a failure, which is not kept', async () => {
    sandbox.conditions.faults = [{ kind: 'AssumeRole', nth: 1, effect: { type: 'reset', when: 'beforeBody' } }];
    assert.equal((await failureOf(connect())).failure, 'offline');
    await connect();
  });

  it('is asked for again by itself while STS is busy or asked too often', async () => {
    const status = (code: string) => ({ type: 'status', status: 200, code }) as const;
    sandbox.conditions.faults = [
      { kind: 'AssumeRole', nth: 1, effect: status('InternalError.SystemError') },
      { kind: 'AssumeRole', nth: 2, effect: status('InvalidParameter.OverLimit') },
    ];
    await connect();
    assert.equal(assumed(), 3);
  });

  const refusals: readonly (readonly [string, AppError['failure']])[] = [
    ['AuthFailure.SecretIdNotFound', 'roleKeyRefused'],
    ['AuthFailure.AccessKeyIllegal', 'roleKeyRefused'],
    ['AuthFailure.SignatureFailure', 'roleKeyRefused'],
    ['AuthFailure.TokenFailure', 'roleKeyRefused'],
    ['AuthFailure.SignatureExpire', 'clockSkewed'],
    ['AuthFailure.UnauthorizedOperation', 'roleDenied'],
    ['AuthFailure.MFAFailure', 'mfaMissing'],
    ['AuthFailure.InvalidAuthorization', 'ourFault'],
    ['FailedOperation.TempKeyNotAllowed', 'roleKeyRefused'],
    ['InternalError.GetRoleError', 'roleUnknown'],
    ['InternalError.IllegalRole', 'roleInvalid'],
    ['InternalError.DbError', 'busy'],
    ['InvalidParameter.AccessKeyNotSupport', 'roleKeyRefused'],
    ['InvalidParameter.AccountNotAvaliable', 'roleUnknown'],
    ['InvalidParameter.GrantOtherResource', 'roleDenied'],
    ['InvalidParameter.OverTimeError', 'roleInvalid'],
    ['InvalidParameter.ParamError', 'roleInvalid'],
    ['RequestLimitExceeded', 'throttled'],
    ['ResourceNotFound.RoleNotFound', 'roleUnknown'],
    ['UnauthorizedOperation', 'roleDenied'],
    ['UnsupportedOperation', 'service'],
  ];
  for (const [code, failure] of refusals) {
    it(`is refused by ${code} as ${failure}, with the request id${failure.startsWith('role') ? ' and the role' : ''}`, async () => {
      const effect = { type: 'status', status: 200, code } as const;
      sandbox.conditions.faults = [{ kind: 'AssumeRole', nth: 1, times: Infinity, effect }];
      const error = await failureOf(connect());
      assert.equal(error.failure, failure);
      assert.equal(error.requestId, sandbox.requests.of('AssumeRole').at(-1)?.requestId);
      if (failure.startsWith('role')) assert.ok(error.detail.startsWith(`${deployerArn}: ${code}`), error.detail);
      assert.ok(!error.detail.includes(builder.secretKey) && !error.detail.includes(builder.secretId));
    });
  }

  it('is told with the code also where its name is longer than anybody reads', async () => {
    await writeProfile({ 'role-arn': `qcs::cam::uin/1:roleName/${'x'.repeat(5000)}` });
    const { detail, failure } = await failureOf(connect());
    assert.match(failure, /^role/);
    assert.match(detail, /…: [A-Z]\w+(?:\.\w+)?: /);
  });

  const whole = { TmpSecretId: 'a', TmpSecretKey: 'b', Token: 't' };
  const odd = [undefined, null, '', 'with a space', 'line\r\nend', 'x'.repeat(9000), true, {}, []];
  for (const field of ['TmpSecretId', 'TmpSecretKey', 'Token', 'ExpiredTime']) {
    it(`is invalidResponse where ${field} is no such thing`, async () => {
      const headers = { 'Content-Type': 'application/json' };
      for (const value of odd) {
        const Credentials = field === 'ExpiredTime' ? whole : { ...whole, [field]: value };
        const ExpiredTime = field === 'ExpiredTime' ? value : Date.now() / 1000 + 7200;
        const body = JSON.stringify({ Response: { Credentials, ExpiredTime, RequestId: 'r-1' } });
        const effect = { type: 'intercept', status: 200, headers, body } as const;
        sandbox.conditions.faults = [{ kind: 'AssumeRole', nth: 1, effect }];
        assert.equal((await failureOf(connect())).failure, 'invalidResponse', JSON.stringify(value)?.slice(0, 50));
      }
    });
  }
});

describe('where STS is asked', () => {
  for (const [site, host] of [
    ['china', 'sts.tencentcloudapi.com'],
    ['international', 'sts.intl.tencentcloudapi.com'],
  ] as const) {
    it(`${site}: ${host}, or where TEM is set to be`, () => {
      assert.deepEqual(stsUrl({ site, endpoints: {} }), { protocol: 'https:', host });
      const set = { tem: 'https://tem.example.com' };
      assert.deepEqual(stsUrl({ site, endpoints: set }), { protocol: 'https:', host: 'tem.example.com' });
    });
  }

  it("beside TEM where that is set to be at one of Tencent's own addresses, which know no other API", () => {
    for (const rest of ['tencentcloudapi.com', 'ap-guangzhou.tencentcloudapi.com', 'intl.tencentcloudapi.com']) {
      const url = stsUrl({ site: 'china', endpoints: { tem: `https://tem.${rest}` } });
      assert.deepEqual(url, { protocol: 'https:', host: `sts.${rest}` });
    }
    for (const host of [
      'temx.tencentcloudapi.com',
      'tem.tencentcloudapi.com.example.com',
      'tem.tencentcloudapi.com:8443',
    ])
      assert.equal(stsUrl({ site: 'china', endpoints: { tem: `https://${host}` } }).host, host);
  });
});
