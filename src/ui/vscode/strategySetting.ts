import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { EnvironmentKind } from '../../core/model';

type Numbers = Exclude<keyof RolloutStrategy, 'kind'>;

/** The range of each number of a strategy, which a person may set. */
export const strategyRanges: Readonly<Record<Numbers, { readonly min: number; readonly max: number }>> = {
  batches: { min: 1, max: 100 },
  pauseSeconds: { min: 0, max: 86_400 },
  trialInstances: { min: 1, max: 100 },
  minAvailable: { min: -1, max: 1000 },
};

const careful: RolloutStrategy = { kind: 'trial', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: -1 };
const quick: RolloutStrategy = { ...careful, kind: 'automatic' };

/** The strategy for each kind of environment where nobody has set another. */
export const defaultStrategies: Readonly<Record<EnvironmentKind, RolloutStrategy>> = {
  test: quick,
  pre: quick,
  prod: careful,
  other: careful,
};

/** Reads the strategy for a kind of environment out of the setting, which may hold anything; what is missing or wrong is the default. */
export function strategyIn(setting: unknown, kind: EnvironmentKind): RolloutStrategy {
  const given = fieldsIn(fieldsIn(setting)?.[kind]);
  const usual = defaultStrategies[kind];
  const number = (name: Numbers): number => {
    const value = given?.[name];
    return isNumberFor(name, value) ? value : usual[name];
  };
  const chosen = given?.['kind'];
  return {
    kind: isKind(chosen) ? chosen : usual.kind,
    batches: number('batches'),
    pauseSeconds: number('pauseSeconds'),
    trialInstances: number('trialInstances'),
    minAvailable: number('minAvailable'),
  };
}

/** Tells whether the setting holds nothing but strategies for the four kinds of environments. */
export function isStrategySetting(setting: unknown): boolean {
  const byKind = fieldsIn(setting);
  return (
    byKind !== undefined &&
    Object.entries(byKind).every(([kind, strategy]) => Object.hasOwn(defaultStrategies, kind) && isStrategy(strategy))
  );
}

function isStrategy(value: unknown): boolean {
  const fields = fieldsIn(value);
  return (
    fields !== undefined &&
    Object.entries(fields).every(([name, one]) => (name === 'kind' ? isKind(one) : isNumberFor(name, one)))
  );
}

function isKind(value: unknown): value is RolloutStrategy['kind'] {
  return value === 'automatic' || value === 'trial' || value === 'manual';
}

function isNumberFor(name: string, value: unknown): value is number {
  if (!Object.hasOwn(strategyRanges, name) || !Number.isInteger(value)) return false;
  const { min, max } = strategyRanges[name as Numbers];
  return (value as number) >= min && (value as number) <= max;
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
