import { attributeDetail } from './attributeDetail';
import { deriveState, undoWithoutEffect } from './deriveState';
import { hiddenMs } from './hiddenMs';
import { isRolloutEnd, type RolloutState } from './rollout';
import { areBatchesFinished, hasBatchState, isPutBack, saysFailed, type ReadRollout } from './rolloutEvidence';
import type { RolloutSettings } from './rolloutEvent';
import type { RolloutDetail, RolloutReading } from './rolloutReading';
import { rememberHealth } from './rememberHealth';
import { rememberSigns } from './rolloutSigns';
import { without, type TrackedRollout } from './trackedRollout';

/** Judges a rollout by one more reading, of which any part may be absent, old, or contradict the others. */
export function applyReading(
  rollout: TrackedRollout,
  { reading, at }: { readonly reading: RolloutReading; readonly at: number },
  settings: RolloutSettings,
): TrackedRollout {
  if (!reading.detail && !reading.workload && !reading.instances) return rollout;
  const read: TrackedRollout = {
    ...without(rollout, 'problem'),
    reading,
    memory: rememberSigns(rollout.memory, reading, at),
  };
  if (rollout.state.kind === 'starting' || rollout.state.kind === 'queued') return readAt(read, at);
  const attribution = reading.detail && attributeDetail(read, reading.detail, at);
  const detail = attribution === 'own' ? reading.detail : undefined;
  if (attribution === 'other' && reading.detail) return foreign(read, reading.detail, at);
  const known: ReadRollout = {
    reading,
    detail,
    version: read.version,
    oldVersion: read.oldVersion || (detail?.oldVersion ?? ''),
  };
  if (!read.memory.isBegun && !showsBegun(known)) return undecided(read, { at, isOver: !isMoving(reading) });
  return judge(begun(read, detail, at), known, at, settings);
}

/** Ends a rollout in whose place TEM shows a later one. */
function foreign(rollout: TrackedRollout, { newVersion }: RolloutDetail, at: number): TrackedRollout {
  if (!rollout.memory.isBegun) return undecided(rollout, { at, isOver: true });
  return ended(readAt(rollout, at), { kind: 'replaced', version: newVersion }, at);
}

/** Leaves open whether a rollout began until its time is over and a reading shows that nothing moves. */
function undecided(
  rollout: TrackedRollout,
  { at, isOver }: { readonly at: number; readonly isOver: boolean },
): TrackedRollout {
  const { state } = rollout;
  const read = readAt(rollout, at);
  return state.kind === 'checking' && at >= state.until && isOver ? ended(read, { kind: 'notBegun' }, at) : read;
}

function showsBegun({ reading, detail, version, oldVersion }: ReadRollout): boolean {
  if (detail) return true;
  if (version === oldVersion) return false;
  const { workload, instances } = reading;
  if (workload?.version === version) return true;
  return !!workload?.isDeploying && !!instances?.some((instance) => instance.version === version);
}

function isMoving({ workload }: RolloutReading): boolean {
  return !!workload?.isDeploying;
}

function begun(rollout: TrackedRollout, detail: RolloutDetail | undefined, at: number): TrackedRollout {
  const { memory } = rollout;
  const start = !memory.startWord && detail?.startWord ? detail : undefined;
  const startedAt = start?.startedAt;
  const isReverting = hasBatchState(detail, 'reverting');
  // A request to undo whose answer was lost has arrived.
  const known = isReverting && !memory.isUndoing ? without(rollout, 'refused') : rollout;
  return {
    ...known,
    oldVersion: rollout.oldVersion || (detail?.oldVersion ?? ''),
    packageName: rollout.packageName || (detail?.packageName ?? ''),
    memory: {
      ...memory,
      isBegun: true,
      ...(start && { startWord: start.startWord }),
      ...(startedAt !== undefined && { startedAt }),
      ...(isReverting && { isUndoing: true, undoSentAt: memory.undoSentAt ?? at }),
    },
  };
}

function judge(rollout: TrackedRollout, read: ReadRollout, at: number, settings: RolloutSettings): TrackedRollout {
  const judged: TrackedRollout = { ...rollout, memory: rememberHealth(rollout.memory, read, at) };
  const state: RolloutState = isUndone(judged, read, at) ? { kind: 'undone' } : deriveState(judged, read, at, settings);
  const next = readAt(judged, at);
  if (!isRolloutEnd(state)) return { ...next, state };
  const isWithoutEffect = state.kind === 'succeeded' && judged.memory.isUndoing;
  return ended({ ...next, ...(isWithoutEffect && { refused: undoWithoutEffect(), refusedAsk: 'undo' }) }, state, at);
}

/** Tells whether all instances are put back, by a request of ours or of somebody else's. */
function isUndone({ memory }: TrackedRollout, read: ReadRollout, at: number): boolean {
  const { detail, reading, version, oldVersion } = read;
  const { workload } = reading;
  if (!isSettledBack(read)) return false;
  if (memory.isUndoing) return true;
  // Nobody here knows of a request to undo, or whether it arrived: only an end that TEM tells of proves it.
  if (version === oldVersion || !detail || saysFailed(detail) || areBatchesFinished(detail)) return false;
  const { undoSentAt = at } = memory;
  return detail.endedAt !== undefined || (workload?.isDeploying === false && at - undoSentAt >= hiddenMs);
}

function isSettledBack(read: ReadRollout): boolean {
  const { detail, reading, version, oldVersion } = read;
  if (reading.workload?.isDeploying || !isPutBack(read)) return false;
  if (reading.workload?.isDeploying === false || detail?.endedAt !== undefined) return true;
  return version !== oldVersion && !hasBatchState(detail, 'deploying');
}

function readAt(rollout: TrackedRollout, at: number): TrackedRollout {
  return { ...rollout, memory: { ...rollout.memory, readAt: at } };
}

function ended(rollout: TrackedRollout, state: RolloutState, at: number): TrackedRollout {
  return { ...without(rollout, 'asked'), state, endedAt: at };
}
