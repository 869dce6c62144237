import { AppError } from '../errors';
import { firstBadInstance } from './judgeInstance';
import type { RolloutFailure, RolloutState } from './rollout';
import {
  areBatchesFinished,
  hasBatchState,
  isWaitingForPerson,
  newInstances,
  saysFailed,
  type ReadRollout,
} from './rolloutEvidence';
import type { RolloutSettings } from './rolloutEvent';
import { batchSign } from './rolloutSigns';
import { stalledState } from './stalledState';
import type { TrackedRollout } from './trackedRollout';

const badMs = 120_000;
// TEM may show for so long that a batch waits which it has been told to start.
const showsWaitingMs = 20_000;
// A request to undo that TEM took without effect is believed no longer.
const undoEffectMs = 60_000;

/** Derives the state of a rollout that has begun from a reading of it. */
export function deriveState(
  rollout: TrackedRollout,
  read: ReadRollout,
  at: number,
  { watchMs }: RolloutSettings,
): RolloutState {
  const { memory } = rollout;
  const hasFailed = !memory.isUndoing && ((read.detail && saysFailed(read.detail)) || isBadForLong(rollout, at));
  if (hasFailed) return { kind: 'failed', failure: failureOf(read) };
  if (memory.stableSince !== undefined && !isUndoBelieved(rollout, at)) {
    const isOver = at - memory.stableSince >= watchMs;
    return isOver ? { kind: 'succeeded' } : { kind: 'settling', since: memory.stableSince };
  }
  const state = memory.isUndoing ? ({ kind: 'undoing' } as const) : moving(rollout, read, at);
  return stalledState({ ...rollout, state }, at) ?? state;
}

/** Makes the failure that an undo without effect is told by. */
export function undoWithoutEffect(): AppError {
  return new AppError('nothingRuns', 'TEM took RevertDeployApplication, and all instances have the new version');
}

function isUndoBelieved({ memory }: TrackedRollout, at: number): boolean {
  return memory.isUndoing && at - (memory.undoSentAt ?? at) < undoEffectMs;
}

function isBadForLong({ memory }: TrackedRollout, at: number): boolean {
  const { badSince, creatingSince } = memory;
  const times = [...(badSince === undefined ? [] : [badSince]), ...Object.values(creatingSince)];
  return times.some((since) => at - since >= badMs);
}

function failureOf(read: ReadRollout): RolloutFailure {
  const instance = firstBadInstance(newInstances(read));
  return {
    status: read.detail?.status ?? '',
    errorMessage: read.detail?.errorMessage ?? '',
    ...(instance && { instance }),
  };
}

function moving(
  { memory }: TrackedRollout,
  { reading, detail, version, oldVersion }: ReadRollout,
  at: number,
): RolloutState {
  const { workload, instances } = reading;
  if (isWaitingForPerson(detail, workload)) {
    const { continued } = memory;
    return continued && continued.sign === batchSign(reading.detail) && at - continued.at < showsWaitingMs
      ? { kind: 'deploying' }
      : { kind: 'waiting' };
  }
  if (detail && hasBatchState(detail, 'waitingForTime') && !areBatchesFinished(detail)) {
    const nextAt = detail.nextBatchAt ?? detail.batches.find(({ startsAt }) => startsAt !== undefined)?.startsAt;
    return { kind: 'pausing', ...(nextAt !== undefined && { nextAt }) };
  }
  const isToldByInstances = version !== oldVersion && !!instances?.some((instance) => instance.version === version);
  const hasBatch = detail?.batches.some(({ state }) => state !== 'notStarted');
  return hasBatch || isToldByInstances || memory.mostFinished > 0 ? { kind: 'deploying' } : { kind: 'building' };
}
