import assert from 'node:assert/strict';
import { environmentIdentity, profileIdentity, type CliState } from '../../../../src/cloud/credentials/cliIdentity';
import type { Failure } from '../../../../src/core/errors';
import type { Identity } from '../../../../src/core/model';

const nowMs = Date.UTC(2026, 10, 26);
const now = nowMs / 1000;
const arn = 'qcs::cam::uin/100000000001:roleName/deployer';
const base = { secretId: 'AKIDbase', secretKey: 'base' };
const role = { 'role-arn': arn, 'role-session-name': 'ci' };
const asRole = { arn, sessionName: 'ci' };
const pod = {
  TKE_REGION: 'ap-guangzhou',
  TKE_PROVIDER_ID: 'p',
  TKE_WEB_IDENTITY_TOKEN_FILE: '/token',
  TKE_ROLE_ARN: 'qcs::cam::uin/1:roleName/pod',
};
const envKey = { TENCENTCLOUD_SECRET_ID: 'AKIDenv', TENCENTCLOUD_SECRET_KEY: 'env' };
const envCredential = { secretId: 'AKIDenv', secretKey: 'env' };
const envRole = { TENCENTCLOUD_ROLE_ARN: arn, TENCENTCLOUD_ROLE_SESSION_NAME: 'ci' };
const oauth = { type: 'oauth', ...base, token: 't' };
const sso = { type: 'sso', ...base, token: 't' };

/** One kind: the fields of its profile, the variables, whom tccli 3.1.189 acts as (read in its source, tried by hand), whom we. */
interface Kind {
  readonly what: string;
  readonly fields?: Readonly<Record<string, unknown>> | 'unreadable';
  readonly environment?: Readonly<Record<string, string>>;
  readonly cli: string;
  readonly ours: Identity | Failure;
}

