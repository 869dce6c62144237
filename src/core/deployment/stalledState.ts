import type { RolloutProgressState, RolloutState } from './rollout';
import type { TrackedRollout } from './trackedRollout';

const stalledAfterMs = 1_800_000;

/** Returns the state of a rollout that has given no sign for 30 minutes; `undefined` for one that may be silent, or is not. */
export function stalledState({ state, memory }: TrackedRollout, at: number): RolloutProgressState | undefined {
  if (at - memory.changedAt < stalledAfterMs || !maySilenceMatter(state, at)) return undefined;
  return { kind: 'stalled', since: memory.changedAt };
}

function maySilenceMatter(state: RolloutState, at: number): boolean {
  switch (state.kind) {
    case 'building':
    case 'deploying':
    case 'settling':
    case 'undoing':
    case 'stalled':
      return true;
    case 'pausing':
      return state.nextAt === undefined || state.nextAt <= at;
    case 'starting':
    case 'checking':
    case 'queued':
    case 'waiting':
    case 'succeeded':
    case 'failed':
    case 'undone':
    case 'replaced':
    case 'notBegun':
    case 'unwatched':
      return false;
  }
}
