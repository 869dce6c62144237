import { newRollout } from '../../../../src/core/deployment/newRollout';
import type { RolloutPlan } from '../../../../src/core/deployment/rolloutPlan';
import type {
  BatchState,
  RolloutBatch,
  RolloutDetail,
  RolloutReading,
  Workload,
} from '../../../../src/core/deployment/rolloutReading';
import type { TrackedRollout } from '../../../../src/core/deployment/trackedRollout';
import type { Instance } from '../../../../src/core/model';

/** Epoch ms at which samples begin. */
export const start = 1_800_000_000_000;
export const oldStart = '2026-11-20 10:00:00';
export const newStart = '2026-11-26 10:00:00';
export const laterStart = '2026-11-26 11:00:00';

export function samplePlan(changes: Partial<RolloutPlan> = {}): RolloutPlan {
  return {
    id: 'plan-1',
    purpose: 'deploy',
    target: { accountId: 'a', region: 'ap-guangzhou', applicationId: 'app-1', applicationName: 'orders' },
    environment: { id: 'en-1', name: 'prod', kind: 'prod' },
    package: { packageName: 'orders.jar', version: 'v2', key: 'tem/pkg/1/orders/2/orders.jar' },
    replaces: { version: 'v1', packageName: 'orders.jar' },
    strategy: { kind: 'automatic', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: -1 },
    instances: 2,
    jdkVersion: 'KONA:11',
    warnings: [],
    madeAt: start,
    ...changes,
  };
}

export function batch(index: number, state: BatchState, changes: Partial<RolloutBatch> = {}): RolloutBatch {
  return { index, isTrial: false, state, word: state, oldInstances: 1, newInstances: [], ...changes };
}

/** The rollout of `v2` over `v1`, in the first of two batches. */
export function detail(changes: Partial<RolloutDetail> = {}): RolloutDetail {
  return {
    status: 'Running',
    startWord: newStart,
    startedAt: start + 1000,
    newVersion: 'v2',
    oldVersion: 'v1',
    packageName: 'orders.jar',
    errorMessage: '',
    batches: [batch(1, 'deploying'), batch(2, 'notStarted')],
    currentBatch: 1,
    currentBatchState: 'deploying',
    ...changes,
  };
}

export const bothFinished: Partial<RolloutDetail> = {
  batches: [batch(1, 'finished'), batch(2, 'finished')],
  currentBatch: 2,
  currentBatchState: 'finished',
};

/** The last rollout before: `v1` over `v0`. */
export const priorDetail = detail({
  ...bothFinished,
  startWord: oldStart,
  startedAt: start - 500_000_000,
  newVersion: 'v1',
  oldVersion: 'v0',
  endedAt: start - 400_000_000,
});

export function workload(changes: Partial<Workload> = {}): Workload {
  return {
    version: 'v2',
    packageName: 'orders.jar',
    deployMode: 'JAR',
    jdkVersion: 'KONA:11',
    status: 'normal',
    isDeploying: true,
    isWaitingForPerson: false,
    isStopped: false,
    expectedInstances: 2,
    currentInstances: 2,
    replicas: 2,
    readyReplicas: 2,
    updatedReplicas: 1,
    updatedReadyReplicas: 1,
    ...changes,
  };
}

export const priorWorkload = workload({
  version: 'v1',
  isDeploying: false,
  updatedReplicas: 2,
  updatedReadyReplicas: 2,
});
export const doneWorkload = workload({ isDeploying: false, updatedReplicas: 2, updatedReadyReplicas: 2 });

export function instance(id: string, version: string, changes: Partial<Instance> = {}): Instance {
  return { id, status: 'Running', isReady: true, restarts: 0, version, ...changes };
}

export const oldInstances = [instance('o-1', 'v1'), instance('o-2', 'v1')];
export const newInstances = [instance('n-1', 'v2'), instance('n-2', 'v2')];
export const crashing = instance('n-2', 'v2', { status: 'CrashLoopBackOff', isReady: false, restarts: 5 });

/** A rollout whose request is under way. */
export function sampleRollout(changes: Partial<RolloutPlan> = {}): TrackedRollout {
  return newRollout(samplePlan(changes), priorDetail, start);
}

