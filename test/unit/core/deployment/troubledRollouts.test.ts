import assert from 'node:assert/strict';
import type { Rollouts } from '../../../../src/core/deployment/rollouts';
import { HandClock } from './handClock';
import {
  batch,
  bothFinished,
  detail,
  doneWorkload,
  newInstances,
  oldInstances,
  priorDetail,
  samplePlan,
  start,
  workload,
} from './rolloutSamples';
import { fails, openWindow, ScriptedTem, SharedNotes } from './scriptedTem';

const never = new AbortController().signal;
const waiting = detail({
  batches: [batch(1, 'waitingForPerson'), batch(2, 'notStarted')],
  currentBatchState: 'waitingForPerson',
});

describe('rollouts in trouble', () => {
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

  it('are undone as soon as TEM shows them, where that is asked before', async () => {
    await begin();
    const undo = board.undo('plan-1');
    undo.catch(() => undefined);
    await clock.pass(12_000);
    assert.equal(tem.count('revertRollout'), 0);
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(8000);
    await undo;
    assert.equal(tem.count('revertRollout'), 1);
    assert.equal(kind(), 'undoing');
  });

  it('are judged by the rest where one permission is gone', async () => {
    await begin();
    tem.onCall.describeRollout = fails('denied');
    tem.show({ workload: doneWorkload, instances: newInstances });
    await clock.pass(90_000);
    assert.equal(kind(), 'succeeded');
  });

  it('say that nothing runs there any more', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(9000);
    Object.assign(tem, { detail: undefined, workload: undefined, instances: [] });
    await clock.pass(9000);
    assert.equal(board.find('plan-1')?.problem?.failure, 'notRunningHere');
  });

  it('wait for no second click where TEM is late and an instance changes', async () => {
    await begin();
    const pod = (word: string) => ({ newInstances: [{ id: 'n-1', version: 'v2', words: [word] }] });
    const of = (word: string) =>
      detail({ ...waiting, batches: [batch(1, 'waitingForPerson', pod(word)), batch(2, 'notStarted')] });
    tem.show({ detail: of('Running'), workload: workload() });
    await clock.pass(5000);
    await passing(board.continue('plan-1'), 3000);
    tem.detail = of('CrashLoopBackOff');
    await clock.pass(6000);
    assert.equal(kind(), 'deploying');
  });

  it('are not taken for one that failed before without a start', async () => {
    tem.detail = { ...priorDetail, status: 'Error', newVersion: 'v2', oldVersion: 'v1', startWord: '' };
    await begin();
    await clock.pass(10_000);
    assert.equal(kind(), 'building');
  });

  it('are followed on although somebody who listens fails', async () => {
    await begin();
    let times = 0;
    board.onDidChange(() => {
      if (times++ === 0) throw new Error('a view is gone');
    });
    tem.show({ detail: detail(), workload: workload(), instances: oldInstances });
    await clock.pass(10_000);
    done();
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
  });
});
