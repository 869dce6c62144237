import assert from 'node:assert/strict';
import type { Rollouts } from '../../../../src/core/deployment/rollouts';
import type { PlanOutcome } from '../../../../src/core/deployment/rolloutBoard';
import type { AppError } from '../../../../src/core/errors';
import { note } from '../../../harness/note';
import { HandClock, settle } from './handClock';
import {
  batch,
  bothFinished,
  crashing,
  detail,
  doneWorkload,
  laterStart,
  newInstances,
  oldInstances,
  priorDetail,
  priorWorkload,
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
const reverted = detail({ batches: [batch(1, 'reverting'), batch(2, 'notStarted')], endedAt: start + 90_000 });
const theirs = detail({
  newVersion: 'v9',
  oldVersion: 'v1',
  startWord: '2026-11-25 10:00:00',
  startedAt: start - 60_000,
});
const watched = {
  place: { accountId: 'a', region: 'ap-guangzhou', applicationId: 'app-1', environmentId: 'en-1' },
  applicationName: 'orders',
  environmentName: 'prod',
  environmentKind: 'prod',
} as const;

describe('rollouts that a window follows', () => {
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
    for (const [at, next] of tem.calls.slice(1).entries())
      assert.ok(next.at - (tem.calls[at]?.at ?? 0) >= 1000, 'more than one request a second');
  });

  const state = (id = 'plan-1') => board.find(id)?.state;
  const kind = (id = 'plan-1') => state(id)?.kind;
  async function begin(options: { wait?: boolean } = {}): Promise<PlanOutcome> {
    const outcome = board.begin(samplePlan(), { signal: never, ...options });
    let isOver = false;
    outcome.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    // Others may ask about the same place meanwhile.
    for (let n = 0; !isOver && n < 30; n++) await clock.pass(n === 0 ? 2000 : 1000);
    return outcome;
  }
  const done = () => tem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });

  it('are noted before their one request, and followed to their verdict', async () => {
    tem.onCall.beginRollout = () => assert.equal(notes.records.get('plan-1')?.phase, 'starting');
    const outcome = await begin();
    assert.equal(outcome.kind, 'begun');
    assert.equal(kind(), 'building');
    assert.deepEqual(tem.calls.map(({ call }) => call).slice(0, 3), [
      'describeWorkload',
      'describeRollout',
      'beginRollout',
    ]);
    assert.equal(tem.begun[0]?.key, samplePlan().package.key);
    tem.show({ detail: detail(), workload: workload(), instances: [...oldInstances, newInstances[0]!] });
    await clock.pass(10_000);
    assert.equal(kind(), 'deploying');
    assert.equal(notes.records.get('plan-1')?.phase, 'underWay');
    assert.equal(notes.records.get('plan-1')?.startWord, detail().startWord);
    assert.equal(notes.records.get('plan-1')?.who, 'Ada');
    const ending = board.ended('plan-1');
    done();
    await clock.pass(8000);
    assert.equal(kind(), 'settling');
    await clock.pass(40_000);
    assert.deepEqual(await ending, { kind: 'succeeded' });
    assert.equal(notes.records.get('plan-1')?.end?.kind, 'succeeded');
    assert.ok(!notes.isHeld('plan-1'));
    const asked = tem.count();
    await clock.pass(600_000);
    assert.equal(tem.count(), asked, 'TEM is asked after the end');
    assert.equal(tem.count('beginRollout'), 1);
    note(`a deployment of a minute: ${asked} requests`);
  });

  it('are begun once however often a plan is carried out', async () => {
    const both = [board.begin(samplePlan(), { signal: never }), board.begin(samplePlan(), { signal: never })];
    await clock.pass(3000);
    assert.ok((await Promise.all(both)).every((outcome) => outcome.kind === 'begun'));
    assert.equal((await board.begin(samplePlan(), { signal: never })).kind, 'begun');
    assert.equal(tem.count('beginRollout'), 1);
  });

  it('are refused once where a person clicked twice', async () => {
    tem.onCall.beginRollout = fails('denied');
    const both = [board.begin(samplePlan(), { signal: never }), board.begin(samplePlan(), { signal: never })];
    await clock.pass(8000);
    await Promise.all(both);
    assert.equal(tem.count('beginRollout'), 1);
  });

  it('make a new plan, and send nothing, where another version runs or ten minutes are over', async () => {
    tem.workload = { ...priorWorkload, version: 'v7' };
    const outcome = await begin();
    assert.ok(outcome.kind === 'changed' && outcome.plan.replaces.version === 'v7' && outcome.plan.id !== 'plan-1');
    tem.workload = priorWorkload;
    await clock.pass(601_000);
    assert.equal((await begin()).kind, 'changed');
    assert.equal(tem.count('beginRollout'), 0);
    assert.equal(notes.saved.length, 0);
  });

  it('slow down to 15 s while nothing changes, and hurry after a change', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(300_000);
    const before = tem.count('describeRollout');
    await clock.pass(150_000);
    assert.equal(tem.count('describeRollout') - before, 10);
    tem.detail = detail({ batches: [batch(1, 'finished'), batch(2, 'deploying')] });
    await clock.pass(15_000);
    const quick = tem.count('describeRollout');
    await clock.pass(15_000);
    assert.ok(tem.count('describeRollout') - quick >= 4);
  });

  for (const failure of [
    'timedOut',
    'cutShort',
    'invalidResponse',
    'internal',
    'failedInside',
    'timedOutInside',
    'busy',
  ] as const) {
    it(`are looked for after an answer that was lost (${failure}): begun late`, async () => {
      tem.onCall.beginRollout = fails(failure);
      assert.equal((await begin()).kind, 'begun');
      assert.equal(kind(), 'checking');
      await clock.pass(20_000);
      assert.equal(kind(), 'checking');
      tem.show({ detail: detail(), workload: workload() });
      await clock.pass(5000);
      assert.equal(kind(), 'deploying');
      assert.equal(tem.count('beginRollout'), 1);
    });
  }

  it('have not begun where nothing is found for 30 s, read to the end', async () => {
    tem.onCall.beginRollout = fails('timedOut');
    await begin();
    await clock.pass(20_000);
    tem.onCall.describeWorkload = fails('offline');
    await clock.pass(300_000);
    assert.equal(kind(), 'checking');
    assert.equal(board.find('plan-1')?.problem?.failure, 'offline');
    tem.onCall.describeWorkload = () => undefined;
    await clock.pass(20_000);
    assert.deepEqual(state(), { kind: 'notBegun' });
    assert.equal(notes.records.get('plan-1')?.phase, 'ended');
    assert.equal(tem.count('beginRollout'), 1);
  });

  for (const failure of [
    'denied',
    'notFound',
    'notRunningHere',
    'wrongKey',
    'versionRefused',
    'stopped',
    'throttled',
  ] as const) {
    it(`have not begun where TEM refuses for sure: ${failure}`, async () => {
      tem.onCall.beginRollout = fails(failure);
      await begin();
      const ended = state();
      assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === failure);
      const asked = tem.count();
      await clock.pass(60_000);
      assert.equal(tem.count(), asked);
      assert.ok(!notes.isHeld('plan-1'));
    });
  }

  it('tell whose deployment is in the way, and follow that', async () => {
    tem.onCall.beginRollout = () => {
      tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
      fails('deploying')();
    };
    const beginning = board.begin(samplePlan(), { signal: never });
    await clock.pass(6000);
    const outcome = await beginning;
    assert.ok(outcome.kind === 'occupied' && outcome.rollout.version === 'v9');
    assert.equal(board.find('plan-1'), undefined);
    assert.equal(notes.records.get('plan-1')?.end?.kind, 'notBegun');
    assert.equal(board.of(watched.place)?.version, 'v9');
    await board.stopWatching(outcome.rollout.id);
    const asked = tem.count();
    await clock.pass(60_000);
    assert.equal(tem.count(), asked);
  });

  it('wait for that of somebody else, and begin by themselves after it', async () => {
    tem.onCall.beginRollout = () => {
      tem.show({ detail: theirs, workload: workload({ version: 'v1' }) });
      fails('deploying')();
    };
    await begin({ wait: true });
    await clock.pass(10_000);
    assert.deepEqual(state(), { kind: 'queued', reason: 'deploying', version: 'v9', since: theirs.startedAt });
    tem.onCall.beginRollout = () => undefined;
    tem.show({ detail: { ...theirs, endedAt: start }, workload: priorWorkload });
    await clock.pass(20_000);
    assert.equal(kind(), 'building');
    assert.equal(tem.count('beginRollout'), 2);
    done();
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
  });

  it('take the place of one that TEM has finished, though its instances are still watched', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(5000);
    const other = samplePlan({ id: 'plan-2', replaces: { version: 'v2', packageName: 'orders.jar' } });
    const early = board.begin(other, { signal: never });
    await clock.pass(5000);
    assert.equal((await early).kind, 'occupied');
    done();
    await clock.pass(8000);
    assert.equal(kind(), 'settling');
    const beginning = board.begin(other, { signal: never });
    for (let n = 0; n < 12; n++) await clock.pass(1000);
    assert.equal((await beginning).kind, 'begun');
    assert.equal(tem.count('beginRollout'), 2);
  });

  it('do not begin where another version runs after waiting', async () => {
    tem.onCall.beginRollout = fails('deploying');
    await begin({ wait: true });
    tem.show({ detail: { ...theirs, endedAt: start }, workload: { ...doneWorkload, version: 'v9' } });
    await clock.pass(20_000);
    const ended = state();
    assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === 'planOutdated');
    assert.equal(tem.count('beginRollout'), 1);
  });

  for (const failure of ['locked', 'componentInstalling'] as const) {
    it(`try again by themselves for half an hour while TEM is ${failure}`, async () => {
      tem.onCall.beginRollout = fails(failure);
      await begin();
      assert.deepEqual(state(), { kind: 'queued', reason: failure });
      await clock.pass(65_000);
      assert.equal(tem.count('beginRollout'), 2);
      await clock.pass(3_600_000);
      const ended = state();
      assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === failure);
      const tries = tem.count('beginRollout');
      assert.ok(tries > 5 && tries < 15, String(tries));
    });
  }

  it('continue once however often a person clicks', async () => {
    await begin();
    tem.show({ detail: waiting, workload: workload() });
    await clock.pass(5000);
    assert.equal(kind(), 'waiting');
    const before = tem.count('describeRollout');
    const clicks = [board.continue('plan-1'), board.continue('plan-1')];
    assert.equal(clicks[0], clicks[1]);
    await clock.pass(4000);
    await Promise.all(clicks);
    await board.continue('plan-1').catch(() => undefined);
    assert.equal(tem.count('continueRollout'), 1);
    assert.ok(tem.count('describeRollout') > before);
    // TEM still shows the batch as waiting for a while.
    assert.equal(kind(), 'deploying');
    await clock.pass(30_000);
    assert.equal(kind(), 'waiting');
  });

  it('send nothing where a colleague continued first, and say so', async () => {
    await begin();
    tem.show({ detail: waiting, workload: workload() });
    await clock.pass(4000);
    tem.show({ detail: detail({ batches: [batch(1, 'finished'), batch(2, 'deploying')], currentBatch: 2 }) });
    const click = board.continue('plan-1');
    await clock.pass(2500);
    await click;
    assert.equal(tem.count('continueRollout'), 0);
    assert.equal(board.find('plan-1')?.refused?.failure, 'alreadyContinued');
    assert.equal(kind(), 'deploying');
  });

  for (const what of ['continue', 'undo'] as const) {
    it(`never send ${what} again by themselves after a lost answer`, async () => {
      await begin();
      tem.show({ detail: waiting, workload: workload() });
      await clock.pass(5000);
      const call = what === 'continue' ? 'continueRollout' : 'revertRollout';
      tem.onCall[call] = fails('timedOut');
      const click = board[what]('plan-1');
      await clock.pass(5000);
      await click;
      await clock.pass(60_000);
      assert.equal(tem.count(call), 1);
      assert.equal(board.find('plan-1')?.refused?.failure, 'timedOut');
      assert.equal(board.find('plan-1')?.asked, undefined);
    });
  }

  it('are undone once, and to their end', async () => {
    await begin();
    tem.show({ detail: waiting, workload: workload(), instances: [oldInstances[0]!, crashing] });
    await clock.pass(5000);
    const clicks = [board.undo('plan-1'), board.undo('plan-1'), board.continue('plan-1')];
    await clock.pass(5000);
    await Promise.all(clicks);
    assert.equal(kind(), 'undoing');
    assert.equal(board.find('plan-1')?.refused, undefined);
    await board.undo('plan-1');
    assert.equal(notes.records.get('plan-1')?.phase, 'undoing');
    tem.show({ detail: reverted, workload: priorWorkload, instances: oldInstances });
    await clock.pass(10_000);
    assert.equal(kind(), 'undone');
    assert.equal(tem.count('revertRollout'), 1);
    assert.equal(tem.count('continueRollout'), 0);
    await assert.rejects(settled(board.undo('plan-1')), { failure: 'nothingRuns' });
  });

  it('are undone after their verdict as well, while TEM still runs them', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload(), instances: [oldInstances[0]!, crashing] });
    await clock.pass(140_000);
    const failed = state();
    assert.ok(failed?.kind === 'failed' && failed.failure.instance?.cause === 'crashing');
    const click = board.undo('plan-1');
    await clock.pass(4000);
    await click;
    assert.equal(kind(), 'failed');
    assert.equal(board.of(watched.place)?.state.kind, 'undoing');
    assert.equal(notes.records.get('plan-1')?.phase, 'undoing');
    tem.show({ detail: reverted, workload: priorWorkload, instances: oldInstances });
    await clock.pass(10_000);
    assert.equal(board.of(watched.place)?.state.kind, 'undone');
    assert.equal(tem.count('revertRollout'), 1);
  });

  it('follow others in sight, together, and stop when nobody looks', async () => {
    tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
    const [one, two] = [new AbortController(), new AbortController()];
    board.watch(watched, one.signal);
    board.watch(watched, two.signal);
    await clock.pass(10_000);
    assert.equal(board.all.length, 1);
    assert.equal(board.all[0]?.plan, undefined);
    assert.equal(notes.saved.length, 0);
    one.abort();
    const before = tem.count();
    await clock.pass(10_000);
    assert.ok(tem.count() > before);
    two.abort();
    await settle();
    const after = tem.count();
    await clock.pass(60_000);
    assert.equal(tem.count(), after);
    assert.equal(board.all.length, 0);
  });

  it('ask nothing more of a place in sight where nothing runs', async () => {
    board.watch(watched, new AbortController().signal);
    await clock.pass(60_000);
    const asked = tem.count();
    await clock.pass(600_000);
    assert.equal(asked, 2);
    assert.equal(tem.count(), asked);
    assert.equal(clock.timers, 0);
  });

  it('are looked for a little longer in a place that TEM calls deploying without telling what', async () => {
    tem.show({ detail: priorDetail, workload: { ...priorWorkload, isDeploying: true } });
    board.watch(watched, new AbortController().signal);
    await clock.pass(12_000);
    tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
    await clock.pass(6000);
    assert.equal(board.of(watched.place)?.version, 'v9');
  });

  it('are shown as those of others while another living window follows them', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(5000);
    const other = openWindow(new ScriptedTem(clock), notes, clock);
    await other.restore();
    assert.equal(other.all.length, 0);
    const own = new ScriptedTem(clock);
    own.show({ detail: detail(), workload: workload() });
    const third = openWindow(own, notes, clock);
    third.watch(watched, new AbortController().signal);
    await clock.pass(5000);
    assert.equal(third.of(watched.place)?.plan, undefined);
    assert.equal(third.of(watched.place)?.state.kind, 'deploying');
    third.dispose();
    other.dispose();
  });

  it('never begin once a person stops watching those that wait', async () => {
    tem.onCall.beginRollout = fails('componentInstalling');
    await begin();
    await board.stopWatching('plan-1');
    assert.deepEqual(await board.ended('plan-1'), { kind: 'unwatched' });
    assert.equal(board.find('plan-1'), undefined, 'a row would say that it is deployed');
    await clock.pass(600_000);
    assert.equal(tem.count('beginRollout'), 1);
    assert.ok(!notes.isHeld('plan-1'));
  });

  it('may be carried out again where nothing began', async () => {
    tem.onCall.beginRollout = fails('denied');
    await begin();
    tem.onCall.beginRollout = () => undefined;
    await begin();
    assert.equal(kind(), 'building');
    assert.equal(tem.count('beginRollout'), 2);
    assert.equal(notes.records.get('plan-1')?.phase, 'underWay');
  });

  it('have sent nothing where they were stopped, or no note could be written', async () => {
    const stop = new AbortController();
    tem.onCall.describeRollout = () => stop.abort();
    const stopped = board.begin(samplePlan(), { signal: stop.signal });
    stopped.catch(() => undefined);
    await clock.pass(5000);
    await assert.rejects(stopped, { failure: 'cancelled' });
    tem.onCall.describeRollout = () => undefined;
    await notes.window().hold('plan-1');
    const held = board.begin(samplePlan(), { signal: never });
    held.catch(() => undefined);
    await clock.pass(5000);
    await assert.rejects(held, { failure: 'alreadyLocked' });
    assert.equal(tem.count('beginRollout'), 0);
    assert.equal(board.all.length, 0);
  });

  it('follow the one that took their place, where it is in sight', async () => {
    board.watch(watched, new AbortController().signal);
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(5000);
    const other = detail({ newVersion: 'v9', startWord: laterStart, startedAt: start + 3_600_000 });
    tem.show({ detail: other, workload: workload({ version: 'v9' }) });
    await clock.pass(20_000);
    assert.deepEqual(state(), { kind: 'replaced', version: 'v9' });
    assert.equal(board.of(watched.place)?.version, 'v9');
  });

  it('are taken up by the next window, and by one only', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(5000);
    const own = new ScriptedTem(clock);
    own.show({ detail: detail(), workload: workload() });
    const living = openWindow(own, notes, clock);
    await living.restore();
    assert.equal(living.all.length, 0);
    board.dispose();
    await clock.pass(1000);
    await living.restore();
    await living.restore();
    await clock.pass(5000);
    assert.equal(living.find('plan-1')?.state.kind, 'deploying');
    own.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
    await clock.pass(50_000);
    assert.equal(living.find('plan-1')?.state.kind, 'succeeded');
    assert.equal(own.count('beginRollout'), 0);
    living.dispose();
  });

  for (const hasBegun of [true, false]) {
    it(`are known to have begun or not after a death at the request: ${String(hasBegun)}`, async () => {
      tem.onCall.beginRollout = () => new Promise(() => undefined);
      void board.begin(samplePlan(), { signal: never }).catch(() => undefined);
      await clock.pass(2500);
      board.dispose();
      assert.equal(notes.records.get('plan-1')?.phase, 'starting');
      if (hasBegun) tem.show({ detail: detail(), workload: workload() });
      else tem.show({ detail: priorDetail, workload: priorWorkload });
      await clock.pass(1000);
      const next = openWindow(tem, notes, clock);
      await next.restore();
      await clock.pass(40_000);
      assert.equal(next.find('plan-1')?.state.kind, hasBegun ? 'deploying' : 'notBegun');
      next.dispose();
    });
  }

  it('go on slowly without a network, and say so', async () => {
    await begin();
    tem.show({ detail: detail(), workload: workload() });
    await clock.pass(5000);
    tem.onCall.describeRollout = fails('offline');
    await clock.pass(120_000);
    assert.equal(board.find('plan-1')?.problem?.failure, 'offline');
    assert.equal(kind(), 'deploying');
    const before = tem.count();
    await clock.pass(150_000);
    assert.equal(tem.count() - before, 10);
    tem.onCall.describeRollout = () => undefined;
    await clock.pass(20_000);
    assert.equal(board.find('plan-1')?.problem, undefined);
  });

  async function settled(work: Promise<void>): Promise<void> {
    work.catch((_error: AppError) => undefined);
    await clock.pass(5000);
    return work;
  }
});
