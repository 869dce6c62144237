import assert from 'node:assert/strict';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { AppError } from '../../../../src/core/errors';
import type { RolloutStrategy } from '../../../../src/core/deployment/rolloutStrategy';
import type { Connection } from '../../../../src/core/model';
import { codesOf, codesPerAction } from '../../../fixtures/documentedTemCodes';
import { never } from '../practice';
import { TemAnswers } from '../temAnswers';

const automatic: RolloutStrategy = {
  kind: 'automatic',
  batches: 2,
  pauseSeconds: 300,
  trialInstances: 1,
  minAvailable: -1,
};
const key = 'tem/pkg/1300555551/service-gn54vdy6/1668000000000/orders.jar';

describe('TemClient that deploys', () => {
  let server: TemAnswers;
  let connection: Connection;
  const pauses: number[] = [];
  const tem = new TemClient({ clock: { sleep: (ms) => Promise.resolve(void pauses.push(ms)) } });

  before(async () => {
    server = await TemAnswers.start();
  });
  beforeEach(() => {
    server.asked.length = 0;
    pauses.length = 0;
    connection = server.connection();
  });
  after(() => server.stop());

  const place = () => ({ connection, region: 'ap-x', applicationId: 'service-1', environmentId: 'en-1' });
  const begin = (strategy = automatic) =>
    tem.beginRollout(
      { ...place(), key, packageName: 'orders.jar', version: '20261123120500', strategy },
      { signal: never() },
    );
  const proceed = () => tem.continueRollout(place(), { signal: never() });
  const revert = () => tem.revertRollout(place(), { signal: never() });
  const detail = () => tem.describeRollout(place(), { signal: never() });
  const workload = () => tem.describeWorkload(place(), { signal: never() });
  const paths = () => server.asked.map(({ parameters }) => parameters['PackageName']);

  it('sends parameters by name and the strategy in TEM’s words', async () => {
    server.result('version-1');
    await begin();
    await begin({ ...automatic, kind: 'trial' });
    await begin({ ...automatic, kind: 'manual', minAvailable: 2 });
    const common = {
      ApplicationId: 'service-1',
      EnvironmentId: 'en-1',
      DeployVersion: '20261123120500',
      PackageName: key,
      TotalBatchCount: 2,
      BatchInterval: 300,
    };
    assert.deepEqual(
      server.asked.map(({ action, parameters }) => [action, parameters]),
      [
        { ...common, DeployStrategyType: 'AUTO', MinAvailable: -1 },
        { ...common, DeployStrategyType: 'BETA', TotalBatchCount: 3, MinAvailable: -1, BetaBatchNum: 1 },
        { ...common, DeployStrategyType: 'MANUAL', MinAvailable: 2 },
      ].map((parameters) => ['RollingUpdateApplicationByVersion', parameters]),
    );
    server.result(true);
    await proceed();
    await revert();
    assert.deepEqual(server.asked.slice(3), [
      { action: 'ResumeDeployApplication', parameters: { ApplicationId: 'service-1', EnvironmentId: 'en-1' } },
      { action: 'RevertDeployApplication', parameters: { ApplicationId: 'service-1', EnvironmentId: 'en-1' } },
    ]);
  });

  it('has begun also where the revision has no id, and takes no other answer for success', async () => {
    for (const answer of ['', 'version-1', true]) {
      server.result(answer);
      await begin();
    }
    for (const answer of [false, null, undefined, 0, 1, {}, []]) {
      server.result(answer);
      await assert.rejects(begin(), { failure: 'invalidResponse', requestId: 'r-1' }, JSON.stringify(answer));
    }
    for (const answer of [false, null, undefined, 0, 1, '', 'true', {}, []]) {
      server.result(answer);
      for (const call of [proceed, revert]) {
        await assert.rejects(call(), { failure: 'invalidResponse', requestId: 'r-1' }, JSON.stringify(answer));
      }
    }
    assert.equal(server.asked.length, 3 + 7 + 18, 'each once');
  });

  it('sends `/name` once where the path may be what was refused', async () => {
    for (const code of ['MissingParameter.PkgNameNull', 'InvalidParameter', 'InvalidParameterValue.PkgNameInvalid']) {
      server.asked.length = 0;
      server.refuse([code]);
      await begin();
      assert.deepEqual(paths(), [key, '/orders.jar'], code);
    }
  });

  it('says what was refused first where the other path is refused too, and else what came of that', async () => {
    server.refuse(['InvalidParameterValue.BatchNumber', 'MissingParameter.PkgNameNull']);
    await assert.rejects(begin(), { failure: 'invalid', detail: /BatchNumber/ });
    server.refuse(['MissingParameter.PkgNameNull', 'ResourceInUse.ServiceDeploying']);
    await assert.rejects(begin(), { failure: 'deploying' });
    server.refuse(['MissingParameter.PkgNameNull'], false);
    await assert.rejects(begin(), { failure: 'invalidResponse' });
    assert.equal(server.asked.length, 6);
  });

  it('sends no write again after any documented code but where TEM was asked too often', async () => {
    const calls = {
      RollingUpdateApplicationByVersion: begin,
      ResumeDeployApplication: proceed,
      RevertDeployApplication: revert,
    };
    const everywhere = [
      'InternalError.ActionReadTimeout',
      'FailedOperation.ActionReadTimeout',
      'InternalError',
      'InternalError.New',
      'FailedOperation',
      'OperationDenied.ResourceIsolated',
      'OperationDenied.BalanceNotEnough',
      'ResourceInUse.ResourceAlreadyLocked',
      'ResourceUnavailable.ApplicationStopped',
      'ResourceNotFound.ServiceRunningVersionNotFound',
      'AuthFailure.TokenFailure',
    ];
    for (const [action, call] of Object.entries(calls)) {
      for (const code of [...codesOf(codesPerAction[action] ?? ''), ...everywhere]) {
        server.asked.length = 0;
        server.refuse([code], true);
        await assert.rejects(call(), (error) => error instanceof AppError && error.failure !== 'internal', code);
        assert.equal(server.asked.length, 1, `${action}: ${code}`);
      }
      server.asked.length = 0;
      server.refuse(['RequestLimitExceeded', 'RequestLimitExceeded'], true);
      await call();
      assert.equal(server.asked.length, 3, action);
      assert.equal(new Set(server.asked.map(({ parameters }) => JSON.stringify(parameters))).size, 1);
    }
  });

  it('reads that TEM knows of no rollout, and not so of an application that is not there', async () => {
    for (const name of ['VersionNamespaceNotFound', 'ServiceRunningVersionNotFound', 'VersionServiceNotFound']) {
      server.refuse([`ResourceNotFound.${name}`]);
      assert.equal(await detail(), undefined, name);
    }
    for (const answer of [null, {}, { Status: '', OtherBatchDetail: [], BetaBatchDetail: null, StartTime: '' }]) {
      server.result(answer);
      assert.equal(await detail(), undefined, JSON.stringify(answer));
      assert.equal(await workload(), undefined, JSON.stringify(answer));
    }
    for (const name of ['ServiceNotFound', 'MicroserviceOffline']) {
      server.refuse([`ResourceNotFound.${name}`]);
      await assert.rejects(detail(), { failure: name === 'ServiceNotFound' ? 'notFound' : 'serviceAway' });
    }
    server.refuse(['ResourceNotFound.ServiceRunningVersionNotFound']);
    assert.equal(await workload(), undefined);
    server.refuse(['ResourceNotFound.VersionNamespaceNotFound']);
    await assert.rejects(workload(), { failure: 'notFound' });
  });

  it('does not take an answer without a result for one that knows of nothing', async () => {
    for (const answer of [undefined, true, 'x', 0, []]) {
      server.result(answer);
      await assert.rejects(detail(), { failure: 'invalidResponse' }, JSON.stringify(answer));
      await assert.rejects(workload(), { failure: 'invalidResponse' }, JSON.stringify(answer));
    }
  });

  it('reads again where TEM is busy: that changes nothing', async () => {
    server.refuse(['InternalError.ActionReadTimeout'], { Status: 'Running', NewDeployVersion: 'v2' });
    assert.equal((await detail())?.newVersion, 'v2');
    assert.equal(server.asked.length, 2);
  });
});
