import assert from 'node:assert/strict';
import type { Rollouts, RolloutsDeps } from '../../../../src/core/deployment/rollouts';
import type { TrackedRollout } from '../../../../src/core/deployment/trackedRollout';
import { AppError } from '../../../../src/core/errors';
import { HandClock } from './handClock';
import {
  bothFinished,
  detail,
  doneWorkload,
  newInstances,
  oldStart,
  priorDetail,
  priorWorkload,
  samplePlan,
  start,
  workload,
} from './rolloutSamples';
import { fails, openWindow, ScriptedTem, SharedNotes } from './scriptedTem';

const never = new AbortController().signal;
const later = samplePlan({ id: 'plan-2', package: { packageName: 'orders.jar', version: 'v3', key: 'k3' } });

describe('the turns and notes of rollouts', () => {
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

  const reopen = (measure: RolloutsDeps['measure']): void => {
    board.dispose();
    board = openWindow(tem, notes, clock, measure);
  };
  const kind = (id = 'plan-1') => board.find(id)?.state.kind;
  const done = () => tem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
  async function passing<T>(work: Promise<T>, ms: number): Promise<T> {
    work.catch(() => undefined);
    await clock.pass(ms);
    return work;
  }
  const begin = (plan = samplePlan(), wait = false) => passing(board.begin(plan, { signal: never, wait }), 6000);

  it('wait for another of this window that TEM does not show yet', async () => {
    await begin();
    await begin(later, true);
    assert.equal(tem.count('beginRollout'), 1);
    assert.equal(kind('plan-2'), 'queued');
    done();
    await clock.pass(90_000);
    assert.equal(kind(), 'succeeded');
    assert.equal(tem.count('beginRollout'), 1);
    const end = board.find('plan-2')?.state;
    assert.ok(end?.kind === 'notBegun' && end.error?.failure === 'planOutdated');
  });

  it('begin one after another where two wait for the same', async () => {
    const theirs = detail({ newVersion: 'v9', startWord: oldStart });
    tem.onCall.beginRollout = () => {
      tem.show({ detail: theirs, workload: workload({ version: 'v1' }) });
      fails('deploying')();
    };
    await begin(samplePlan(), true);
    await begin(later, true);
    assert.deepEqual([kind(), kind('plan-2')], ['queued', 'queued']);
    tem.onCall.beginRollout = () => undefined;
    tem.show({ detail: { ...theirs, endedAt: start }, workload: priorWorkload });
    const asked = tem.count('beginRollout');
    await clock.pass(20_000);
    assert.equal(tem.count('beginRollout') - asked, 1);
  });

  it('begin once where two windows deploy to one place at a time', async () => {
    const other = openWindow(tem, notes, clock);
    const first = board.begin(samplePlan(), { signal: never });
    await clock.pass(500);
    const second = other.begin({ ...later, id: 'plan-2' }, { signal: never, wait: true });
    await clock.pass(20_000);
    assert.deepEqual([(await first).kind, (await second).kind], ['begun', 'begun']);
    assert.deepEqual([kind(), other.find('plan-2')?.state.kind], ['building', 'queued']);
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(60_000);
    assert.equal(tem.count('beginRollout'), 1);
    other.dispose();
  });

  it('are undone after their verdict although no note can be written', async () => {
    await begin();
    tem.show({ detail: detail({ status: 'Error' }), workload: workload() });
    await clock.pass(6000);
    assert.equal(kind(), 'failed');
    notes.onSave = fails('diskFull');
    await passing(board.undo('plan-1'), 6000);
    assert.equal(tem.count('revertRollout'), 1);
    assert.equal(kind('plan-1/undo'), 'undoing');
  });

  it('keep little of those that have ended', async () => {
    await begin();
    done();
    await clock.pass(60_000);
    const { memory } = board.find('plan-1') as TrackedRollout;
    assert.deepEqual([memory.signs, memory.priorSign], [{}, '']);
    tem.onCall.beginRollout = fails('denied');
    tem.show({ detail: priorDetail, workload: priorWorkload });
    for (let n = 0; n < 205; n++) await begin(samplePlan({ id: `one-${n}`, madeAt: clock.now() }));
    assert.equal(board.all.length, 200);
    assert.equal(board.find('plan-1'), undefined);
  });

  it('stay ended where their end cannot be noted', async () => {
    const save = notes.onSave;
    await begin();
    notes.onSave = ({ phase }) => {
      if (phase === 'ended') throw new AppError('diskFull', 'no room');
    };
    done();
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
    await board.restore();
    assert.equal(kind(), 'succeeded');
    notes.onSave = save;
    await begin({ ...later, replaces: { version: 'v2', packageName: 'orders.jar' } });
    assert.equal(notes.records.get('plan-1')?.phase, 'ended');
  });

  it('are looked for 30 s from the request that was sent last', async () => {
    tem.onCall.beginRollout = fails('locked');
    await begin();
    tem.onCall.beginRollout = () => new Promise(() => undefined);
    await clock.pass(65_000);
    assert.equal(tem.count('beginRollout'), 2);
    board.dispose();
    tem.show({ detail: priorDetail, workload: priorWorkload });
    const next = openWindow(tem, notes, clock);
    await next.restore();
    await clock.pass(8000);
    assert.equal(next.find('plan-1')?.state.kind, 'checking');
    next.dispose();
  });

  const measured = { key: 'k', bytes: 7, crc64: '1' };
  const known = samplePlan({ package: { packageName: 'orders.jar', version: 'v2', ...measured } });

  it('make a new plan where COS has another package of the version by now', async () => {
    reopen(() => Promise.resolve({ ...measured, crc64: '2' }));
    const outcome = await begin({ ...known, package: { ...known.package, who: 'Ada' } });
    assert.ok(outcome.kind === 'changed');
    assert.deepEqual([outcome.plan.package.crc64, outcome.plan.package.who], ['2', undefined]);
    reopen(() => Promise.resolve(undefined));
    await assert.rejects(begin(known), { failure: 'packageGone' });
    assert.equal(tem.count('beginRollout'), 0);
    reopen(fails('denied'));
    assert.equal((await begin(known)).kind, 'begun');
  });

  it('do not begin after waiting where COS has another package, or none', async () => {
    for (const then of [{ ...measured, bytes: 8 }, undefined]) {
      let now: typeof then = measured;
      reopen(() => Promise.resolve(now));
      tem.onCall.beginRollout = fails('locked');
      await begin(known);
      now = then;
      tem.onCall.beginRollout = () => undefined;
      const asked = tem.count('beginRollout');
      await clock.pass(70_000);
      const end = board.find(known.id)?.state;
      assert.ok(end?.kind === 'notBegun' && end.error?.failure === (then ? 'planOutdated' : 'packageGone'));
      assert.equal(tem.count('beginRollout'), asked);
    }
  });
});
