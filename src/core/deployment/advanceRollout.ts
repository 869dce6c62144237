import { applyReading } from './applyReading';
import { hiddenMs } from './hiddenMs';
import { isRolloutEnd, type Rollout, type RolloutEnd, type RolloutProgressState } from './rollout';
import type { RolloutEvent, RolloutSettings } from './rolloutEvent';
import { batchSign } from './rolloutSigns';
import { stalledState } from './stalledState';
import { without, type RolloutMemory, type TrackedRollout } from './trackedRollout';

/** Returns a rollout after an event. An end is final, and an event that does not fit the state changes nothing. */
export function advanceRollout(
  rollout: TrackedRollout,
  event: RolloutEvent,
  settings: RolloutSettings,
): TrackedRollout {
  if (isRolloutEnd(rollout.state)) return rollout;
  const { at } = event;
  switch (event.kind) {
    case 'reading':
      return applyReading(rollout, event, settings);
    case 'readingFailed':
      return afterSilence({ ...rollout, problem: event.error }, at);
    case 'tick':
      return afterSilence(rollout, at);
    case 'unwatched':
      return end(rollout, { kind: 'unwatched' }, at);
    case 'sent':
      return rollout.state.kind === 'queued' ? sendAgain(rollout, event) : rollout;
    case 'accepted':
      return isAhead(rollout) ? remember(go(rollout, { kind: 'building' }), { isBegun: true, changedAt: at }) : rollout;
    case 'refused':
      return isAhead(rollout) ? end(rollout, { kind: 'notBegun', error: event.error }, at) : rollout;
    case 'lost':
      return isAhead(rollout) ? go(rollout, { kind: 'checking', until: at + hiddenMs }) : rollout;
    case 'queued':
      return isAhead(rollout) ? go(rollout, queuedState(event)) : rollout;
    case 'asked':
      return canAsk(rollout, event.what) ? ask(rollout, event.what) : rollout;
    case 'askAccepted':
    case 'askRefused':
    case 'askLost':
      return answer(rollout, event);
  }
}

/** Tells whether a person can ask for the next batch, or to undo, in the state of a rollout. */
export function canAsk({ state, asked }: Rollout, what: 'continue' | 'undo'): boolean {
  if (asked) return false;
  if (what === 'continue') return state.kind === 'waiting';
  const running: readonly string[] = ['building', 'deploying', 'pausing', 'waiting', 'settling', 'stalled'];
  return running.includes(state.kind);
}

/** Tells whether a rollout is before its beginning, as far as is known. */
function isAhead({ state, memory }: TrackedRollout): boolean {
  return !memory.isBegun && ['starting', 'checking', 'queued'].includes(state.kind);
}

function sendAgain(
  rollout: TrackedRollout,
  { at, priorStartWord, priorSign }: RolloutEvent & { readonly kind: 'sent' },
) {
  return remember(
    { ...go(rollout, { kind: 'starting' }), begunAt: at },
    {
      priorStartWord,
      ...(priorSign !== undefined && { priorSign }),
      changedAt: at,
    },
  );
}

function queuedState({ reason, version, since }: RolloutEvent & { readonly kind: 'queued' }): RolloutProgressState {
  return { kind: 'queued', reason, ...(version && { version }), ...(since !== undefined && { since }) };
}

function ask(rollout: TrackedRollout, asked: 'continue' | 'undo'): TrackedRollout {
  return { ...without(rollout, 'refused'), asked };
}

type Answer = RolloutEvent & { readonly kind: 'askAccepted' | 'askRefused' | 'askLost' };

function answer(rollout: TrackedRollout, event: Answer): TrackedRollout {
  // A request may be refused here before it is one: nothing waits for a person any more.
  const isUnasked = event.kind === 'askRefused' && !rollout.asked;
  if ((rollout.asked !== event.what || isAhead(rollout)) && !isUnasked) return rollout;
  const rest = without(rollout, 'asked');
  const { at, what } = event;
  if (event.kind === 'askRefused') return { ...rest, refused: event.error, refusedAsk: what };
  if (event.kind === 'askLost')
    return remember(
      { ...rest, refused: event.error, refusedAsk: what },
      what === 'undo' ? { undoSentAt: at } : continuedAt(rest, at),
    );
  if (what === 'undo')
    return remember(go(rest, { kind: 'undoing' }), { isUndoing: true, undoSentAt: at, changedAt: at });
  const next: TrackedRollout = rest.state.kind === 'waiting' ? go(rest, { kind: 'deploying' }) : rest;
  return remember(next, { ...continuedAt(rest, at), changedAt: at });
}

function continuedAt({ reading }: TrackedRollout, at: number): Partial<RolloutMemory> {
  return { continued: { at, sign: batchSign(reading?.detail) } };
}

function afterSilence(rollout: TrackedRollout, at: number): TrackedRollout {
  const state = stalledState(rollout, at);
  return state ? go(rollout, state) : rollout;
}

function go(rollout: TrackedRollout, state: RolloutProgressState): TrackedRollout {
  return { ...rollout, state };
}

function end(rollout: TrackedRollout, state: RolloutEnd, endedAt: number): TrackedRollout {
  return { ...without(rollout, 'asked'), state, endedAt };
}

function remember(rollout: TrackedRollout, memory: Partial<RolloutMemory>): TrackedRollout {
  return { ...rollout, memory: { ...rollout.memory, ...memory } };
}
