import type { EnvironmentPlace } from '../place';
import type { Rollout } from './rollout';

/** The sign of life of each part of a reading, compared with the one before. */
export interface RolloutSigns {
  readonly detail?: string;
  readonly workload?: string;
  readonly instances?: string;
}

/** The part of former readings that judging a rollout needs. Times are epoch ms. */
export interface RolloutMemory {
  /** `StartTime` of this rollout in TEM; empty until it is known. */
  readonly startWord: string;
  readonly startedAt?: number;
  /** `StartTime` that TEM told before this one began, empty where it knew of none; absent where nobody has looked. */
  readonly priorStartWord?: string;
  /** The sign of the rollout that TEM told before this one began; absent where it told none, or nobody has looked. */
  readonly priorSign?: string;
  /** True once TEM took it, or showed it. */
  readonly isBegun: boolean;
  /** True once TEM took the request to undo, or shows that instances are put back. */
  readonly isUndoing: boolean;
  /** Time of the request to undo, whose answer may be lost, or at which TEM first showed that instances are put back. */
  readonly undoSentAt?: number;
  /** The last continue that TEM took, and the sign of its batches at that time, which TEM may show a little longer. */
  readonly continued?: { readonly at: number; readonly sign: string };
  readonly signs: RolloutSigns;
  /** Time of the last change of a sign. */
  readonly changedAt: number;
  /** Time of the last reading that said anything. */
  readonly readAt: number;
  /** Time since which some new instance has been in a bad state at every reading. */
  readonly badSince?: number;
  /** Time since which each new instance has been `ContainerCreating`. */
  readonly creatingSince: Readonly<Record<string, number>>;
  /** The most new instances that were ready at one time, and the most batches finished. */
  readonly mostReady: number;
  readonly mostFinished: number;
  /** Time since which everything has been as it should be. */
  readonly stableSince?: number;
  /** The restarts of all new instances at the last reading of instances. */
  readonly restarts: number;
}

/** A rollout with the memory that judging it needs. */
export interface TrackedRollout extends Rollout {
  readonly memory: RolloutMemory;
}

/** Makes the memory of a rollout of which nothing has been read. */
export function emptyMemory(now: number): RolloutMemory {
  return {
    startWord: '',
    isBegun: false,
    isUndoing: false,
    signs: {},
    changedAt: now,
    readAt: now,
    creatingSince: {},
    mostReady: 0,
    mostFinished: 0,
    restarts: 0,
  };
}

/** Tells whether two places are the same. */
export function isSamePlace(a: EnvironmentPlace, b: EnvironmentPlace): boolean {
  return (
    a.accountId === b.accountId &&
    a.region === b.region &&
    a.applicationId === b.applicationId &&
    a.environmentId === b.environmentId
  );
}

/** Copies a rollout without some of what it may have. */
export function without(
  rollout: TrackedRollout,
  ...names: readonly ('asked' | 'refused' | 'problem' | 'endedAt')[]
): TrackedRollout {
  const isDropped = (name: string) => (names as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(rollout).filter(([name]) => !isDropped(name))) as unknown as TrackedRollout;
}
