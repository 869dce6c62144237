import { hiddenMs } from './hiddenMs';
import type { TrackedRollout } from './trackedRollout';

// More than lies between two readings, whatever fails.
const maxGapMs = 60_000;

/**
 * Returns a rollout with its times as they would be if the clock had always been what it is now: one that is set back takes them
 * with it. One that nobody has looked at for a while, since the clock was set on or the machine slept, is looked for anew.
 */
export function alignTimes(rollout: TrackedRollout, heardAt: number, now: number): TrackedRollout {
  if (now < heardAt) return shiftTimes(rollout, now - heardAt);
  const { state } = rollout;
  if (state.kind !== 'checking' || now - heardAt <= maxGapMs) return rollout;
  return { ...rollout, state: { kind: 'checking', until: now + hiddenMs } };
}

/** Moves all times of this machine's clock, not those that TEM tells. */
function shiftTimes(rollout: TrackedRollout, ms: number): TrackedRollout {
  const { memory, state } = rollout;
  const { undoSentAt, continued, badSince, stableSince, creatingSince } = memory;
  return {
    ...rollout,
    begunAt: rollout.begunAt + ms,
    state:
      state.kind === 'checking'
        ? { ...state, until: state.until + ms }
        : state.kind === 'settling' || state.kind === 'stalled'
          ? { ...state, since: state.since + ms }
          : state,
    memory: {
      ...memory,
      changedAt: memory.changedAt + ms,
      readAt: memory.readAt + ms,
      creatingSince: Object.fromEntries(Object.entries(creatingSince).map(([id, since]) => [id, since + ms])),
      ...(undoSentAt !== undefined && { undoSentAt: undoSentAt + ms }),
      ...(continued && { continued: { ...continued, at: continued.at + ms } }),
      ...(badSince !== undefined && { badSince: badSince + ms }),
      ...(stableSince !== undefined && { stableSince: stableSince + ms }),
    },
  };
}
