import assert from 'node:assert/strict';
import type { Rollouts } from '../../../../src/core/deployment/rollouts';
import { HandClock } from './handClock';
import { batch, bothFinished, detail, doneWorkload, newInstances, samplePlan, start, workload } from './rolloutSamples';
import { fails, openWindow, ScriptedTem, SharedNotes } from './scriptedTem';

const never = new AbortController().signal;
const waiting = detail({
  batches: [batch(1, 'waitingForPerson'), batch(2, 'notStarted')],
  currentBatchState: 'waitingForPerson',
});

describe('rollouts whose clock is set', () => {
  let clock: HandClock;
  let tem: ScriptedTem;
  let notes: SharedNotes;
  let board: Rollouts;

  beforeEach(() => {
    clock = new HandClock(start);
    tem = new ScriptedTem(clock);
    notes = new SharedNotes();
    board = openWindow(tem, notes, clock);
  });
  afterEach(() => {
    board.dispose();
    assert.equal(clock.timers, 0, 'a timer is left');
  });

  const kind = (id = 'plan-1') => board.find(id)?.state.kind;
  const done = () => tem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
  async function passing<T>(work: Promise<T>, ms: number): Promise<T> {
    work.catch(() => undefined);
    await clock.pass(ms);
    return work;
  }
  const begin = (plan = samplePlan(), wait = false) => passing(board.begin(plan, { signal: never, wait }), 6000);

  it('are read again at once where the clock is set back while one is read', async () => {
    await begin();
    let isSet = false;
    tem.onCall.describeWorkload = () => {
      if (!isSet) clock.set(start - 3_600_000);
      isSet = true;
    };
    await clock.pass(20_000);
    done();
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
  });

  it('have their verdict in time where the clock is set back while they settle', async () => {
    await begin();
    done();
    await clock.pass(12_000);
    assert.equal(kind(), 'settling');
    clock.set(start - 3_600_000);
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
  });

  it('are looked for no longer where the clock is set back', async () => {
    tem.onCall.beginRollout = fails('timedOut');
    await begin();
    clock.set(start - 3_600_000);
    await clock.pass(60_000);
    assert.equal(kind(), 'notBegun');
  });

  it('can be continued where the clock is set back', async () => {
    await begin();
    tem.show({ detail: waiting, workload: workload() });
    await clock.pass(5000);
    await passing(board.continue('plan-1'), 4000);
    assert.equal(kind(), 'deploying');
    clock.set(start - 3_600_000);
    await clock.pass(40_000);
    assert.equal(kind(), 'waiting');
  });

  it('are looked for 30 s although the clock is set an hour on', async () => {
    tem.onCall.beginRollout = fails('timedOut');
    await begin();
    clock.set(start + 3_600_000);
    await clock.pass(10_000);
    assert.equal(kind(), 'checking');
  });
});
