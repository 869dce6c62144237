import { temTime } from '../temTime';
import type { Pod } from '../world';
import { type Pods, removePods } from './pods';
import { type Batch, isRunning, type Rollout } from './rollout';
import { batchSizes } from './rolloutStrategy';

/** Brings a rollout to its stage at `now` (epoch ms), through each one between, at the time that each begins. */
export function advanceRollout(rollout: Rollout, pods: Pods, now: number): void {
  for (let due = dueAt(rollout); due !== undefined && due <= now; due = dueAt(rollout)) {
    pods.follow(rollout.deployment, due);
    step(rollout, pods, due);
  }
}

function dueAt({ stage }: Rollout): number | undefined {
  return 'until' in stage ? stage.until : undefined;
}

function step(rollout: Rollout, pods: Pods, at: number): void {
  const { stage, deployment } = rollout;
  switch (stage.kind) {
    case 'hidden':
      deployment.deploying = true;
      rollout.batches = planBatches(rollout);
      rollout.stage = { kind: 'building', until: at + rollout.buildMs };
      return;
    case 'building':
      if (!rollout.manualWaitsFirst || rollout.strategy.type !== 'MANUAL') return startBatch(rollout, pods, 0, at);
      rollout.stage = { kind: 'waiting', batch: -1 };
      return;
    case 'deploying':
      return endBatch(rollout, stage.batch, at);
    case 'pausing':
      return startNextBatch(rollout, pods, stage, at);
    case 'reverting':
      return endRevertedBatch(rollout, pods, stage.batch, at);
    case 'waiting':
    case 'finished':
    case 'failed':
    case 'reverted':
    case 'replaced':
      return;
  }
}

function planBatches({ strategy, deployment }: Rollout): readonly Batch[] {
  const sizes = batchSizes(strategy, deployment.expectedInstances);
  let from = 0;
  return sizes.map((podNum, n) => {
    // What a rollout before has left beyond its instances goes with the last batch.
    const oldPods = deployment.pods.slice(from, n === sizes.length - 1 ? undefined : (from += podNum));
    const isTrial = strategy.type === 'BETA' && sizes.length > 1 && n === 0;
    return { isTrial, podNum, oldPods, newPods: [], state: 'notStarted' };
  });
}

/** Starts the batch after the one at which a rollout waits or pauses. */
export function startNextBatch(rollout: Rollout, pods: Pods, { batch }: { readonly batch: number }, at: number): void {
  for (const waiting of rollout.batches.slice(0, batch + 1)) waiting.state = 'finished';
  startBatch(rollout, pods, batch + 1, at);
}

function startBatch(rollout: Rollout, pods: Pods, index: number, at: number): void {
  const { deployment, application, version, podMs, strategy } = rollout;
  const batch = batchAt(rollout, index);
  const kind = failureOf(rollout, index);
  const spared = strategy.minAvailable < 0 ? deployment.expectedInstances : strategy.minAvailable;
  const spare = Math.max(0, deployment.pods.filter((pod) => pod.ready).length - spared);
  if (kind !== 'status') removePods(deployment, batch.oldPods.slice(0, spare));
  // A scaler may have changed the number meanwhile.
  const others = rollout.batches.reduce((sum, one) => sum + (one === batch ? 0 : one.podNum), 0);
  if (index === rollout.batches.length - 1) batch.podNum = Math.max(0, deployment.expectedInstances - others);
  batch.newPods = Array.from({ length: batch.podNum }, (_, n) => {
    const isSpared = kind === 'status' && n === 0 && batch.podNum > 1;
    const course = { failure: isSpared ? 'none' : kind, createdAt: at, podMs } as const;
    return pods.add(deployment, application.name, version, course);
  });
  batch.state = 'deploying';
  rollout.batch = index;
  const ends = kind === 'none' || kind === 'flapping' || kind === 'status';
  rollout.stage = { kind: 'deploying', batch: index, ...(ends && { until: at + podMs }) };
}

function endBatch(rollout: Rollout, index: number, at: number): void {
  const { deployment, strategy } = rollout;
  const batch = batchAt(rollout, index);
  if (failureOf(rollout, index) === 'status') {
    batch.state = 'finished';
    return end(rollout, 'failed', at);
  }
  removePods(deployment, batch.oldPods);
  if (index === rollout.batches.length - 1) {
    batch.state = 'finished';
    deployment.version = rollout.version;
    deployment.packageName = rollout.packageName;
    deployment.versionId = rollout.id;
    deployment.deployedAt = temTime(at);
    return end(rollout, 'finished', at);
  }
  batch.state = 'deployed';
  const isConfirmed = strategy.type === 'MANUAL' || batch.isTrial;
  rollout.stage = isConfirmed
    ? { kind: 'waiting', batch: index }
    : { kind: 'pausing', batch: index, until: at + strategy.batchInterval * 1000 };
}

/** Returns the failure of a batch; one planned beyond the last batch is that of the last. */
function failureOf({ failure, batches }: Rollout, index: number): Rollout['failure']['kind'] {
  return Math.min(failure.batch, batches.length) === index + 1 ? failure.kind : 'none';
}

/** Begins to put back what a rollout has replaced, its last batch first. */
export function revertRollout(rollout: Rollout, pods: Pods, at: number): void {
  delete rollout.endedAt;
  rollout.deployment.deploying = true;
  revertBatch(rollout, pods, rollout.batch, at);
}

function revertBatch(rollout: Rollout, pods: Pods, index: number, at: number): void {
  const { application, deployment, oldVersion, podMs } = rollout;
  const batch = batchAt(rollout, index);
  rollout.batch = index;
  removePods(deployment, batch.newPods);
  const present: readonly Pod[] = batch.oldPods.filter((pod) => deployment.pods.includes(pod));
  const started = batch.state !== 'notStarted';
  const missing = started ? Math.max(0, batch.podNum - present.length) : 0;
  const course = { failure: 'none', createdAt: at, podMs } as const;
  const restored = Array.from({ length: missing }, () => pods.add(deployment, application.name, oldVersion, course));
  batch.newPods = [];
  batch.oldPods = [...present, ...restored];
  batch.state = 'reverting';
  rollout.stage = { kind: 'reverting', batch: index, until: missing > 0 ? at + podMs : at };
}

function endRevertedBatch(rollout: Rollout, pods: Pods, index: number, at: number): void {
  batchAt(rollout, index).state = 'reverted';
  if (index > 0) return revertBatch(rollout, pods, index - 1, at);
  end(rollout, 'reverted', at);
}

function end(rollout: Rollout, kind: 'finished' | 'failed' | 'reverted', at: number): void {
  rollout.stage = { kind };
  rollout.endedAt = at;
  rollout.deployment.deploying = false;
}

function batchAt({ batches }: Rollout, index: number): Batch {
  const batch = batches[index];
  if (!batch) throw new Error(`a rollout has no batch ${index}`);
  return batch;
}

/** Brings the number of instances to what is wanted where nothing is under way, as a scaler does. */
export function scale(rollout: Rollout, pods: Pods, now: number): void {
  const { application, deployment, podMs } = rollout;
  if (isRunning(rollout) || rollout.stage.kind === 'failed') return;
  removePods(deployment, deployment.pods.slice(deployment.expectedInstances));
  for (let n = deployment.pods.length; n < deployment.expectedInstances; n++) {
    pods.add(deployment, application.name, deployment.version, { failure: 'none', createdAt: now, podMs });
  }
}
