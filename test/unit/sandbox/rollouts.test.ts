import assert from 'node:assert/strict';
import { DrivenRollouts, NEW, OLD, PACKAGE, PLACE, refusal, START } from './drivenRollouts';

const old = 'old Running ready';
const fresh = 'new Running ready';

describe('sandbox: a rollout, by the official client and a driven clock', () => {
  let at: DrivenRollouts;
  beforeEach(async () => (at = await DrivenRollouts.start()));
  afterEach(() => at.stop());

  it('builds, deploys batch after batch with pauses, and ends', async () => {
    const id = await at.begin({ DeployStrategyType: 'AUTO', TotalBatchCount: 2, BatchInterval: 30, MinAvailable: 0 });
    assert.match(id ?? '', /^revision-\w+$/);
    const building = await at.detail();
    assert.deepEqual(
      [building.Status, building.StartTime, building.EndTime, building.ErrorMessage, building.CurrentBatchStatus],
      ['Running', '2026-11-23 12:05:00', '', '', 'NotStart'],
    );
    assert.deepEqual([building.NewDeployVersion, building.OldDeployVersion], [NEW, OLD]);
    assert.deepEqual([building.NewVersionPackageInfo, building.BetaBatchDetail], [PACKAGE, null]);
    assert.equal(await at.batches(), '2 NotStart, 1 NotStart');
    assert.deepEqual(await at.podWords(), [old, old, old]);

    at.later(6);
    assert.equal(await at.batches(), '2 Deploying, 1 NotStart');
    assert.deepEqual(await at.podWords(), [old, 'new Pending', 'new Pending']);
    at.later(3);
    assert.deepEqual(await at.podWords(), [old, 'new Running', 'new Running']);
    const { WorkloadInfo, UnderDeploying, BatchDeployStatus, DeployVersion, ExpectedInstances } = await at.info();
    assert.deepEqual([UnderDeploying, BatchDeployStatus, DeployVersion], [true, 'batch_updating', OLD]);
    assert.deepEqual(
      [WorkloadInfo?.Replicas, WorkloadInfo?.ReadyReplicas, WorkloadInfo?.UpdatedReplicas, ExpectedInstances],
      [3, 1, 2, 3],
    );

    at.later(3);
    assert.equal(await at.batches(), '2 WaitForTimeExceed, 1 NotStart');
    assert.deepEqual(await at.podWords(), [old, fresh, fresh]);
    assert.equal((await at.detail()).NextBatchStartTime, START / 1000 + 42);
    at.later(30);
    assert.equal(await at.batches(), '2 Finish, 1 Deploying');
    assert.equal((await at.detail()).CurrentBatchIndex, 1);

    at.later(6);
    assert.equal(await at.batches(), '2 Finish, 1 Finish');
    const done = await at.detail();
    assert.deepEqual([done.Status, done.EndTime, done.NextBatchStartTime], ['Success', '2026-11-23 12:05:48', 0]);
    const info = await at.info();
    assert.deepEqual([info.DeployVersion, info.PkgName, info.UnderDeploying], [NEW, PACKAGE, false]);
    assert.deepEqual([info.Status, info.BatchDeployStatus, info.CreateDate], ['normal', '', '2026-11-23 12:05:48']);
    assert.equal(info.WorkloadInfo?.UpdatedReadyReplicas, 3);
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
    assert.deepEqual([at.last?.stage, at.last?.at, at.last?.endedAt], ['finished', START, START + 48_000]);
  });

  it('comes to the same end when nobody looks in between', async () => {
    await at.begin({ TotalBatchCount: 3, BatchInterval: 10 });
    at.later(3600);
    assert.equal((await at.detail()).EndTime, '2026-11-23 12:05:44');
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
  });

  it('waits after each batch by hand, and each call lets one start', async () => {
    await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 3 });
    at.later(3600);
    assert.equal(await at.batches(), '1 WaitForResume, 1 NotStart, 1 NotStart');
    const waiting = await at.info();
    assert.deepEqual([waiting.BatchDeployStatus, waiting.UnderDeploying], ['batch_updating_waiting_confirm', true]);
    assert.equal((await at.detail()).NextBatchStartTime, 0);

    // A second click while the batch deploys: true, and nothing is done.
    assert.equal((await at.tem.ResumeDeployApplication(PLACE)).Result, true);
    assert.equal((await at.tem.ResumeDeployApplication(PLACE)).Result, true);
    assert.equal(await at.batches(), '1 Finish, 1 Deploying, 1 NotStart');
    at.later(3600);
    assert.equal(await at.batches(), '1 Finish, 1 WaitForResume, 1 NotStart');
    await at.tem.ResumeDeployApplication(PLACE);
    at.later(3600);
    assert.equal((await at.detail()).Status, 'Success');
    assert.equal(at.last?.resumes, 2);
  });

  it('waits after the trial batch only', async () => {
    await at.begin({ DeployStrategyType: 'BETA', BetaBatchNum: 2, TotalBatchCount: 3, BatchInterval: 5 });
    at.later(3600);
    const { BetaBatchDetail, OtherBatchDetail, CurrentBatchIndex } = await at.detail();
    assert.deepEqual([BetaBatchDetail?.PodNum, BetaBatchDetail?.BatchStatus], [1, 'WaitForResume'], 'half at most');
    assert.deepEqual([OtherBatchDetail?.length, CurrentBatchIndex], [2, 0]);
    assert.deepEqual([BetaBatchDetail?.OldPodList, BetaBatchDetail?.NewPodList], [null, null]);
    assert.deepEqual(
      BetaBatchDetail?.NewPods?.map((pod) => [pod.PodVersion, pod.PodStatus]),
      [[NEW, ['Running']]],
    );
    await at.tem.ResumeDeployApplication(PLACE);
    at.later(3600);
    assert.equal((await at.detail()).Status, 'Success');
  });

  it('keeps as many instances available as is asked', async () => {
    for (const [MinAvailable, kept] of [
      [-1, 3],
      [2, 2],
      [0, 0],
    ] as const) {
      await at.stop();
      at = await DrivenRollouts.start();
      await at.begin({ TotalBatchCount: 1, MinAvailable });
      at.later(6);
      assert.equal((await at.podWords()).filter((words) => words === old).length, kept);
      assert.equal((await at.podWords()).filter((words) => words === 'new Pending').length, 3);
      at.later(6);
      assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
    }
  });

  it('follows a scaler, before the last batch and after the end', async () => {
    await at.begin({ TotalBatchCount: 3 });
    const [payments] = at.sandbox.world.accounts[0]!.regions[0]!.applications.filter((one) => one.name === 'payments');
    const prod = payments!.deployments.find((one) => one.environmentId === PLACE.EnvironmentId)!;
    prod.expectedInstances = 4;
    at.later(3600);
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh, fresh]);
    assert.equal((await at.detail()).Status, 'Success');
    prod.expectedInstances = 1;
    assert.deepEqual(await at.podWords(), [fresh]);
    prod.expectedInstances = 2;
    assert.deepEqual(await at.podWords(), [fresh, 'new Pending']);
  });

  const stages: readonly (readonly [string, number, string])[] = [
    ['while the image is built', 3, 'building'],
    ['in the first batch', 8, 'deploying'],
    ['while it waits', 20, 'waiting'],
  ];
  for (const [name, seconds, stage] of stages) {
    it(`goes back ${name}, and a second call changes nothing`, async () => {
      await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 3 });
      at.later(seconds);
      assert.equal(at.last?.stage, stage);
      assert.equal((await at.tem.RevertDeployApplication(PLACE)).Result, true);
      assert.equal((await at.tem.RevertDeployApplication(PLACE)).Result, true);
      if (stage !== 'building') assert.equal(await at.batches(), '1 revert, 1 NotStart, 1 NotStart');
      at.later(3600);
      assert.deepEqual(await at.podWords(), [old, old, old]);
      const info = await at.info();
      assert.deepEqual([info.DeployVersion, info.UnderDeploying, info.BatchDeployStatus], [OLD, false, '']);
      assert.equal(info.WorkloadInfo?.UpdatedReadyReplicas, 3);
      const detail = await at.detail();
      assert.deepEqual([detail.Status, detail.NewDeployVersion], ['Reverted', NEW]);
      assert.notEqual(detail.EndTime, '');
      assert.equal(at.last?.stage, 'reverted');
    });
  }

  it('goes back batch after batch, the last one first', async () => {
    await at.begin({ TotalBatchCount: 3, BatchInterval: 5, MinAvailable: 0 });
    at.later(6 + 6 + 5 + 6 + 1);
    await at.tem.RevertDeployApplication(PLACE);
    assert.equal(await at.batches(), '1 Finish, 1 revert, 1 NotStart');
    assert.deepEqual(await at.podWords(), [old, fresh, 'old Pending']);
    assert.equal((await at.info()).UnderDeploying, true);
    assert.equal(await refusal(at.begin()), 'ResourceInUse.ServiceDeploying');
    at.later(6);
    assert.equal(await at.batches(), '1 revert, 1 revert, 1 NotStart');
    at.later(6);
    assert.deepEqual(await at.podWords(), [old, old, old]);
    assert.equal((await at.detail()).Status, 'Reverted');
  });

  it('begins again after the end, back to the version before', async () => {
    await at.begin();
    at.later(60);
    const PackageName = '/payments-2.0.3.jar';
    await at.begin({ DeployVersion: OLD, PackageName });
    at.later(60);
    assert.deepEqual(await at.podWords(), [old, old, old]);
    assert.deepEqual(
      at.sandbox.rollouts.map(({ version, oldVersion, stage }) => [version, oldVersion, stage]),
      [
        [NEW, OLD, 'finished'],
        [OLD, NEW, 'finished'],
      ],
    );
  });

  it('runs one of a colleague, whose clicks count as well', async () => {
    const place = { applicationId: PLACE.ApplicationId, environmentId: PLACE.EnvironmentId };
    const strategy = { type: 'MANUAL', totalBatchCount: 3 } as const;
    const begun = at.sandbox.beginRollout({ ...place, version: NEW, strategy });
    assert.deepEqual([begun.byColleague, begun.packageName], [true, PACKAGE]);
    assert.equal(at.sandbox.requests.all.length, 0);
    assert.equal(await refusal(at.begin()), 'ResourceInUse.ServiceDeploying');
    at.later(20);
    assert.equal(at.sandbox.resumeRollout(place), true);
    assert.equal(at.sandbox.resumeRollout(place), false);
    assert.equal(await at.batches(), '1 Finish, 1 Deploying, 1 NotStart');
    assert.equal(at.sandbox.revertRollout(place), true);
    at.later(60);
    assert.equal(at.sandbox.revertRollout(place), false);
    assert.deepEqual([at.last?.stage, at.last?.resumes, at.last?.reverts], ['reverted', 1, 1]);
    assert.throws(() => at.sandbox.beginRollout({ ...place, version: 'none' }), /is found/);
  });

  it('tells of an environment at once, as its lists do', async () => {
    await at.begin({ DeployStrategyType: 'MANUAL', TotalBatchCount: 2 });
    at.later(20);
    const { Result } = await at.tem.DescribeApplicationsStatus({ EnvironmentId: PLACE.EnvironmentId });
    assert.deepEqual(
      Result?.map((one) => [one.ApplicationName, one.UnderDeploying, one.BatchDeployStatus, one.CurrentInstances]),
      [
        ['orders', false, '', 2],
        ['payments', true, 'batch_updating_waiting_confirm', 3],
        ['web-portal', false, '', 2],
        ['gateway', false, '', 2],
      ],
    );
    const { Result: listed } = await at.tem.DescribeApplications({ Keyword: 'payments' });
    assert.deepEqual(listed?.Records[0]?.ActiveVersions?.[1], Result?.[1]);
    assert.equal(Result?.[1]?.WorkloadInfo?.UpdatedReadyReplicas, 2);
  });

  it('deploys a version over itself, and counts the new instances', async () => {
    await at.begin();
    at.later(60);
    await at.begin({ TotalBatchCount: 3, BatchInterval: 60 });
    at.later(20);
    const { WorkloadInfo } = await at.info();
    assert.deepEqual([WorkloadInfo?.UpdatedReplicas, WorkloadInfo?.Replicas], [1, 3]);
  });

  it('deploys a tag where an image runs, without a package', async () => {
    const gateway = { ApplicationId: 'service-g8w6t4yx', EnvironmentId: PLACE.EnvironmentId };
    await at.tem.RollingUpdateApplicationByVersion({ ...gateway, DeployVersion: '1.20.0' });
    at.later(60);
    const { Result } = await at.tem.DescribeApplicationInfo(gateway);
    assert.deepEqual([Result?.DeployVersion, Result?.PkgName], ['1.20.0', '']);
  });
});
