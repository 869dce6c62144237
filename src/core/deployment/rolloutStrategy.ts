/**
 * The way in which instances are replaced: all batches one after another by themselves, a trial batch that a person confirms and
 * the rest by themselves, or each batch confirmed by a person.
 */
export interface RolloutStrategy {
  readonly kind: 'automatic' | 'trial' | 'manual';
  /** The number of batches, at least 1, a trial batch not counted; TEM spreads the instances evenly. */
  readonly batches: number;
  /** The seconds between batches that start by themselves. */
  readonly pauseSeconds: number;
  /** The instances of the trial batch, at most half of all; without meaning for other kinds. */
  readonly trialInstances: number;
  /** The instances that stay available meanwhile: -1 as many as now, 0 none for certain. */
  readonly minAvailable: number;
}
