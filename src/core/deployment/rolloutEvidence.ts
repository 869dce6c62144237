import type { Instance } from '../model';
import type { BatchState, RolloutDetail, RolloutReading, Workload } from './rolloutReading';

/** A reading, with the versions of its rollout. */
export interface ReadRollout {
  readonly reading: RolloutReading;
  /** Absent where TEM told none, or shows another rollout. */
  readonly detail: RolloutDetail | undefined;
  readonly version: string;
  readonly oldVersion: string;
}

/** Tells whether TEM says that a rollout failed. */
export function saysFailed({ status }: RolloutDetail): boolean {
  return status.toLowerCase() === 'error';
}

/** Tells whether TEM tells batches, and all of them are finished. */
export function areBatchesFinished(detail: RolloutDetail | undefined): boolean {
  return !!detail && detail.batches.length > 0 && detail.batches.every(({ state }) => state === 'finished');
}

/** Tells whether a batch, or the current one, is in a state. */
export function hasBatchState(detail: RolloutDetail | undefined, state: BatchState): boolean {
  return detail?.currentBatchState === state || !!detail?.batches.some((batch) => batch.state === state);
}

/** Tells whether a batch waits for a person, wherever TEM says so. */
export function isWaitingForPerson(detail: RolloutDetail | undefined, workload: Workload | undefined): boolean {
  return hasBatchState(detail, 'waitingForPerson') || !!workload?.isWaitingForPerson;
}

/** Tells whether a rollout runs in TEM by what is said of it: `Status` `Error` alone does not end it. */
export function isUnderWay(detail: RolloutDetail | undefined, workload: Workload | undefined): boolean {
  if (workload?.isDeploying || isWaitingForPerson(detail, workload)) return true;
  if (!detail || detail.endedAt !== undefined || saysFailed(detail)) return false;
  if (detail.batches.length > 0) return !areBatchesFinished(detail);
  // No batch is told of one that has just begun, nor, perhaps, of one that is over.
  return workload?.isDeploying === undefined && workload?.version !== detail.newVersion;
}

/** Returns the number of instances that should run; `undefined` where TEM tells none. */
export function wantedInstances(workload: Workload | undefined): number | undefined {
  return workload?.expectedInstances ?? workload?.replicas ?? workload?.currentInstances;
}

/** Returns the instances of the new version, also those that only a batch tells; where versions are the same, those of batches. */
export function newInstances({ reading, detail, version, oldVersion }: ReadRollout): readonly Instance[] {
  const told = reading.instances ?? [];
  const ofBatches = detail?.batches.flatMap((batch) => batch.newInstances) ?? [];
  const ids = new Set(ofBatches.map(({ id }) => id));
  const isSame = version === oldVersion && ids.size > 0;
  const listed = told.filter((instance) => instance.version === version && (!isSame || ids.has(instance.id)));
  const known = new Set(told.map(({ id }) => id));
  const others = ofBatches
    .filter(({ id }) => !known.has(id))
    .map(({ id, words }): Instance => ({
      id,
      status: words.find((word) => word.toLowerCase() !== 'running') ?? words[0] ?? '',
      isReady: words.length > 0 && words.every((word) => word.toLowerCase() === 'running'),
      restarts: 0,
      version,
    }));
  return [...listed, ...others];
}

/** Returns the number of new instances that are ready, by the workload or else by the instances. */
export function readyNewInstances(read: ReadRollout): number | undefined {
  const { workload, instances } = read.reading;
  if (workload?.updatedReadyReplicas !== undefined) return workload.updatedReadyReplicas;
  if (workload?.updatedReplicas !== undefined && workload.readyReplicas !== undefined)
    return Math.min(workload.updatedReplicas, workload.readyReplicas);
  return instances && newInstances(read).filter(({ isReady }) => isReady).length;
}

/** Tells whether every instance that is wanted is a new one and ready, and nothing says that it is still deployed. */
export function isComplete(read: ReadRollout): boolean {
  const { detail, version, oldVersion } = read;
  const { workload, instances } = read.reading;
  const wanted = wantedInstances(workload);
  if (!workload || !wanted || workload.isDeploying || isWaitingForPerson(detail, workload)) return false;
  if (workload.version && workload.version !== version) return false;
  if (workload.updatedReplicas !== undefined && workload.updatedReplicas !== wanted) return false;
  if (workload.readyReplicas !== undefined && workload.readyReplicas < wanted) return false;
  if (readyNewInstances(read) !== wanted) return false;
  const ready = instances?.filter((instance) => instance.isReady && instance.version === version).length;
  if (ready !== undefined && ready < wanted) return false;
  if (detail && detail.batches.length > 0) {
    const isMoving = (['deploying', 'reverting', 'waitingForTime'] as const).some((state) =>
      hasBatchState(detail, state),
    );
    return areBatchesFinished(detail) && !isMoving;
  }
  // Without batches, instances and their version decide.
  const isNew = version !== oldVersion || isStartedAnew(read);
  return isNew && ready !== undefined && !instances?.some((instance) => instance.version !== version);
}

/** Tells whether instances of the version that ran before as well are those of this rollout. */
function isStartedAnew({ detail, reading: { workload, instances } }: ReadRollout): boolean {
  if (!detail?.startWord) return false;
  if (detail.endedAt !== undefined || workload?.isDeploying === false) return true;
  const { startedAt } = detail;
  return (
    startedAt !== undefined && !!instances?.every((one) => one.startedAt !== undefined && one.startedAt >= startedAt)
  );
}

/** Tells whether every instance that is wanted has the old version and is ready. */
export function isPutBack({ reading, version, oldVersion }: ReadRollout): boolean {
  const { workload, instances } = reading;
  const wanted = wantedInstances(workload);
  if (!workload || !wanted) return false;
  const isOld = (told: string) => (oldVersion ? told === oldVersion : told !== version);
  if (instances) {
    const ready = instances.filter((instance) => instance.isReady && isOld(instance.version)).length;
    return ready >= wanted && instances.every((instance) => isOld(instance.version));
  }
  return !!workload.version && isOld(workload.version) && workload.readyReplicas === wanted;
}