const profiles: readonly Kind[] = [
  { what: 'a key', fields: base, cli: 'its owner', ours: { credential: base } },
  {
    what: 'a key with a token',
    fields: { ...base, token: 't' },
    cli: 'its owner',
    ours: { credential: { ...base, token: 't' } },
  },
  {
    what: 'a key of a type that was once another',
    fields: { ...base, type: 'default' },
    cli: 'its owner',
    ours: { credential: base },
  },
  {
    what: 'use-cvm-role as a field, which nothing reads',
    fields: { ...base, 'use-cvm-role': true },
    cli: 'its owner',
    ours: { credential: base },
  },
  { what: 'no key', fields: { token: 't' }, cli: 'refuses: secretId is invalid', ours: 'noKey' },
  {
    what: 'half a key',
    fields: { secretId: 'AKIDbase', secretKey: '' },
    cli: 'refuses: secret key should not be empty',
    ours: 'noKey',
  },
  { what: 'a key that is a number', fields: { secretId: 1, secretKey: 2 }, cli: 'fails', ours: 'noKey' },
  { what: 'nothing', fields: {}, cli: 'refuses', ours: 'noKey' },
  { what: 'a file that is no JSON', fields: 'unreadable', cli: 'refuses', ours: 'profileUnreadable' },
  { what: 'a role', fields: { ...base, ...role }, cli: 'the role', ours: { credential: base, role: asRole } },
  {
    what: 'a role and a token',
    fields: { ...base, token: 't', ...role },
    cli: 'the role; it forgets the token, and STS refuses',
    ours: { credential: { ...base, token: 't' }, role: asRole },
  },
  {
    what: 'a role without a session name',
    fields: { ...base, 'role-arn': arn },
    cli: 'the owner of the key',
    ours: { credential: base },
  },
  {
    what: 'a role with an empty session name',
    fields: { ...base, 'role-arn': arn, 'role-session-name': '' },
    cli: 'the owner of the key',
    ours: { credential: base },
  },
  {
    what: 'a session name without a role',
    fields: { ...base, 'role-session-name': 'ci' },
    cli: 'the owner of the key',
    ours: { credential: base },
  },
  {
    what: 'a session name that is a number',
    fields: { ...base, 'role-arn': arn, 'role-session-name': 7 },
    cli: 'the role; STS refuses the number',
    ours: 'roleInvalid',
  },
  { what: 'a role without a key', fields: role, cli: 'refuses: secretId is invalid', ours: 'noKey' },
  { what: 'the role of a machine', fields: { type: 'cvm-role' }, cli: 'the role of the machine', ours: 'machineRole' },
  {
    what: 'the role of a machine with a key left over',
    fields: { ...base, type: 'cvm-role' },
    cli: 'the role of the machine',
    ours: 'machineRole',
  },
  {
    what: 'the role of a machine with a role left over',
    fields: { ...base, ...role, type: 'cvm-role' },
    cli: 'the role of the machine',
    ours: 'machineRole',
  },
  {
    what: 'a login that is good',
    fields: { ...oauth, expiresAt: now + 1 },
    cli: 'who logged in',
    ours: { credential: { ...base, token: 't' } },
  },
  {
    what: 'a login whose key has expired',
    fields: { ...oauth, expiresAt: now },
    cli: 'renews the key',
    ours: 'cliKeyExpired',
  },
  {
    what: 'a login that says no end',
    fields: oauth,
    cli: 'who logged in, with the key as it is',
    ours: { credential: { ...base, token: 't' } },
  },
  {
    what: 'a login with a role, expired',
    fields: { ...oauth, ...role, expiresAt: now - 9 },
    cli: 'renews the key, then the role',
    ours: 'cliKeyExpired',
  },
  {
    what: 'an SSO login that is good',
    fields: { ...sso, expiresAt: now + 1 },
    cli: 'its role',
    ours: { credential: { ...base, token: 't' } },
  },
  {
    what: 'an SSO login whose key has expired',
    fields: { ...sso, expiresAt: now - 1, sso: { expiresAt: now + 300 } },
    cli: 'renews the key',
    ours: 'cliKeyExpired',
  },
  {
    what: 'an SSO login that has ended itself',
    fields: { ...sso, expiresAt: now - 1, sso: { expiresAt: now + 299 } },
    cli: 'its old key, which is refused',
    ours: 'cliLoginEnded',
  },
  { what: 'a key, in a pod', fields: base, environment: pod, cli: 'the role of the pod', ours: 'podRole' },
  {
    what: 'a good login, in a pod',
    fields: { ...oauth, expiresAt: now + 999 },
    environment: pod,
    cli: 'the role of the pod',
    ours: 'podRole',
  },
  { what: 'no key, in a pod', fields: {}, environment: pod, cli: 'the role of the pod', ours: 'podRole' },
  {
    what: 'a role, in a pod',
    fields: { ...base, ...role },
    environment: pod,
    cli: 'the role of the profile',
    ours: { credential: base, role: asRole },
  },
  {
    what: 'the role of a machine, in a pod',
    fields: { type: 'cvm-role' },
    environment: pod,
    cli: 'the role of the machine',
    ours: 'machineRole',
  },
  {
    what: 'a key, where only half of a pod is told',
    fields: base,
    environment: { TKE_ROLE_ARN: 'x' },
    cli: 'its owner',
    ours: { credential: base },
  },
  {
    what: 'a key, where the environment has another and a role',
    fields: base,
    environment: { ...envKey, ...envRole },
    cli: 'the owner of the key in the profile',
    ours: { credential: base },
  },
];