/** Readings of every sort, by name; `at` is left to the test. */
export const readings: Readonly<Record<string, Omit<RolloutReading, 'at'>>> = {
  empty: {},
  'prior, all': { detail: priorDetail, workload: priorWorkload, instances: oldInstances },
  'prior detail, moving workload': { detail: priorDetail, workload: workload({ version: 'v1' }) },
  'prior detail, failed': { detail: { ...priorDetail, status: 'Error' }, workload: priorWorkload },
  building: { detail: detail({ batches: [] }), workload: workload({ version: 'v1' }), instances: oldInstances },
  'no detail, old': { workload: priorWorkload, instances: oldInstances },
  'null-ish': {
    detail: detail({ status: '', startWord: '', batches: [], packageName: '', oldVersion: '' }),
    workload: { ...bare(), version: '', packageName: '', status: '' },
    instances: [],
  },
  'no instances at all': { detail: detail(bothFinished), workload: { ...bare(), version: 'v2' }, instances: [] },
  'scaled to zero': {
    detail: detail(bothFinished),
    workload: workload({ isDeploying: false, expectedInstances: 0, replicas: 0, updatedReadyReplicas: 0 }),
    instances: [],
  },
  'first batch': {
    detail: detail(),
    workload: workload(),
    instances: [...oldInstances.slice(1), ...newInstances.slice(1)],
  },
  'waiting by batch': {
    detail: detail({
      batches: [batch(1, 'waitingForPerson'), batch(2, 'notStarted')],
      currentBatchState: 'waitingForPerson',
    }),
    workload: workload(),
  },
  'waiting by workload alone': { detail: detail(), workload: workload({ isWaitingForPerson: true }) },
  pausing: {
    detail: detail({ batches: [batch(1, 'finished'), batch(2, 'waitingForTime', { startsAt: start + 300_000 })] }),
    workload: workload(),
  },
  'unknown words': {
    detail: detail({ status: 'Strange', batches: [batch(1, 'other'), batch(2, 'other')], currentBatchState: 'other' }),
    workload: workload({ status: 'strange' }),
  },
  'finished, one crashes': {
    detail: detail(bothFinished),
    workload: workload(),
    instances: [newInstances[0]!, crashing],
  },
  'finished, workload alone': { detail: detail(bothFinished), workload: doneWorkload },
  'finished, still deploying': {
    detail: detail(bothFinished),
    workload: { ...doneWorkload, isDeploying: true },
    instances: newInstances,
  },
  'finished, workload old': { detail: detail(bothFinished), workload: priorWorkload, instances: oldInstances },
  done: { detail: detail(bothFinished), workload: doneWorkload, instances: newInstances },
  'done, null decides nothing': { detail: detail(bothFinished), workload: nullDeploying(), instances: newInstances },
  'done, no batches': { detail: detail({ batches: [] }), workload: doneWorkload, instances: newInstances },
  'done, contradicted by instances': { detail: detail(bothFinished), workload: doneWorkload, instances: oldInstances },
  'failed as published': {
    detail: detail({ ...bothFinished, status: 'Error' }),
    workload: workload({ status: 'abnormal' }),
    instances: [newInstances[0]!, crashing, oldInstances[0]!],
  },
  'failed in other letters': { detail: detail({ status: 'ERROR' }) },
  'one crashes': { detail: detail(), workload: workload(), instances: [oldInstances[0]!, crashing] },
  'one is created': {
    detail: detail(),
    workload: workload(),
    instances: [instance('n-1', 'v2', { status: 'ContainerCreating', isReady: false })],
  },
  reverting: {
    detail: detail({ batches: [batch(1, 'reverting'), batch(2, 'notStarted')], currentBatchState: 'reverting' }),
    workload: workload(),
  },
  'put back': {
    detail: detail({ batches: [batch(1, 'reverting'), batch(2, 'notStarted')], endedAt: start + 90_000 }),
    workload: priorWorkload,
    instances: oldInstances,
  },
  'foreign later': {
    detail: detail({ newVersion: 'v9', startWord: laterStart, startedAt: start + 3_600_000 }),
    workload: workload({ version: 'v9' }),
  },
  'same version later': {
    detail: detail({ startWord: laterStart, startedAt: start + 3_600_000 }),
    workload: workload(),
  },
  'foreign, same start': { detail: detail({ newVersion: 'v9' }), workload: doneWorkload, instances: newInstances },
};

function bare(): Workload {
  return {
    version: 'v2',
    packageName: 'orders.jar',
    deployMode: 'JAR',
    jdkVersion: '',
    status: '',
    isWaitingForPerson: false,
    isStopped: false,
  };
}

function nullDeploying(): Workload {
  return { ...bare(), expectedInstances: 2, readyReplicas: 2, updatedReplicas: 2, updatedReadyReplicas: 2 };
}
