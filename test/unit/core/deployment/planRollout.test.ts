import assert from 'node:assert/strict';
import { comparePlan, confirmUploaded, planHolds, withNeededJava } from '../../../../src/core/deployment/planChecks';
import { planRollout, type PlanDeps, type PlanRequest } from '../../../../src/core/deployment/planRollout';
import { planUndo } from '../../../../src/core/deployment/planUndo';
import type { RolloutDetail, Workload } from '../../../../src/core/deployment/rolloutReading';
import { fitStrategy } from '../../../../src/core/deployment/fitStrategy';
import { AppError, type Failure } from '../../../../src/core/errors';
import type { UploadedPackage } from '../../../../src/core/model';
import type { RolloutRecord } from '../../../../src/core/ports/rolloutRecords';
import { detail, oldStart, priorWorkload, samplePlan, start } from './rolloutSamples';

const { signal } = new AbortController();
const plan = samplePlan();
const request: PlanRequest = {
  target: plan.target,
  environment: plan.environment,
  package: { packageName: 'orders.jar', version: 'v2' },
  strategy: plan.strategy,
};
const uploaded: UploadedPackage = {
  target: plan.target,
  packageName: 'orders.jar',
  version: 'v2',
  bucket: 'b',
  key: 'tem/2/orders.jar',
  bytes: 10,
  crc64: '7',
  uploadedAt: start - 1000,
  who: 'Ada',
  origin: { commit: 'c'.repeat(40), isDirty: true },
};

/** Collaborators of a plan, and the number of requests to TEM. */
function planDeps(
  { workload = priorWorkload, uploads = [uploaded], measure = undefined as PlanDeps['measure'] } = {},
  shown: { detail?: RolloutDetail; records?: readonly RolloutRecord[]; nothing?: true } = {},
) {
  const asked = { times: 0 };
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value).finally(() => asked.times++);
  return {
    asked,
    tem: {
      describeWorkload: (): Promise<Workload | undefined> => answer(shown.nothing ? undefined : workload),
      describeRollout: (): Promise<RolloutDetail | undefined> => answer(shown.detail),
    },
    connections: {
      connect: () =>
        Promise.resolve({ site: 'sandbox', credential: { secretId: 'i', secretKey: 'k' }, endpoints: {} } as const),
    },
    auth: { observe: <T>(_account: string, _signal: AbortSignal, job: Promise<T>) => job },
    uploadRecords: { of: () => uploads },
    records: { all: () => Promise.resolve(shown.records ?? []) },
    clock: { now: () => start },
    newId: () => 'new',
    ...(measure && { measure }),
  };
}
const measured = () => Promise.resolve({ key: uploaded.key, bytes: 10, crc64: '7' });
const throwing = (failure: Failure) => () => Promise.reject(new AppError(failure, 'said so'));

