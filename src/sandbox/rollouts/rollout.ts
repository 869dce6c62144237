import type { InstanceFailure } from '../rolloutConditions';
import type { Application, Deployment, Pod } from '../world';
import type { RolloutStrategy } from './rolloutStrategy';

/** One batch: new instances take the place of `podNum` old ones. `newPods` and `oldPods` are those that it made and found. */
export interface Batch {
  readonly isTrial: boolean;
  podNum: number;
  oldPods: readonly Pod[];
  newPods: readonly Pod[];
  state: 'notStarted' | 'deploying' | 'deployed' | 'finished' | 'reverting' | 'reverted';
}

/**
 * The stage of a rollout; `batch` is an index of `batches`, and at `until` (epoch ms) the next stage begins by itself. A
 * `hidden` one is taken, but TEM tells nothing of it yet. A batch without `until` deploys for ever.
 * One that waits before its first batch has `batch` -1.
 */
export type Stage =
  | { readonly kind: 'hidden' | 'building'; readonly until: number }
  | { readonly kind: 'deploying'; readonly batch: number; readonly until?: number }
  | { readonly kind: 'pausing' | 'reverting'; readonly batch: number; readonly until: number }
  | { readonly kind: 'waiting'; readonly batch: number }
  | { readonly kind: 'finished' | 'failed' | 'reverted' | 'replaced' };

/** One rollout in the world: all that it needs to go on by itself. */
export interface Rollout {
  /** TEM's revision id. */
  readonly id: string;
  readonly application: Application;
  readonly deployment: Deployment;
  readonly version: string;
  /** The name of the package's file; empty for an image. */
  readonly packageName: string;
  readonly oldVersion: string;
  readonly strategy: RolloutStrategy;
  readonly buildMs: number;
  readonly podMs: number;
  readonly failure: InstanceFailure;
  readonly manualWaitsFirst: boolean;
  /** True where a colleague began it, not a request. */
  readonly byColleague: boolean;
  /** Epoch ms: TEM has taken it, and TEM tells of it. */
  readonly takenAt: number;
  readonly startsAt: number;
  endedAt?: number;
  batches: readonly Batch[];
  /** The batch under way, or the last that was. */
  batch: number;
  stage: Stage;
  /** The numbers of calls that let a batch start, and that put the instances back. */
  resumes: number;
  reverts: number;
}

/** Tells whether a rollout goes on, or may do so when somebody says so. */
export function isRunning({ stage }: Pick<Rollout, 'stage'>): boolean {
  return !['finished', 'failed', 'reverted', 'replaced'].includes(stage.kind);
}
