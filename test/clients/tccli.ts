import assert from 'node:assert/strict';
import { builder, deployerArn, keyOf } from '../fixtures/roleSeed';
import { ORDERS, REGION, send } from '../unit/sandbox/clients';
import type { Client } from './client';
import type { Room } from './room';
import { beRefused, type Call, succeed } from './runClient';

interface Key {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** Tencent Cloud's command line in Python. */
export const tccli: Client = {
  name: 'tccli',
  versionArgs: ['--version'],
  steps: [
    { name: 'DescribeEnvironments', run: describeEnvironments },
    { name: 'DescribeApplications', run: describeApplications },
    { name: 'DescribeApplicationInfo', run: describeApplicationInfo },
    { name: 'CreateCosToken', run: createCosToken },
    { name: 'GenerateApplicationPackageDownloadUrl', run: downloadUrl },
    { name: 'sts AssumeRole, and TEM with what it gives', run: assumeRole },
    { name: 'unknown application: refused by name', run: unknownApplication },
    { name: 'unknown parameter: refused by the client itself', run: unknownParameter },
    { name: 'wrong key: refused by name', run: wrongKey },
  ],
};

async function describeEnvironments(room: Room): Promise<void> {
  const { Result } = await ask(room, ['tem', 'DescribeEnvironments', '--Limit', '2']);
  const { Records, Total } = Result as { readonly Records: readonly object[]; readonly Total: number };
  assert.equal(Records.length, 2);
  assert.equal(Total, guangzhou(room).environments.length);
}

async function describeApplications(room: Room, key?: Key): Promise<void> {
  const { Result } = await ask(room, ['tem', 'DescribeApplications', '--Limit', '100'], key);
  const { Records } = Result as { readonly Records: readonly { readonly ApplicationId: string }[] };
  assert.deepEqual(
    Records.map(({ ApplicationId }) => ApplicationId),
    guangzhou(room).applications.map(({ id }) => id),
  );
}

async function describeApplicationInfo(room: Room): Promise<void> {
  const { Result } = await ask(room, ['tem', 'DescribeApplicationInfo', '--ApplicationId', ORDERS]);
  assert.equal((Result as { readonly ApplicationId: string }).ApplicationId, ORDERS);
}

async function createCosToken(room: Room): Promise<void> {
  const wanted = ['--ApplicationId', ORDERS, '--PkgName', 'orders 订单.jar', '--OptType', '1', '--TimeVersion', 'v1'];
  const { Result } = await ask(room, ['tem', 'CreateCosToken', ...wanted]);
  const { FullPath, SessionToken } = Result as { readonly FullPath: string; readonly SessionToken: string };
  assert.ok(FullPath.endsWith(`/${ORDERS}/v1/orders 订单.jar`), FullPath);
  assert.ok(SessionToken);
}

async function downloadUrl(room: Room): Promise<void> {
  const [stored] = guangzhou(room).applications.find(({ id }) => id === ORDERS)?.packages ?? [];
  assert.ok(stored);
  const wanted = ['--ApplicationId', ORDERS, '--PkgName', stored.name, '--DeployVersion', stored.version];
  const { Result } = await ask(room, ['tem', 'GenerateApplicationPackageDownloadUrl', ...wanted]);
  const { status, headers } = await send(String(Result));
  assert.equal(status, 200);
  assert.equal(headers['content-length'], String(stored.bytes.length));
}

async function assumeRole(room: Room): Promise<void> {
  const wanted = ['--RoleArn', deployerArn, '--RoleSessionName', 'deploy', '--DurationSeconds', '1800'];
  const { Credentials } = await ask(room, ['sts', 'AssumeRole', ...wanted], keyOf(builder));
  const { TmpSecretId, TmpSecretKey, Token } = Credentials as Readonly<Record<string, string>>;
  assert.ok(TmpSecretId && TmpSecretKey && Token);
  await describeApplications(room, { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token });
}

async function unknownApplication(room: Room): Promise<void> {
  const wanted = ['--ApplicationId', 'service-nowhere', '--PkgName', 'a.jar', '--OptType', '1'];
  const call = callOf(room, ['tem', 'CreateCosToken', ...wanted]);
  await beRefused(room, call, /ResourceNotFound\.ServiceNotFound[\s\S]*requestId:[\da-f-]{36}/);
}

async function unknownParameter(room: Room): Promise<void> {
  const before = room.sandbox.requests.all.length;
  const wanted = ['--ApplicationId', ORDERS, '--PkgName', 'a.jar', '--OptType', '1', '--PackageName', 'a'];
  await beRefused(room, callOf(room, ['tem', 'CreateCosToken', ...wanted]), /PackageName/);
  assert.equal(room.sandbox.requests.all.length, before, 'it asked all the same');
}

async function wrongKey(room: Room): Promise<void> {
  const { secretId } = room.sandbox.credential;
  const call = callOf(room, ['tem', 'DescribeEnvironments'], { secretId, secretKey: 'x'.repeat(32) });
  await beRefused(room, call, /AuthFailure\.SignatureFailure/);
}

function guangzhou({ sandbox }: Room) {
  const region = sandbox.world.accounts[0]?.regions.find(({ id }) => id === REGION);
  assert.ok(region);
  return region;
}

async function ask(room: Room, words: readonly string[], key?: Key): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await succeed(room, callOf(room, words, key))) as Readonly<Record<string, unknown>>;
}

function callOf({ sandbox, tls }: Room, words: readonly string[], key: Key = sandbox.credential): Call {
  if (!tls) throw new Error('not run: there is no openssl to make a certificate');
  return {
    program: 'tccli',
    args: [...words, '--endpoint', tls.host, '--region', REGION],
    env: {
      TENCENTCLOUD_SECRET_ID: key.secretId,
      TENCENTCLOUD_SECRET_KEY: key.secretKey,
      TENCENTCLOUD_TOKEN: key.token ?? '',
      PYTHONPATH: tls.pythonPath,
      no_proxy: '*',
    },
  };
}
