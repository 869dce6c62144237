import assert from 'node:assert/strict';
import { practiceSeed } from '../../../src/sandbox/practiceSeed';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { temClient } from './clients';
import { DrivenRollouts, FULL_PATH, NEW, PACKAGE, PLACE, refusal } from './drivenRollouts';

const writes = ['RollingUpdateApplicationByVersion', 'ResumeDeployApplication', 'RevertDeployApplication'] as const;

describe('sandbox: what deploying refuses, by the official client', () => {
  let at: DrivenRollouts;
  beforeEach(async () => (at = await DrivenRollouts.start()));
  afterEach(() => at.stop());

  const begin = (fields: object): Promise<string> => refusal(at.begin(fields));

  it('a second one while one runs', async () => {
    await at.begin();
    at.later(8);
    assert.equal(await begin({}), 'ResourceInUse.ServiceDeploying');
    assert.equal(at.sandbox.rollouts.length, 1);
  });

  it('two at the same time: one begins', async () => {
    const codes = await Promise.all([begin({}), begin({})]);
    assert.deepEqual([...codes].sort(), ['ResourceInUse.ServiceDeploying', 'none']);
    assert.equal(at.sandbox.rollouts.length, 1);
  });

  it('what is missing, by its own code', async () => {
    assert.equal(await begin({ ApplicationId: undefined }), 'MissingParameter.ServiceIdNull');
    assert.equal(await begin({ EnvironmentId: undefined }), 'MissingParameter.NamespaceIdNull');
    assert.equal(await begin({ DeployVersion: undefined }), 'MissingParameter.DeployVersionNull');
    assert.equal(await begin({ PackageName: undefined }), 'MissingParameter.PkgNameNull');
  });

  it('a version of another form', async () => {
    for (const [DeployVersion, name] of [
      ['1.0-SNAPSHOT', 'VersionLowerCase'],
      ['v'.repeat(129), 'VersionLengthLimit'],
      ['a b', 'InvalidDeployVersion'],
      ['../1', 'InvalidDeployVersion'],
    ] as const) {
      assert.equal(await begin({ DeployVersion }), `InvalidParameterValue.${name}`);
    }
  });

  it('an unknown place, and one where nothing runs', async () => {
    assert.equal(await begin({ ApplicationId: 'service-none' }), 'ResourceNotFound.ServiceNotFound');
    assert.equal(await begin({ EnvironmentId: 'en-none' }), 'ResourceNotFound.VersionNamespaceNotFound');
    const empty = { ...PLACE, EnvironmentId: 'en-gz7test1' };
    assert.equal(await begin(empty), 'ResourceNotFound.ServiceRunningVersionNotFound');
    for (const action of ['ResumeDeployApplication', 'RevertDeployApplication'] as const) {
      assert.equal(await refusal(at.tem[action](empty)), 'ResourceNotFound.ServiceRunningVersionNotFound');
    }
    const none = 'ResourceNotFound.VersionServiceNotFound';
    assert.equal(await refusal(at.tem.DescribeDeployApplicationDetail(empty)), none);
    const status = at.tem.DescribeApplicationsStatus({ EnvironmentId: 'en-none' });
    assert.equal(await refusal(status), 'ResourceNotFound.VersionNamespaceNotFound');
  });

  it('a package that is not in the store, or of another version', async () => {
    const code = 'InternalError.DeployVersionError';
    assert.equal(await begin({ PackageName: '/other.jar' }), code);
    assert.equal(await begin({ PackageName: FULL_PATH.replace(PACKAGE, 'other.jar') }), code);
    assert.equal(await begin({ DeployVersion: '20260921173000' }), code);
    assert.equal(await begin({ PackageName: FULL_PATH.replace(PLACE.ApplicationId, 'service-gn54vdy6') }), code);
    at.sandbox.store.delete('tem-ap-guangzhou-1300555551', FULL_PATH);
    assert.equal(await begin({}), code);
    assert.equal(at.sandbox.rollouts.length, 0);
  });

  it('a strategy that is none', async () => {
    for (const fields of [
      { DeployStrategyType: '0' },
      { DeployStrategyType: 'auto' },
      { TotalBatchCount: 0 },
      { BatchInterval: -1 },
      { BetaBatchNum: -1 },
      { MinAvailable: -2 },
    ]) {
      assert.equal(await begin(fields), 'InvalidParameter', JSON.stringify(fields));
    }
  });

  it('a field that is not documented, or of another type', async () => {
    assert.equal(await begin({ PkgName: PACKAGE }), 'UnknownParameter');
    assert.equal(await begin({ Force: 'true' }), 'InvalidParameter');
    assert.equal(await begin({ TotalBatchCount: '2' }), 'InvalidParameter');
    assert.equal(await begin({ DeployStrategyType: 0 }), 'InvalidParameter');
    const resumed = at.tem.ResumeDeployApplication({ ...PLACE, BatchIndex: 1 } as typeof PLACE);
    assert.equal(await refusal(resumed), 'UnknownParameter');
    assert.equal(await begin({ Force: true, From: 'IntelliJ' }), 'none');
  });

  it('tells of a rollout by its revision', async () => {
    const first = (await at.begin()) ?? '';
    at.later(60);
    const back = { DeployVersion: '20260921173000', PackageName: '/payments-2.0.1.jar' };
    await at.begin(back);
    const { Result } = await at.tem.DescribeDeployApplicationDetail({ ...PLACE, VersionId: first });
    assert.equal(Result?.NewDeployVersion, NEW);
    const none = at.tem.DescribeDeployApplicationDetail({ ...PLACE, VersionId: 'revision-none' });
    assert.equal(await refusal(none), 'ResourceNotFound.VersionServiceNotFound');
  });

  it('a key that may not deploy, by each action', async () => {
    const [account] = practiceSeed().accounts;
    const reader = { ...account!, secretId: 'AKIDreader', secretKey: 'reader', actions: ['tem:Describe*'] };
    const sandbox = await Sandbox.start({ seed: { accounts: [account!, reader] } });
    const tem = temClient(sandbox, reader);
    const asked = { ...PLACE, DeployVersion: NEW, PackageName: FULL_PATH };
    for (const action of writes) {
      const called = action === 'RollingUpdateApplicationByVersion' ? tem[action](asked) : tem[action](PLACE);
      await assert.rejects(called, new RegExp(`tem:${action}`));
      assert.equal(await refusal(called), 'UnauthorizedOperation.UnauthorizedOperation');
    }
    assert.equal(await refusal(tem.DescribeApplicationsStatus({ EnvironmentId: PLACE.EnvironmentId })), 'none');
    assert.equal(sandbox.rollouts.length, 0);
    await sandbox.stop();
  });

  it('more requests of a second than the limit', async () => {
    at.sandbox.conditions.requestsPerSecond = 2;
    const codes = await Promise.all([1, 2, 3].map(() => refusal(at.tem.ResumeDeployApplication(PLACE))));
    assert.equal(codes.filter((code) => code === 'RequestLimitExceeded').length, 1);
  });

  for (const action of writes) {
    for (const when of ['beforeBody', 'afterBody', 'beforeAnswer'] as const) {
      it(`${action}, its answer lost ${when}: done only where the request was carried out`, async () => {
        if (action !== 'RollingUpdateApplicationByVersion') {
          await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 3 });
          at.later(20);
        }
        const effect = { type: 'reset', when } as const;
        at.sandbox.conditions.faults = [{ kind: action, nth: 1, effect }];
        const ended = at.sandbox.requests.next(action);
        const asked = { ...PLACE, DeployVersion: NEW, PackageName: FULL_PATH };
        const called = action === 'RollingUpdateApplicationByVersion' ? at.tem[action](asked) : at.tem[action](PLACE);
        await assert.rejects(called);
        assert.equal((await ended).outcome, 'reset');
        const { length } = at.sandbox.rollouts;
        const done = {
          RollingUpdateApplicationByVersion: length,
          ResumeDeployApplication: at.last?.resumes,
          RevertDeployApplication: at.last?.reverts,
        }[action];
        assert.equal(done, when === 'beforeAnswer' ? 1 : 0);
      });
    }
  }

  it('hangs before its answer, and has begun', async () => {
    at.sandbox.conditions.faults = [
      { kind: 'RollingUpdateApplicationByVersion', nth: 1, effect: { type: 'hang', when: 'beforeAnswer' } },
    ];
    const called = refusal(at.begin());
    while (at.sandbox.rollouts.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await at.stop();
    assert.notEqual(await called, 'none');
  });
});
