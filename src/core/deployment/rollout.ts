import type { AppError } from '../errors';
import type { EnvironmentKind } from '../model';
import type { EnvironmentPlace } from '../place';
import type { RolloutPlan } from './rolloutPlan';
import type { RolloutReading } from './rolloutReading';

/** Why an instance does not run, by the eight states of TEM's own guide to failing applications. */
export type InstanceCause =
  'crashing' | 'notReady' | 'notAlive' | 'unreachable' | 'postStart' | 'noVolume' | 'noConfiguration' | 'noImage';

/** The first instance that made a rollout fail. `word` is TEM's own. */
export interface BadInstance {
  readonly id: string;
  readonly cause: InstanceCause | 'other';
  readonly word: string;
  readonly restarts: number;
}

/** Why a rollout failed; `status` and `errorMessage` are TEM's own words, which may be empty. */
export interface RolloutFailure {
  readonly status: string;
  readonly errorMessage: string;
  readonly instance?: BadInstance;
}

/** The operation of somebody else that a rollout waits for. */
export type QueueReason = 'deploying' | 'locked' | 'componentInstalling';

/** The state of a rollout that has not ended. Times are epoch ms. */
export type RolloutProgressState =
  /** The request to begin is under way. */
  | { readonly kind: 'starting' }
  /** Its answer was lost: whether it began is looked at until then. */
  | { readonly kind: 'checking'; readonly until: number }
  /** Begins by itself after somebody else's operation; `version` is the one that is being deployed. */
  | { readonly kind: 'queued'; readonly reason: QueueReason; readonly version?: string; readonly since?: number }
  /** TEM has begun, and tells no batch yet: it builds the image. */
  | { readonly kind: 'building' }
  | { readonly kind: 'deploying' }
  /** The next batch starts by itself. */
  | { readonly kind: 'pausing'; readonly nextAt?: number }
  /** The next batch starts when a person says so. */
  | { readonly kind: 'waiting' }
  /** All batches are finished, and the instances are watched for a while. */
  | { readonly kind: 'settling'; readonly since: number }
  | { readonly kind: 'undoing' }
  /** Nothing has changed for 30 minutes: still running. */
  | { readonly kind: 'stalled'; readonly since: number };

/** The end of a rollout. */
export type RolloutEnd =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly failure: RolloutFailure }
  | { readonly kind: 'undone' }
  /** Another rollout took its place. */
  | { readonly kind: 'replaced'; readonly version: string }
  /** It never began: TEM refused it (`error`), or nothing was found after a lost answer (without). */
  | { readonly kind: 'notBegun'; readonly error?: AppError }
  /** A person stopped watching it. */
  | { readonly kind: 'unwatched' };

/** The state of a rollout. */
export type RolloutState = RolloutProgressState | RolloutEnd;

/** A rollout of one application in one environment, as it is known now. */
export interface Rollout {
  /** That of its plan; of somebody else's, one that its place, version and start make. */
  readonly id: string;
  readonly place: EnvironmentPlace;
  readonly applicationName: string;
  readonly environmentName: string;
  readonly environmentKind: EnvironmentKind;
  /** Absent where somebody else began it. */
  readonly plan?: RolloutPlan;
  readonly version: string;
  readonly oldVersion: string;
  readonly packageName: string;
  readonly state: RolloutState;
  /** The last reading that said anything. */
  readonly reading?: RolloutReading;
  /** Why the last reading failed; absent after one that did not. */
  readonly problem?: AppError;
  /** A request of a person that is under way: further ones are not sent. */
  readonly asked?: 'continue' | 'undo';
  /** Why the last such request was refused; absent after the next one. */
  readonly refused?: AppError;
  /** The kind of the refused request; without meaning where `refused` is absent. */
  readonly refusedAsk?: 'continue' | 'undo';
  /** Epoch ms. */
  readonly begunAt: number;
  /** Epoch ms; absent while it runs. */
  readonly endedAt?: number;
}

const ends: Readonly<Record<RolloutEnd['kind'], true>> = {
  succeeded: true,
  failed: true,
  undone: true,
  replaced: true,
  notBegun: true,
  unwatched: true,
};

/** Tells whether nothing more is awaited of a rollout. */
export function isRolloutEnd(state: RolloutState): state is RolloutEnd {
  return Object.hasOwn(ends, state.kind);
}
