import { idPart } from '../idPart';
import { placeKey, type EnvironmentPlace } from '../place';
import type { RolloutRecord } from '../ports/rolloutRecords';
import type { WatchedPlace } from './rolloutBoard';
import type { RolloutPlan } from './rolloutPlan';
import type { RolloutDetail } from './rolloutReading';
import { detailSign } from './rolloutSigns';
import { emptyMemory, type RolloutMemory, type TrackedRollout } from './trackedRollout';

/** Returns the place of a plan. */
export function placeOfPlan({ target, environment }: RolloutPlan): EnvironmentPlace {
  const { accountId, region, applicationId } = target;
  return { accountId, region, applicationId, environmentId: environment.id };
}

/** Returns the place of a plan with its names. */
export function watchedPlaceOf(plan: RolloutPlan): WatchedPlace {
  return {
    place: placeOfPlan(plan),
    applicationName: plan.target.applicationName,
    environmentName: plan.environment.name,
    environmentKind: plan.environment.kind,
  };
}

/** Makes the rollout of a plan that is about to begin; `prior` is what TEM showed of its place right before. */
export function newRollout(plan: RolloutPlan, prior: RolloutDetail | undefined, now: number): TrackedRollout {
  return {
    ...watchedPlaceOf(plan),
    id: plan.id,
    plan,
    version: plan.package.version,
    oldVersion: plan.replaces.version,
    packageName: plan.package.packageName,
    state: { kind: 'starting' },
    begunAt: now,
    memory: {
      ...emptyMemory(now),
      priorStartWord: prior?.startWord ?? '',
      ...(prior && { priorSign: detailSign(prior) }),
    },
  };
}

/** Makes the rollout of a note whose window is gone; one that may not have begun is looked for until `lookUntil`. */
export function restoredRollout(
  record: RolloutRecord,
  { now, lookUntil }: { readonly now: number; readonly lookUntil: number },
): TrackedRollout {
  const { plan, phase, startWord = '', priorStartWord, begunAt } = record;
  const isUndoing = phase === 'undoing';
  const memory: RolloutMemory = {
    ...emptyMemory(now),
    startWord,
    ...(priorStartWord !== undefined && { priorStartWord }),
    isBegun: phase !== 'starting',
    isUndoing,
    ...(isUndoing && { undoSentAt: now }),
  };
  const states = {
    starting: { kind: 'checking', until: lookUntil },
    underWay: { kind: 'building' },
    undoing: { kind: 'undoing' },
    ended: { kind: 'unwatched' },
  } as const;
  return { ...newRollout(plan, undefined, begunAt), state: states[phase], memory };
}

/** Makes the rollout that somebody else began. */
export function rolloutOfOthers(watched: WatchedPlace, detail: RolloutDetail, now: number): TrackedRollout {
  const { startWord, startedAt, newVersion } = detail;
  const { place } = watched;
  const parts = [place.environmentId, newVersion, startWord].map(idPart).join('/');
  return {
    ...watched,
    id: `${placeKey(place)}${parts}`,
    version: newVersion,
    oldVersion: detail.oldVersion,
    packageName: detail.packageName,
    state: { kind: 'building' },
    begunAt: startedAt ?? now,
    memory: {
      ...emptyMemory(now),
      startWord,
      ...(startedAt !== undefined && { startedAt }),
      isBegun: true,
    },
  };
}
