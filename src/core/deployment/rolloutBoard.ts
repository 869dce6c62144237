import type { EnvironmentPlace } from '../place';
import type { Rollout, RolloutEnd } from './rollout';
import type { RolloutPlan } from './rolloutPlan';

/** A place whose rollout somebody may have begun elsewhere, with the names that a person knows it by. */
export type WatchedPlace = Pick<Rollout, 'place' | 'applicationName' | 'environmentName' | 'environmentKind'>;

/** The answer to a plan that is to be carried out: begun, or another plan where what it was made for has changed. */
export type PlanOutcome =
  | { readonly kind: 'begun'; readonly rollout: Rollout }
  | { readonly kind: 'changed'; readonly plan: RolloutPlan }
  /** Another rollout runs there: `rollout` is followed as somebody else's. */
  | { readonly kind: 'occupied'; readonly rollout: Rollout };

/** The accounts whose rollouts a window follows. */
export interface FollowedAccounts {
  readonly signedIn: readonly string[];
  /** Those of them that other windows know as well: what those have begun can be followed here once they are gone. */
  readonly shared: readonly string[];
}

/** The rollouts that this window follows, and those that ended while it lived. */
export interface RolloutBoard {
  /** Newest first. */
  readonly all: readonly Rollout[];
  /** Returns the rollout of a place that runs, or the one that ended last. */
  of(place: EnvironmentPlace): Rollout | undefined;
  /** Returns a rollout as it is known now. */
  find(id: string): Rollout | undefined;
  /** Calls `listener` with each rollout that is another now, until the returned function is called. */
  onDidChange(listener: (rollout: Rollout) => void): () => void;
  /**
   * Carries out a plan that still holds, and follows it to its verdict. Resolves as soon as TEM has taken it, refused it or lost
   * the answer. With `wait` a plan whose place is occupied begins by itself after that, where it replaces the same version then.
   * Throws `AppError` where the place cannot be read, or no note be written: then nothing was sent.
   */
  begin(plan: RolloutPlan, options: { readonly signal: AbortSignal; readonly wait?: boolean }): Promise<PlanOutcome>;
  /** Lets the next batch start, once however often it is asked; what came of it is in the rollout. */
  continue(id: string): Promise<void>;
  /** Ends a rollout that runs and puts all instances back, once however often it is asked. */
  undo(id: string): Promise<void>;
  /** Ends following; TEM goes on. One that was only queued never begins, and is listed no longer. */
  stopWatching(id: string): Promise<void>;
  /** Follows what runs in a place, whoever began it, until `signal` aborts: it is in sight. */
  watch(place: WatchedPlace, signal: AbortSignal): void;
  /**
   * Says which accounts there are from now on: what was begun with another one is no longer followed here, its note stays as it
   * is; what windows that are gone have begun with one that is shared is followed, now and whenever one is gone. Throws
   * `journalFailed` where it cannot be known now.
   */
  setAccounts(accounts: FollowedAccounts): Promise<void>;
  /** Looks at once for what a window that is gone has begun. Throws `journalFailed`. */
  restore(): Promise<void>;
  /** Resolves with the end of a rollout. */
  ended(id: string): Promise<RolloutEnd>;
}
