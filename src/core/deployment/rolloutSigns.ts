import type { RolloutReading } from './rolloutReading';
import type { RolloutMemory, RolloutSigns } from './trackedRollout';

/** Returns the signs of the parts that a reading has: whatever differs later is a sign of life. */
export function signsOf({ detail, workload, instances }: RolloutReading): RolloutSigns {
  return {
    ...(detail && { detail: JSON.stringify(detail) }),
    ...(workload && { workload: JSON.stringify(workload) }),
    ...(instances && { instances: JSON.stringify(instances.map((one) => Object.entries(one).sort())) }),
  };
}

/** Remembers the signs of a reading, and the time where one of them has changed. */
export function rememberSigns(memory: RolloutMemory, reading: RolloutReading, at: number): RolloutMemory {
  const signs = signsOf(reading);
  const parts = ['detail', 'workload', 'instances'] as const;
  const isChanged = parts.some((part) => signs[part] !== undefined && signs[part] !== memory.signs[part]);
  return { ...memory, signs: { ...memory.signs, ...signs }, changedAt: isChanged ? at : memory.changedAt };
}
