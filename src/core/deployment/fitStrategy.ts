import type { RolloutStrategy } from './rolloutStrategy';

/** Clamps the numbers of a strategy: batches from 1 to the instances, a trial of at most half of them, no negative pause. */
export function fitStrategy(strategy: RolloutStrategy, instances: number): RolloutStrategy {
  const most = Math.max(1, Math.floor(instances));
  return {
    kind: strategy.kind,
    batches: between(1, strategy.batches, most),
    pauseSeconds: between(0, strategy.pauseSeconds, 86_400),
    trialInstances: between(1, strategy.trialInstances, Math.max(1, Math.floor(most / 2))),
    minAvailable: between(-1, strategy.minAvailable, most),
  };
}

function between(least: number, value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : least;
}
