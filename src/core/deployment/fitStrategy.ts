import type { RolloutStrategy } from './rolloutStrategy';

/**
 * Clamps the numbers of a strategy: batches from 1 to the instances that are left for them, a trial of at most half of all, no
 * negative pause.
 */
export function fitStrategy(strategy: RolloutStrategy, instances: number): RolloutStrategy {
  const most = Math.max(1, Math.floor(instances));
  const { kind } = strategy;
  const trialInstances = between(1, strategy.trialInstances, Math.max(1, Math.floor(most / 2)));
  return {
    kind,
    batches: between(1, strategy.batches, Math.max(1, kind === 'trial' ? most - trialInstances : most)),
    pauseSeconds: between(0, strategy.pauseSeconds, 86_400),
    trialInstances,
    minAvailable: between(-1, strategy.minAvailable, most),
  };
}

function between(least: number, value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : least;
}
