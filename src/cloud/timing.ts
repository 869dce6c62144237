import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the cloud room knows it: `now` is epoch ms, `sleep` takes ms and rejects on abort, `random` is in [0, 1). */
export interface Timing {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/** The machine's own. */
export const machineTiming: Timing = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: () => Math.random(),
};
