/** The strategy words of RollingUpdateApplicationByVersion, in the order of the numbers that stand for them in answers. */
export const strategyTypes = ['AUTO', 'MANUAL', 'BETA'] as const;

/** The way in which a rollout replaces instances, as its request gives it. */
export interface RolloutStrategy {
  readonly type: (typeof strategyTypes)[number];
  /** The number of batches, the trial batch included. */
  readonly totalBatchCount: number;
  /** The instances of the trial batch. */
  readonly betaBatchNum: number;
  /** The seconds between batches that start by themselves. */
  readonly batchInterval: number;
  /** The instances that stay available: -1 as many as there are, 0 none for certain. */
  readonly minAvailable: number;
  readonly force: boolean;
}

/**
 * Returns the number of instances in each batch, spread evenly, the larger batches first. A trial batch has half of all at
 * most; one instance makes one batch.
 */
export function batchSizes(strategy: RolloutStrategy, instances: number): readonly number[] {
  const { type, totalBatchCount, betaBatchNum } = strategy;
  if (type !== 'BETA' || instances < 2) return spread(instances, totalBatchCount);
  const trial = clamp(betaBatchNum, 1, Math.floor(instances / 2));
  return [trial, ...spread(instances - trial, totalBatchCount - 1)];
}

function spread(instances: number, batches: number): readonly number[] {
  const count = clamp(batches, 1, Math.max(instances, 1));
  const each = Math.floor(instances / count);
  return Array.from({ length: count }, (_, n) => each + (n < instances % count ? 1 : 0));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
