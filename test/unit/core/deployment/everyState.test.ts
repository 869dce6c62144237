import assert from 'node:assert/strict';
import { advanceRollout, canAsk } from '../../../../src/core/deployment/advanceRollout';
import { isRolloutEnd, type RolloutState } from '../../../../src/core/deployment/rollout';
import type { RolloutEvent } from '../../../../src/core/deployment/rolloutEvent';
import type { TrackedRollout } from '../../../../src/core/deployment/trackedRollout';
import { AppError } from '../../../../src/core/errors';
import { note } from '../../../harness/note';
import { newStart, readings, sampleRollout, start } from './rolloutSamples';

type Kind = RolloutState['kind'];
const settings = { watchMs: 30_000 };
const minute = 60_000;
const error = new AppError('offline', 'gone');

const states: Readonly<Record<Kind, RolloutState>> = {
  starting: { kind: 'starting' },
  checking: { kind: 'checking', until: start + 30_000 },
  queued: { kind: 'queued', reason: 'deploying' },
  building: { kind: 'building' },
  deploying: { kind: 'deploying' },
  pausing: { kind: 'pausing' },
  waiting: { kind: 'waiting' },
  settling: { kind: 'settling', since: start },
  undoing: { kind: 'undoing' },
  stalled: { kind: 'stalled', since: start },
  succeeded: { kind: 'succeeded' },
  failed: { kind: 'failed', failure: { status: 'Error', errorMessage: '' } },
  undone: { kind: 'undone' },
  replaced: { kind: 'replaced', version: 'v9' },
  notBegun: { kind: 'notBegun' },
  unwatched: { kind: 'unwatched' },
};
const ahead: readonly Kind[] = ['starting', 'checking', 'queued'];
const moving: readonly Kind[] = ['building', 'deploying', 'pausing', 'waiting', 'settling', 'undoing', 'stalled'];
const verdicts: readonly Kind[] = ['succeeded', 'failed', 'undone', 'replaced'];

/** A rollout in each state: just there, silent for long, with a request of a person under way, and of the same version. */
function* rolloutsIn(kind: Kind): Generator<TrackedRollout> {
  for (const version of ['v1', 'v0']) {
    const made = sampleRollout({ replaces: { version: version === 'v1' ? 'v1' : 'v2', packageName: 'orders.jar' } });
    const isBegun = !ahead.includes(kind);
    for (const startWord of isBegun ? [newStart, ''] : ['']) {
      for (const asked of [undefined, 'continue', 'undo'] as const) {
        const isUndoing = kind === 'undoing';
        const memory = { ...made.memory, isBegun, isUndoing, startWord, ...(isUndoing && { undoSentAt: start }) };
        yield { ...made, state: states[kind], memory, ...(asked && { asked }) };
      }
    }
  }
}

function* events(at: number): Generator<readonly [string, RolloutEvent]> {
  for (const [name, reading] of Object.entries(readings))
    yield [name, { kind: 'reading', at, reading: { at, ...reading } }];
  yield ['readingFailed', { kind: 'readingFailed', at, error }];
  yield ['sent', { kind: 'sent', at, priorStartWord: '' }];
  yield ['accepted', { kind: 'accepted', at }];
  yield ['refused', { kind: 'refused', at, error }];
  yield ['lost', { kind: 'lost', at }];
  for (const reason of ['deploying', 'locked', 'componentInstalling'] as const)
    yield [`queued, ${reason}`, { kind: 'queued', at, reason }];
  for (const what of ['continue', 'undo'] as const) {
    yield [`asked, ${what}`, { kind: 'asked', at, what }];
    yield [`askAccepted, ${what}`, { kind: 'askAccepted', at, what }];
    yield [`askRefused, ${what}`, { kind: 'askRefused', at, what, error }];
    yield [`askLost, ${what}`, { kind: 'askLost', at, what, error }];
  }
  yield ['unwatched', { kind: 'unwatched', at }];
  yield ['tick', { kind: 'tick', at }];
}

