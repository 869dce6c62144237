import assert from 'node:assert/strict';
import type { RolloutConditions } from '../../../src/sandbox/rolloutConditions';
import { DrivenRollouts, FULL_PATH, NEW, OLD, PACKAGE, PLACE, refusal } from './drivenRollouts';

const none = 'ResourceNotFound.VersionServiceNotFound';
const deploying = 'ResourceInUse.ServiceDeploying';

describe('sandbox: the conditions of rollouts, by the official client', () => {
  let at: DrivenRollouts;
  beforeEach(async () => (at = await DrivenRollouts.start()));
  afterEach(() => at.stop());

  const set = (conditions: Partial<RolloutConditions>): unknown => Object.assign(at.conditions, conditions);

  it('startDelayMs: nothing is told of it, then all', async () => {
    set({ startDelayMs: 20_000 });
    await at.begin();
    at.later(19);
    assert.equal(await refusal(at.detail()), none);
    assert.equal((await at.info()).UnderDeploying, false);
    assert.equal(await refusal(at.tem.RevertDeployApplication(PLACE)), 'none');
    at.later(1);
    const { Status, StartTime, CurrentBatchStatus } = await at.detail();
    assert.deepEqual([Status, StartTime, CurrentBatchStatus], ['Running', '2026-11-23 12:05:20', 'NotStart']);
    assert.equal((await at.info()).UnderDeploying, true);
    at.later(60);
    assert.equal((await at.info()).DeployVersion, NEW);
  });

  it('startDelayMs: the rollout before is shown, and the journal shows one that was sent twice', async () => {
    await at.begin();
    at.later(60);
    set({ startDelayMs: 20_000 });
    const back = { DeployVersion: OLD, PackageName: '/payments-2.0.3.jar' };
    await at.begin(back);
    at.later(10);
    assert.equal((await at.detail()).NewDeployVersion, NEW);
    await at.begin(back);
    at.later(20);
    assert.equal((await at.detail()).NewDeployVersion, OLD);
    assert.equal(await refusal(at.begin(back)), deploying);
    assert.deepEqual(
      at.sandbox.rollouts.map((one) => one.stage),
      ['finished', 'replaced', 'building'],
    );
  });

  it('refuseWith: so many times, whatever the code, and a colleague never', async () => {
    for (const code of [
      'ResourceUnavailable.WaitForKruise',
      'ResourceInUse.ResourceAlreadyLocked',
      'OperationDenied.BalanceNotEnough',
      'OperationDenied.ResourceIsolated',
    ]) {
      set({ refuseWith: { code, times: 2 } });
      assert.deepEqual([await refusal(at.begin()), await refusal(at.begin())], [code, code]);
      assert.equal(at.sandbox.rollouts.length, 0);
    }
    set({ refuseWith: { code: 'OperationDenied.ResourceIsolated', times: 1 } });
    const { ApplicationId: applicationId, EnvironmentId: environmentId } = PLACE;
    at.sandbox.beginRollout({ applicationId, environmentId, version: NEW });
    at.later(60);
    set({ refuseWith: { code: '', times: 0 } });
    assert.equal(await refusal(at.begin()), 'none');
  });

  it('packageNameForm and packageNameCode', async () => {
    const codes = async (): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (const PackageName of [FULL_PATH, `/${FULL_PATH}`, `/${PACKAGE}`, PACKAGE]) {
        seen.push(await refusal(at.begin({ PackageName })));
        at.later(60);
      }
      return seen;
    };
    const refused = 'MissingParameter.PkgNameNull';
    assert.deepEqual(await codes(), ['none', 'none', 'none', 'none']);
    set({ packageNameForm: 'fullPath' });
    assert.deepEqual(await codes(), ['none', 'none', refused, refused]);
    set({ packageNameForm: 'name', packageNameCode: 'InvalidParameter' });
    assert.deepEqual(await codes(), ['InvalidParameter', 'InvalidParameter', 'none', 'InvalidParameter']);
  });

  it('emptyRevision, fullPkgName', async () => {
    set({ emptyRevision: true, fullPkgName: true });
    assert.equal(await at.begin(), '');
    at.later(60);
    assert.equal((await at.info()).PkgName, FULL_PATH);
  });

  it('revertWhenIdle and resumeWhenIdle: before, between and after', async () => {
    const both = async (): Promise<readonly string[]> => [
      await refusal(at.tem.ResumeDeployApplication(PLACE)),
      await refusal(at.tem.RevertDeployApplication(PLACE)),
    ];
    const idle = 'ResourceNotFound.VersionNamespaceNotFound';
    assert.deepEqual(await both(), ['none', 'none']);
    set({ resumeWhenIdle: 'error', revertWhenIdle: 'error' });
    assert.deepEqual(await both(), [idle, idle]);
    await at.begin();
    assert.deepEqual(await both(), [idle, 'none']);
    assert.deepEqual(await both(), [idle, idle], 'one that was reverted before its first batch is over');
    await at.begin();
    at.later(60);
    assert.deepEqual(await both(), [idle, idle]);
    assert.equal((await at.detail()).Status, 'Success');
  });

  it('withoutRollout: refused, null, or blank', async () => {
    assert.equal(await refusal(at.detail()), none);
    set({ withoutRollout: 'null' });
    assert.equal((await at.tem.DescribeDeployApplicationDetail(PLACE)).Result, null);
    set({ withoutRollout: 'blank' });
    const { NewDeployVersion, Status, OtherBatchDetail } = await at.detail();
    assert.deepEqual([NewDeployVersion, Status, OtherBatchDetail], ['', '', []]);
  });

  it('waitingBatch, firstBatchIndex', async () => {
    await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 2 });
    at.later(20);
    assert.deepEqual([await at.batches(), (await at.detail()).CurrentBatchIndex], ['2 WaitForResume, 1 NotStart', 0]);
    set({ waitingBatch: 'next', firstBatchIndex: 1 });
    const { CurrentBatchIndex, CurrentBatchStatus } = await at.detail();
    assert.deepEqual([CurrentBatchIndex, CurrentBatchStatus], [2, 'WaitForResume']);
    assert.equal(await at.batches(), '2 Finish, 1 WaitForResume');
  });

  it('manualWaitsFirst: nothing moves until somebody says so', async () => {
    set({ manualWaitsFirst: true });
    await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 2 });
    at.later(60);
    assert.equal(await at.batches(), '2 WaitForResume, 1 NotStart');
    assert.equal((await at.info()).BatchDeployStatus, 'batch_updating_waiting_confirm');
    await at.tem.ResumeDeployApplication(PLACE);
    assert.equal(await at.batches(), '2 Deploying, 1 NotStart');
    at.later(60);
    assert.equal(await at.batches(), '2 WaitForResume, 1 NotStart');
    await at.tem.ResumeDeployApplication(PLACE);
    at.later(60);
    assert.equal((await at.detail()).Status, 'Success');

    await at.begin({ DeployStrategyType: 'MANUAL' });
    at.later(60);
    await at.tem.RevertDeployApplication(PLACE);
    assert.equal(at.last?.stage, 'reverted');
    assert.ok((await at.pods()).every((pod) => pod.Ready));
  });

  it('successStatus, revertedStatus', async () => {
    set({ successStatus: 'Finish', revertedStatus: '' });
    await at.begin();
    at.later(60);
    assert.equal((await at.detail()).Status, 'Finish');
    await at.begin();
    await at.tem.RevertDeployApplication(PLACE);
    assert.equal((await at.detail()).Status, '');
  });

  it('noBatches: the detail tells none, the instances do', async () => {
    set({ noBatches: true });
    await at.begin();
    at.later(8);
    const { OtherBatchDetail, BetaBatchDetail, CurrentBatchIndex, CurrentBatchStatus, Status } = await at.detail();
    assert.deepEqual([OtherBatchDetail, BetaBatchDetail, CurrentBatchIndex], [[], null, null]);
    assert.deepEqual([CurrentBatchStatus, Status], ['', 'Running']);
    assert.ok((await at.pods()).some((pod) => pod.DeployVersion === NEW));
  });

  it('emptyStatus, nullDeploying, nullWorkload, zeroTotal: as the contradictory answers have it', async () => {
    set({ emptyStatus: true, nullDeploying: true, nullWorkload: true, zeroTotal: true });
    await at.begin();
    const { Result } = await at.tem.DescribeApplications({ Keyword: 'payments' });
    const version = Result?.Records[0]?.ActiveVersions?.[1];
    assert.deepEqual([Result?.Total, Result?.Records.length], [0, 1]);
    assert.deepEqual([version?.Status, version?.UnderDeploying, version?.WorkloadInfo], ['', null, null]);
    const info = await at.info();
    assert.deepEqual([info.Status, info.UnderDeploying, info.WorkloadInfo], ['normal', null, null]);
    const { Result: all } = await at.tem.DescribeApplicationsStatus({ EnvironmentId: PLACE.EnvironmentId });
    assert.ok(all?.every((one) => one.Status === '' && one.UnderDeploying === null && one.WorkloadInfo === null));
  });

  it('staleDeployingMs: said to be under deployment for a while after the end', async () => {
    set({ staleDeployingMs: 10_000 });
    await at.begin();
    at.later(12);
    assert.deepEqual([(await at.detail()).Status, (await at.info()).UnderDeploying], ['Success', true]);
    at.later(10);
    assert.equal((await at.info()).UnderDeploying, false);
  });

  it('are the usual ones where a start names only some', async () => {
    const { sandbox } = await DrivenRollouts.start({ podMs: 1 });
    const { podMs, packageNameForm } = sandbox.conditions.rollout;
    assert.deepEqual([podMs, packageNameForm], [1, 'either']);
    await sandbox.stop();
  });
});
