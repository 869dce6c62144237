import assert from 'node:assert/strict';
import type { InstanceFailure } from '../../../src/sandbox/rolloutConditions';
import { DrivenRollouts, NEW, OLD, PLACE } from './drivenRollouts';

const old = 'old Running ready';
const fresh = 'new Running ready';

describe('sandbox: a rollout that fails, by the official client and a driven clock', () => {
  let at: DrivenRollouts;
  beforeEach(async () => (at = await DrivenRollouts.start()));
  afterEach(() => at.stop());

  const manual = { DeployStrategyType: 'MANUAL', TotalBatchCount: 3 } as const;
  const failInSecondBatch = async (kind: InstanceFailure['kind']): Promise<void> => {
    at.conditions.failure = { kind, batch: 2 };
    await at.begin(manual);
    at.later(20);
    assert.deepEqual(await at.podWords(), [old, old, fresh]);
    await at.tem.ResumeDeployApplication(PLACE);
  };

  // Each with the instance as it is in the end, and whether it is restarted again and again.
  const stuck: readonly (readonly [InstanceFailure['kind'], string, boolean])[] = [
    ['crash', 'new CrashLoopBackOff', true],
    ['image', 'new ImagePullBackOff', false],
    ['neverReady', 'new Running Readiness probe failed: HTTP probe failed with statuscode: 503', false],
    ['postStart', 'new PostStartHookError', true],
    ['volume', 'new ContainerCreating', false],
    ['configuration', 'new CreateContainerConfigError', false],
    ['liveness', 'new Running Liveness probe failed: dial tcp 10.1.0.10:8080: connect: connection refused', true],
    ['listener', 'new Running Readiness check failed according to l4 listener lbl-sandbox1 of CLB lb-sandbox1', false],
  ];
  for (const [kind, words, restarts] of stuck) {
    it(`${kind}: the batch never ends, and all go back`, async () => {
      await failInSecondBatch(kind);
      at.later(3600);
      assert.equal(await at.batches(), '1 Finish, 1 Deploying, 1 NotStart');
      const bad = (await at.pods()).filter((pod) => !pod.Ready);
      assert.deepEqual(
        (await at.podWords()).filter((one) => one !== old && one !== fresh),
        [words],
      );
      assert.equal((bad[0]?.RestartCount ?? 0) > 100, restarts);
      assert.equal(bad[0]?.Unhealthy, bad[0]?.UnhealthyWarningMsg !== '');
      const { Status, UnderDeploying, DeployVersion } = await at.info();
      assert.deepEqual([Status, UnderDeploying, DeployVersion], ['abnormal', true, OLD]);
      const detail = await at.detail();
      assert.deepEqual([detail.Status, detail.EndTime], ['Running', '']);

      const page = await at.tem.DescribeApplicationPods({ ...PLACE, Status: 'Error' });
      assert.equal(page.Result?.TotalCount, words.startsWith('new Running') ? 0 : 1);

      await at.tem.RevertDeployApplication(PLACE);
      at.later(60);
      assert.deepEqual(await at.podWords(), [old, old, old]);
      assert.deepEqual([(await at.info()).Status, at.last?.stage], ['normal', 'reverted']);
    });
  }

  it('status: ends in Error with empty texts and a finished batch, as published', async () => {
    at.conditions.failure = { kind: 'status', batch: 1 };
    await at.begin({ TotalBatchCount: 1 });
    at.later(3600);
    const detail = await at.detail();
    assert.deepEqual([detail.Status, detail.EndTime, detail.ErrorMessage], ['Error', '', '']);
    assert.equal(await at.batches(), '3 Finish');
    const bad = 'new CrashLoopBackOff';
    assert.deepEqual(await at.podWords(), [old, old, old, fresh, bad, bad]);
    const { DeployVersion, Status, UnderDeploying } = await at.info();
    assert.deepEqual([DeployVersion, Status, UnderDeploying], [OLD, 'abnormal', false]);
    assert.equal(at.last?.stage, 'failed');

    await at.tem.RevertDeployApplication(PLACE);
    assert.deepEqual(await at.podWords(), [old, old, old]);
    assert.equal((await at.detail()).Status, 'Reverted');
  });

  it('status: another rollout may begin over it, and leaves nothing of it', async () => {
    at.conditions.failure = { kind: 'status', batch: 1 };
    await at.begin({ TotalBatchCount: 2 });
    at.later(60);
    await at.begin({ TotalBatchCount: 2 });
    at.later(60);
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
    assert.equal((await at.detail()).Status, 'Success');
  });

  it('flapping: every batch ends, and its instances go on failing', async () => {
    at.conditions.failure = { kind: 'flapping', batch: 3 };
    await at.begin({ TotalBatchCount: 3 });
    at.later(24);
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
    assert.equal((await at.detail()).Status, 'Success');
    at.later(12);
    assert.match((await at.podWords())[2] ?? '', /^new Running Readiness probe failed/);
    assert.equal((await at.info()).Status, 'abnormal');
    at.later(5);
    assert.deepEqual(await at.podWords(), [fresh, fresh, fresh]);
    assert.deepEqual(
      (await at.pods()).map((pod) => pod.RestartCount),
      [0, 0, 1],
    );
  });

  it('is planned for the next rollouts only, as many as are said', async () => {
    const stages: (string | undefined)[] = [];
    at.conditions.failure = { kind: 'status', batch: 1, times: 2 };
    for (let n = 0; n < 3; n++) {
      await at.begin();
      at.later(60);
      stages.push(at.last?.stage);
    }
    assert.deepEqual(stages, ['failed', 'failed', 'finished']);
    assert.equal(at.conditions.failure.kind, 'none');
    assert.equal((await at.info()).DeployVersion, NEW);
  });

  it('is that of the last batch where it is planned beyond', async () => {
    at.conditions.failure = { kind: 'image', batch: 5 };
    await at.begin({ TotalBatchCount: 2 });
    at.later(60);
    assert.equal(await at.batches(), '2 Finish, 1 Deploying');
  });

  it('is what it was when it began, whatever is set meanwhile', async () => {
    await at.begin({ TotalBatchCount: 2 });
    at.conditions.failure = { kind: 'crash', batch: 2 };
    Object.assign(at.conditions, { buildMs: 1e9, podMs: 1e9 });
    at.later(60);
    assert.equal((await at.detail()).Status, 'Success');
  });
});
