import type { Rollout } from './rollout';
export function rolloutMarks({ reading, state }: Rollout) {
  const batches = (reading?.detail?.batches ?? []).map(({ state: one }) =>
    one === 'finished'
      ? ('finished' as const)
      : one === 'deploying'
        ? state.kind === 'failed'
          ? ('failed' as const)
          : ('moving' as const)
        : one === 'waitingForPerson'
          ? ('waiting' as const)
          : ('notStarted' as const),
  );
  const w = reading?.workload;
  const at = reading?.detail?.nextBatchAt;
  return {
    batches,
    ...(w?.expectedInstances !== undefined && { wanted: w.expectedInstances }),
    ...(w?.readyReplicas !== undefined && { ready: w.readyReplicas }),
    ...(at !== undefined && { nextBatchAt: at }),
  };
}
