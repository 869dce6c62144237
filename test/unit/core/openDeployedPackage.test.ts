import assert from 'node:assert/strict';
import { CosReader } from '../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../src/cloud/tem/temClient';
import type { Connection } from '../../../src/core/model';
import { openDeployedPackage } from '../../../src/core/openDeployedPackage';
import { packageReader } from '../../../src/jar/packageReader';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { askedOf } from '../../fixtures/askedOf';

describe('openDeployedPackage', () => {
  let sandbox: Sandbox;
  before(async () => void (sandbox = await Sandbox.start()));
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.requests.clear();
    sandbox.conditions.faults = [];
  });

  const open = (applicationId: string, environmentId: string, signal = new AbortController().signal) => {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const connections = { connect: () => Promise.resolve(connection) };
    const deps = { connections, tem: new TemClient(), packageStore: new CosReader(), records: { of: () => [] } };
    return openDeployedPackage(deps, { accountId: 'a', region: 'ap-guangzhou', applicationId, environmentId }, signal);
  };

  it('opens the package that runs, to be read by ranges', async () => {
    const opened = await open('service-gn54vdy6', 'en-gz7test1');
    assert.ok(opened.kind === 'package');
    assert.deepEqual([opened.deployed.packageName, opened.deployed.version], ['orders-1.4.1.jar', '20261108093012']);
    assert.ok((await packageReader.facts(opened.source)).files > 0);
    assert.match(askedOf(sandbox), /^CreateCosToken 1, DescribeApplicationInfo 1, GetObject [12]$/);
  });

  it('tells images and environments that run nothing from packages', async () => {
    assert.deepEqual(await open('service-g8w6t4yx', 'en-gz7prod1'), { kind: 'image' });
    assert.deepEqual(await open('service-inv7r3qa', 'en-gz7test1'), { kind: 'nothing' });
    assert.equal(askedOf(sandbox), 'DescribeApplicationInfo 2');
  });

  it('tells a package that COS no longer has, with the RequestId', async () => {
    const effect = { type: 'status', status: 404, code: 'NoSuchKey' } as const;
    sandbox.conditions.faults = [{ kind: 'GetObject', nth: 1, times: Infinity, effect }];
    const opened = await open('service-gn54vdy6', 'en-gz7test1');
    assert.ok(opened.kind === 'gone');
    assert.equal(opened.deployed.version, '20261108093012');
    assert.ok(opened.requestId);
  });

  it('fails with the RequestId where TEM refuses, and ends at once where it is cancelled', async () => {
    const effect = { type: 'status', status: 200, code: 'UnauthorizedOperation.CamNoAuth' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplicationInfo', nth: 1, effect }];
    await assert.rejects(open('service-gn54vdy6', 'en-gz7test1'), (error: { requestId?: string }) => !!error.requestId);
    sandbox.conditions.faults = [
      { kind: 'GetObject', nth: 1, times: Infinity, effect: { type: 'hang', when: 'afterBody' } },
    ];
    const controller = new AbortController();
    const opening = open('service-gn54vdy6', 'en-gz7test1', controller.signal);
    controller.abort();
    await assert.rejects(opening, { failure: 'cancelled' });
  });
});
