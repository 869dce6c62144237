import assert from 'node:assert/strict';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { RolloutStrategy } from '../../../../src/core/deployment/rolloutStrategy';
import { Sandbox } from '../../../../src/sandbox/sandbox';
import { applicationId, never, region } from '../practice';

const environmentId = 'en-gz7prod1';
const version = '20261108093012';
const manual: RolloutStrategy = { kind: 'manual', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: 0 };

describe('TemClient that deploys on the sandbox', () => {
  let now: number;
  let sandbox: Sandbox;
  const tem = new TemClient();
  const options = { signal: never() };

  beforeEach(async () => {
    now = Date.parse('2026-11-23T12:05:00+08:00');
    sandbox = await Sandbox.start({ rolloutClock: () => now, conditions: { requestsPerSecond: 0 } });
  });
  afterEach(() => sandbox.stop());

  const later = (seconds: number) => (now += seconds * 1000);
  const place = () => {
    const { temUrl, cosUrl, credential } = sandbox;
    const connection = { site: 'sandbox', credential, endpoints: { tem: temUrl, cos: cosUrl } } as const;
    return { connection, region, applicationId, environmentId };
  };
  const stored = () => {
    const key = sandbox.store
      .keys('tem-ap-guangzhou-1300555551')
      .find((one) => one.includes(`${applicationId}/${version}/`));
    assert.ok(key);
    return { key, packageName: key.slice(key.lastIndexOf('/') + 1), version };
  };
  const begin = (strategy = manual) => tem.beginRollout({ ...place(), ...stored(), strategy }, options);
  const detail = () => tem.describeRollout(place(), options);
  const workload = () => tem.describeWorkload(place(), options);
  const states = async () => (await detail())?.batches.map(({ state }) => state);

  it('begins, continues and sees the end', async () => {
    for (const withoutRollout of ['error', 'null', 'blank'] as const) {
      sandbox.conditions.rollout.withoutRollout = withoutRollout;
      assert.equal(await detail(), undefined, withoutRollout);
    }
    const before = await workload();
    await begin();
    const building = await detail();
    assert.deepEqual([building?.status, building?.startWord], ['Running', '2026-11-23 12:05:00']);
    assert.equal(building?.startedAt, now);
    assert.deepEqual([building?.newVersion, building?.oldVersion], [version, before?.version]);
    assert.equal(building?.packageName, stored().packageName);
    later(600);
    assert.deepEqual(await states(), ['waitingForPerson', 'notStarted']);
    assert.deepEqual([(await workload())?.isWaitingForPerson, (await workload())?.isDeploying], [true, true]);
    await tem.continueRollout(place(), options);
    later(600);
    assert.deepEqual(await states(), ['finished', 'finished']);
    const after = await workload();
    assert.deepEqual([after?.version, after?.isDeploying, after?.isWaitingForPerson], [version, false, false]);
    assert.deepEqual([after?.expectedInstances, after?.replicas, after?.updatedReadyReplicas], [2, 2, 2]);
    assert.equal((await detail())?.endedAt, sandbox.rollouts.at(-1)?.endedAt);
  });

  it('goes back', async () => {
    await begin();
    later(600);
    await tem.revertRollout(place(), options);
    later(600);
    assert.deepEqual(await states(), ['reverting', 'notStarted']);
    assert.equal(sandbox.rollouts.at(-1)?.stage, 'reverted');
  });

  it('has a trial batch and a time for the next one', async () => {
    await begin({ ...manual, kind: 'trial', batches: 2 });
    later(600);
    const waiting = await detail();
    assert.deepEqual(
      waiting?.batches.map(({ isTrial, state }) => [isTrial, state]),
      [
        [true, 'waitingForPerson'],
        [false, 'notStarted'],
      ],
    );
    await tem.revertRollout(place(), options);
    later(600);
    await begin({ ...manual, kind: 'automatic', pauseSeconds: 1000 });
    later(20);
    const pausing = await detail();
    assert.equal(pausing?.currentBatchState, 'waitingForTime');
    assert.ok(pausing.nextBatchAt && pausing.nextBatchAt > now && pausing.batches[0]?.startsAt === pausing.nextBatchAt);
  });

  it('has as many batches after the trial batch as its strategy says', async () => {
    const application = sandbox.world.accounts[0]?.regions[0]?.applications.find(({ id }) => id === applicationId);
    const deployment = application?.deployments.find((one) => one.environmentId === environmentId);
    assert.ok(deployment);
    deployment.expectedInstances = 3;
    await begin({ ...manual, kind: 'trial', batches: 2 });
    later(600);
    assert.deepEqual(
      (await detail())?.batches.map(({ isTrial }) => isTrial),
      [true, false, false],
    );
  });

  it('is taken by either form of the package’s path, whatever the refusal of the other is', async () => {
    sandbox.conditions.rollout.packageNameForm = 'name';
    for (const code of ['MissingParameter.PkgNameNull', 'InvalidParameter'] as const) {
      sandbox.conditions.rollout.packageNameCode = code;
      await begin();
      later(600);
      await tem.revertRollout(place(), options);
      later(600);
    }
    assert.equal(sandbox.requests.of('RollingUpdateApplicationByVersion').length, 4);
    assert.equal(sandbox.rollouts.length, 2);
  });

  it('says that another one runs, and sees that it failed though a batch is finished', async () => {
    sandbox.conditions.rollout.failure = { kind: 'status', batch: 1 };
    await begin({ ...manual, batches: 1 });
    await assert.rejects(begin(), { failure: 'deploying' });
    later(600);
    const failed = await detail();
    assert.deepEqual([failed?.status, failed?.errorMessage, failed?.endedAt], ['Error', '', undefined]);
    assert.deepEqual(await states(), ['finished']);
    assert.ok(failed?.batches[0]?.newInstances.some(({ words }) => words.includes('CrashLoopBackOff')));
  });
});