/** The states that may follow a state. */
function allowed(from: Kind, event: RolloutEvent): readonly Kind[] {
  const stay = [from];
  if (event.kind === 'unwatched') return ['unwatched'];
  if (event.kind === 'reading') {
    if (from === 'starting' || from === 'queued') return stay;
    return [...moving, ...verdicts, ...(from === 'checking' ? (['checking', 'notBegun'] as const) : [])];
  }
  if (event.kind === 'readingFailed' || event.kind === 'tick')
    return [from, ...(moving.includes(from) ? ['stalled' as const] : [])];
  if (ahead.includes(from)) return [...ahead, 'building', 'notBegun'];
  if (event.kind === 'askAccepted') return [from, event.what === 'undo' ? 'undoing' : 'deploying'];
  return stay;
}

function check(before: TrackedRollout, name: string, event: RolloutEvent, after: TrackedRollout): void {
  const from = before.state.kind;
  const to = after.state.kind;
  const told = `${from} × ${name} at ${event.at - start} → ${to}`;
  if (isRolloutEnd(before.state)) return assert.equal(after, before, told);
  assert.ok(allowed(from, event).includes(to), told);
  // A person can leave it: it has ended, or it can be left by stopping to watch.
  if (!isRolloutEnd(after.state)) {
    const left = advanceRollout(after, { kind: 'unwatched', at: event.at }, settings);
    assert.equal(left.state.kind, 'unwatched', told);
    assert.equal(after.endedAt, undefined, told);
  } else assert.equal(after.endedAt, event.at, told);
  if (to === 'waiting' && !after.asked) assert.ok(canAsk(after, 'continue') && canAsk(after, 'undo'), told);
  if (to === 'stalled' && !after.asked) assert.ok(canAsk(after, 'undo'), told);
  // No verdict without a reading.
  if ([...verdicts].includes(to)) assert.equal(event.kind, 'reading', told);
  if (to === 'succeeded') assert.ok(/^(done|finished, workload alone)/.test(name), told);
  if (to === 'failed' && before.memory.badSince === undefined && Object.keys(before.memory.creatingSince).length === 0)
    assert.match(name, /^failed /, told);
  if (to === 'undone' && before.version === before.oldVersion)
    assert.ok(before.memory.isUndoing || name === 'reverting', told);
  else if (to === 'undone')
    assert.match(name, /^(put back|prior|building|no detail, old|finished, workload old|done, contr)/, told);
  if (to === 'replaced') assert.match(name, before.memory.startWord ? /later$/ : /^foreign|later$/, told);
  if (to === 'notBegun' && event.kind === 'reading') assert.ok(event.at >= start + 30_000, told);
  if (event.kind === 'readingFailed') assert.equal(after.problem, error, told);
}

describe('every state of a rollout × every event', () => {
  it('ends in a state that a person understands and can leave', () => {
    const times = [start + 1000, start + 31_000, start + 3 * minute, start + 31 * minute];
    const pairs = new Set<string>();
    let cases = 0;
    for (const kind of Object.keys(states) as Kind[]) {
      for (const rollout of rolloutsIn(kind)) {
        for (const at of times) {
          for (const [name, event] of events(at)) {
            const after = advanceRollout(rollout, event, settings);
            check(rollout, name, event, after);
            pairs.add(`${kind} × ${name}`);
            cases++;
            if (isRolloutEnd(after.state)) continue;
            // What follows, soon and after a long time.
            for (const later of rollout.asked || at > start + 1000 ? [] : [3000, 119_000, 40 * minute]) {
              for (const [next, second] of events(at + later)) {
                check(after, next, second, advanceRollout(after, second, settings));
                cases++;
              }
            }
          }
        }
      }
    }
    note(`rollout: ${pairs.size} pairs of state and event hold, in ${cases} cases`);
    assert.equal(pairs.size, 16 * (Object.keys(readings).length + 18));
  });

  it('is never failed by silence', () => {
    for (const kind of moving) {
      for (const rollout of rolloutsIn(kind)) {
        let silent = rollout;
        for (let at = start; at < start + 3 * 24 * 60 * minute; at += 7 * minute) {
          const event = at % 2 ? ({ kind: 'tick', at } as const) : ({ kind: 'readingFailed', at, error } as const);
          silent = advanceRollout(silent, event, settings);
        }
        assert.ok(['stalled', 'waiting'].includes(silent.state.kind), silent.state.kind);
      }
    }
  });
});