const environments: readonly Kind[] = [
  {
    what: 'a key, with a usual profile that is no JSON',
    fields: 'unreadable',
    environment: envKey,
    cli: 'refuses',
    ours: 'profileUnreadable',
  },
  { what: 'nothing, with a usual profile that is no JSON', fields: 'unreadable', cli: 'refuses', ours: 'noKey' },
  { what: 'nothing', cli: 'goes by a profile', ours: 'noKey' },
  { what: 'nothing, with a key in the usual profile', fields: base, cli: 'the owner of that key', ours: 'noKey' },
  { what: 'a key', environment: envKey, cli: 'its owner', ours: { credential: envCredential } },
  {
    what: 'a key, with another in the usual profile',
    fields: { ...base, token: 't' },
    environment: envKey,
    cli: 'the owner of the key in the environment',
    ours: { credential: envCredential },
  },
  {
    what: 'a key and a role',
    environment: { ...envKey, ...envRole },
    cli: 'the role',
    ours: { credential: envCredential, role: asRole },
  },
  {
    what: 'a key and a role without a session name',
    environment: { ...envKey, TENCENTCLOUD_ROLE_ARN: arn },
    cli: 'the owner of the key',
    ours: { credential: envCredential },
  },
  {
    what: 'a key, with a role in the usual profile',
    fields: { ...base, ...role },
    environment: envKey,
    cli: 'that role, assumed with the key of the environment',
    ours: { credential: envCredential, role: asRole },
  },
  {
    what: 'a role, with a key in the usual profile',
    fields: base,
    environment: envRole,
    cli: 'the role, assumed with the key of the profile',
    ours: { credential: base, role: asRole },
  },
  {
    what: 'a role, with an expired login in the usual profile',
    fields: { ...oauth, expiresAt: now - 1 },
    environment: envRole,
    cli: 'renews the key, then the role',
    ours: 'cliKeyExpired',
  },
  {
    what: 'a key and a role whose session name is blank',
    environment: { ...envKey, ...envRole, TENCENTCLOUD_ROLE_SESSION_NAME: ' ' },
    cli: 'the role; STS refuses the blank',
    ours: 'roleInvalid',
  },
  {
    what: 'a blank role, with another in the usual profile',
    fields: { ...base, ...role },
    environment: { ...envKey, ...envRole, TENCENTCLOUD_ROLE_ARN: '\t' },
    cli: 'the role; STS refuses the blank',
    ours: 'roleInvalid',
  },
  {
    what: 'a role and a blank key, with another in the usual profile',
    fields: base,
    environment: { ...envRole, TENCENTCLOUD_SECRET_ID: ' ', TENCENTCLOUD_SECRET_KEY: 'env' },
    cli: 'the role, assumed with the blank key, which STS refuses',
    ours: 'noKey',
  },
  { what: 'a role and no key anywhere', environment: envRole, cli: 'refuses: secretId is invalid', ours: 'noKey' },
  {
    what: 'a key, with an expired login in the usual profile',
    fields: { ...oauth, expiresAt: now - 1 },
    environment: envKey,
    cli: 'the owner of the key in the environment',
    ours: { credential: envCredential },
  },
  {
    what: 'a key, with the role of a machine in the usual profile',
    fields: { type: 'cvm-role' },
    environment: envKey,
    cli: 'the owner of the key',
    ours: { credential: envCredential },
  },
  { what: 'a key, in a pod', environment: { ...envKey, ...pod }, cli: 'the role of the pod', ours: 'podRole' },
  {
    what: 'a key and a role, in a pod',
    environment: { ...envKey, ...envRole, ...pod },
    cli: 'the role',
    ours: { credential: envCredential, role: asRole },
  },
];

describe('whom we act as, beside the Tencent Cloud CLI', () => {
  const check = (identity: (state: CliState) => Identity, { fields = {}, environment = {}, ours }: Kind) => {
    const state = { profile: 'staging', fields: fields === 'unreadable' ? undefined : fields, environment, nowMs };
    if (typeof ours === 'string') assert.throws(() => identity(state), { failure: ours });
    else assert.deepEqual(identity(state), ours);
  };
  const said = ({ ours }: Kind) =>
    typeof ours === 'string' ? `refused (${ours})` : ours.role ? 'the role' : 'the key';

  describe('for a profile with', () => {
    for (const kind of profiles) {
      it(`${kind.what} — CLI: ${kind.cli} — ours: ${said(kind)}`, () => check(profileIdentity, kind));
    }
  });
  describe('for an environment with', () => {
    for (const kind of environments) {
      it(`${kind.what} — CLI: ${kind.cli} — ours: ${said(kind)}`, () => check(environmentIdentity, kind));
    }
  });

  it('names the command that helps', () => {
    const identity = (fields: object) => () =>
      profileIdentity({ profile: 'staging', fields: { ...sso, ...fields }, environment: {}, nowMs });
    assert.throws(identity({ expiresAt: now - 1 }), { detail: 'tccli sts GetCallerIdentity --profile staging' });
    const ended = { expiresAt: now - 1, sso: { expiresAt: now - 1 } };
    assert.throws(identity(ended), { detail: 'tccli sso login --profile staging' });
  });
});
