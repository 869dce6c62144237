import type { RolloutDetail, RolloutReading } from './rolloutReading';
import type { RolloutMemory, RolloutSigns } from './trackedRollout';

/** Returns the signs of the parts that a reading has: whatever differs later is a sign of life. */
export function signsOf({ detail, workload, instances }: RolloutReading): RolloutSigns {
  return {
    ...(detail && { detail: detailSign(detail) }),
    ...(workload && { workload: JSON.stringify(workload) }),
    ...(instances && { instances: JSON.stringify(instances.map((one) => Object.entries(one).sort())) }),
  };
}

/** Returns the sign of a detail: two that say the same have one. */
export function detailSign(detail: RolloutDetail): string {
  return JSON.stringify(detail);
}

/** Returns a sign that differs once a batch has begun or ended, whatever its instances do. */
export function batchSign(detail: RolloutDetail | undefined): string {
  if (!detail) return '';
  const { startWord, currentBatch, currentBatchState, batches } = detail;
  return JSON.stringify([startWord, currentBatch, currentBatchState, batches.map(({ state }) => state)]);
}

/** Remembers the signs of a reading, and the time where one of them has changed. */
export function rememberSigns(memory: RolloutMemory, reading: RolloutReading, at: number): RolloutMemory {
  const signs = signsOf(reading);
  const parts = ['detail', 'workload', 'instances'] as const;
  const isChanged = parts.some((part) => signs[part] !== undefined && signs[part] !== memory.signs[part]);
  return { ...memory, signs: { ...memory.signs, ...signs }, changedAt: isChanged ? at : memory.changedAt };
}
