import { ownDetail } from './attributeDetail';
import { judgeInstance } from './judgeInstance';
import type { Rollout } from './rollout';
import { newInstances, readyNewInstances, wantedInstances, type ReadRollout } from './rolloutEvidence';
import type { RolloutBatch } from './rolloutReading';
import type { TrackedRollout } from './trackedRollout';

/** The state of a batch as it is drawn. */
export type RolloutMark = 'finished' | 'moving' | 'waiting' | 'notStarted' | 'failed';

/** A rollout in marks and numbers; a number that TEM does not tell is absent. */
export interface RolloutMarks {
  /** One a batch, in their order; empty where TEM tells none. */
  readonly batches: readonly RolloutMark[];
  /** The position of the batch under way in `batches`. */
  readonly current?: number;
  /** The instances in the end, those of the new version, those of them that are ready, and those that fail. */
  readonly wanted?: number;
  readonly updated?: number;
  readonly ready?: number;
  readonly failing?: number;
  /** Epoch ms. */
  readonly nextBatchAt?: number;
}

/** Tells how the batches and instances of a rollout stand, by its last reading. */
export function rolloutMarks(rollout: Rollout): RolloutMarks {
  const { reading, version, oldVersion, state, plan } = rollout;
  // What is read there is of the one that it waits for.
  if (state.kind === 'queued') return { batches: [] };
  if (!reading) return { batches: [], ...(plan && { wanted: plan.instances }) };
  const detail = isTracked(rollout) ? ownDetail(rollout, reading) : reading.detail;
  const read: ReadRollout = { reading, detail, version, oldVersion };
  const batches = detail?.batches ?? [];
  const position = batches.findIndex(({ index }) => index === detail?.currentBatch);
  const current = position < 0 ? batches.findIndex((batch) => markOf(batch) !== 'finished') : position;
  const hasFailed = state.kind === 'failed';
  const isTold = reading.instances !== undefined || batches.some((batch) => batch.newInstances.length > 0);
  const instances = newInstances(read);
  return present({
    batches: batches.map((batch, at) => (hasFailed && at === Math.max(0, current) ? 'failed' : markOf(batch))),
    current: current < 0 ? undefined : current,
    wanted: wantedInstances(reading.workload) ?? plan?.instances,
    updated: isTold ? instances.length : reading.workload?.updatedReplicas,
    ready: isTold ? instances.filter(({ isReady }) => isReady).length : readyNewInstances(read),
    failing: isTold ? instances.filter((one) => judgeInstance(one) !== undefined).length : undefined,
    nextBatchAt: detail?.nextBatchAt ?? batches.find(({ state }) => state === 'waitingForTime')?.startsAt,
  });
}

function isTracked(rollout: Rollout): rollout is TrackedRollout {
  return 'memory' in rollout;
}

function markOf({ state }: RolloutBatch): RolloutMark {
  switch (state) {
    case 'finished':
      return 'finished';
    case 'waitingForPerson':
    case 'waitingForTime':
      return 'waiting';
    case 'notStarted':
      return 'notStarted';
    case 'deploying':
    case 'reverting':
    case 'other':
      return 'moving';
  }
}

function present(marks: { readonly [K in keyof Required<RolloutMarks>]: RolloutMarks[K] | undefined }): RolloutMarks {
  return Object.fromEntries(
    Object.entries(marks).filter(([, value]) => value !== undefined),
  ) as unknown as RolloutMarks;
}