describe('the plan of a deployment', () => {
  it('is made of our record, of COS and of what runs, by one request', async () => {
    const deps = planDeps({ measure: measured });
    const made = await planRollout(deps, request, { signal });
    assert.equal(deps.asked.times, 1);
    assert.deepEqual(made.replaces, { version: 'v1', packageName: 'orders.jar' });
    const { key, bytes, crc64, who, origin, storedAt } = made.package;
    assert.deepEqual([key, bytes, crc64, who, storedAt], [uploaded.key, 10, '7', 'Ada', start - 1000]);
    assert.equal(origin?.isDirty, true);
    assert.equal(made.instances, 2);
    assert.deepEqual(made.warnings, [{ kind: 'dirty' }]);
  });

  it('says what a person should know', async () => {
    const old = { ...uploaded, version: 'v1', uploadedAt: start };
    const deps = planDeps({ uploads: [uploaded, old], measure: measured });
    const made = await planRollout(deps, request, { signal });
    assert.deepEqual(withNeededJava(made, 17).warnings, [
      { kind: 'dirty' },
      { kind: 'older', storedAt: start - 1000, runningAt: start },
      { kind: 'java', needed: 17, offered: 'KONA:11' },
    ]);
    const same = { ...request, package: { packageName: 'orders.jar', version: 'v1', key: 'k' } };
    const again = await planRollout(planDeps({ uploads: [] }), { ...same, purpose: 'undo' }, { signal });
    assert.deepEqual(
      withNeededJava(again, 11).warnings.map(({ kind }) => kind),
      ['sameVersion', 'unverified', 'configurationStays'],
    );
  });

  it('keeps nothing of a record whose object is another one now', async () => {
    const deps = planDeps({ measure: () => Promise.resolve({ key: uploaded.key, bytes: 11, crc64: '8' }) });
    const made = await planRollout(deps, request, { signal });
    assert.equal(made.package.origin, undefined);
    assert.deepEqual([made.package.bytes, made.package.crc64], [11, '8']);
  });

  for (const failure of ['denied', 'offline', 'timedOut', 'noGrant', 'busy'] as const) {
    it(`is unverified where COS cannot be asked: ${failure}`, async () => {
      const made = await planRollout(planDeps({ measure: throwing(failure) }), request, { signal });
      assert.deepEqual(made.warnings.at(-1), { kind: 'unverified' });
    });
  }

  it('is refused in words', async () => {
    const refused = async (failure: Failure, deps: ReturnType<typeof planDeps>, wanted = request) =>
      assert.rejects(planRollout(deps, wanted, { signal }), { failure });
    await refused('notRunningHere', planDeps({}, { nothing: true }));
    await refused('imageApplication', planDeps({ workload: { ...priorWorkload, deployMode: 'IMAGE' } }));
    await refused('stopped', planDeps({ workload: { ...priorWorkload, isStopped: true } }));
    await refused('packageGone', planDeps({ measure: () => Promise.resolve(undefined) }));
    await refused('notFound', planDeps({ measure: throwing('notFound') }));
    await refused('cancelled', planDeps({ measure: throwing('cancelled') }));
    await refused('packageUnknown', planDeps({ uploads: [] }));
  });

  it('holds for ten minutes, over one version', () => {
    assert.ok(planHolds(plan, start + 600_000));
    assert.ok(!planHolds(plan, start + 600_001));
    assert.ok(!planHolds(plan, start - 3_600_000));
    assert.equal(comparePlan(plan, priorWorkload).kind, 'unchanged');
    const changed = (workload: Workload | undefined) => comparePlan(plan, workload) as { what?: string };
    assert.equal(changed({ ...priorWorkload, version: 'v3' }).what, 'version');
    assert.equal(changed({ ...priorWorkload, packageName: 'other.jar' }).what, 'package');
    assert.equal(changed({ ...priorWorkload, isStopped: true }).what, 'stopped');
    assert.equal(changed(undefined).what, 'gone');
  });

  it('is made before an upload, and filled after it', async () => {
    const before = await planRollout(
      planDeps({ measure: throwing('internal') }),
      { ...request, package: { packageName: 'orders.jar', version: '' } },
      { signal },
    );
    assert.equal(before.package.key, '');
    assert.deepEqual(before.warnings, []);
    const filled = confirmUploaded(before, { ...uploaded, version: 'v1' }, start + 5000);
    assert.deepEqual([filled.package.key, filled.madeAt], [uploaded.key, start + 5000]);
    assert.deepEqual(
      filled.warnings.map(({ kind }) => kind),
      ['dirty', 'sameVersion'],
    );
  });

  it('fits its strategy to the instances', () => {
    const wide = { kind: 'trial', batches: 9, pauseSeconds: -1, trialInstances: 9, minAvailable: 99 } as const;
    assert.deepEqual(fitStrategy(wide, 5), {
      ...wide,
      batches: 3,
      pauseSeconds: 0,
      trialInstances: 2,
      minAvailable: 5,
    });
    assert.deepEqual(fitStrategy({ ...wide, batches: NaN }, 0), {
      ...wide,
      batches: 1,
      pauseSeconds: 0,
      trialInstances: 1,
      minAvailable: 1,
    });
    assert.equal(fitStrategy({ ...wide, batches: 0 }, 5).batches, 1);
    assert.equal(fitStrategy({ ...wide, kind: 'manual' }, 5).batches, 5);
  });
});

describe('the plan to go back', () => {
  const place = { accountId: 'a', region: 'ap-guangzhou', applicationId: 'app-1', environmentId: 'en-1' };
  const undo = { place, applicationName: 'orders', environmentName: 'prod', environmentKind: 'prod' } as const;
  const first = { ...uploaded, version: 'v1', key: 'tem/1/orders.jar' };
  const running = { ...priorWorkload, version: 'v2' };

  it('comes from our note of the rollout, else from TEM', async () => {
    const noted = planDeps(
      { workload: running, uploads: [first] },
      { records: [{ plan, phase: 'ended', begunAt: start }] },
    );
    const made = await planUndo(noted, undo, { signal });
    assert.deepEqual([made.purpose, made.package.version, made.package.key], ['undo', 'v1', first.key]);
    assert.ok(made.warnings.some(({ kind }) => kind === 'configurationStays'));
    const told = planDeps({ workload: running, uploads: [first] }, { detail: detail() });
    assert.equal((await planUndo(told, undo, { signal })).package.key, first.key);
  });

  it('comes from no note of a deployment that never began, nor of an earlier one of the same version', async () => {
    const older = samplePlan({ replaces: { version: 'v0', packageName: 'orders.jar' } });
    const uploads = [first, { ...first, version: 'v0' }];
    const end = (kind: 'notBegun' | 'succeeded') => ({ kind, at: start });
    for (const note of [
      { end: end('notBegun') },
      { end: end('succeeded'), startWord: oldStart },
    ] satisfies readonly Partial<RolloutRecord>[]) {
      const records = [{ plan: older, phase: 'ended', begunAt: start, ...note }] as const;
      const deps = planDeps({ workload: running, uploads }, { records, detail: detail() });
      assert.equal((await planUndo(deps, undo, { signal })).package.version, 'v1');
    }
  });

  it('is refused where nobody knows the version before, or its package', async () => {
    const failure = 'nothingToUndo';
    await assert.rejects(planUndo(planDeps({ workload: running, uploads: [] }), undo, { signal }), { failure });
    const unnamed = planDeps({ workload: running, uploads: [] }, { detail: detail() });
    await assert.rejects(planUndo(unnamed, undo, { signal }), { failure });
  });
});
