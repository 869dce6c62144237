import assert from 'node:assert/strict';
import type { PlanOutcome } from '../../../../src/core/deployment/rolloutBoard';
import type { AppError } from '../../../../src/core/errors';
import { note } from '../../../harness/note';
import { settle } from './handClock';
import { RolloutRoom } from './rolloutRoom';
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
import { fails, openWindow, ScriptedTem } from './scriptedTem';

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
  let room: RolloutRoom;
  beforeEach(() => {
    room = new RolloutRoom();
  });
  afterEach(() => {
    room.close();
    for (const [at, next] of room.tem.calls.slice(1).entries())
      assert.ok(next.at - (room.tem.calls[at]?.at ?? 0) >= 1000, 'more than one request a second');
  });

  const state = (id = 'plan-1') => room.board.find(id)?.state;
  async function begin(options: { wait?: boolean } = {}): Promise<PlanOutcome> {
    const outcome = room.board.begin(samplePlan(), { signal: never, ...options });
    let isOver = false;
    outcome.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    // Others may ask about the same place meanwhile.
    for (let n = 0; !isOver && n < 30; n++) await room.clock.pass(n === 0 ? 2000 : 1000);
    return outcome;
  }

  it('are noted before their one request, and followed to their verdict', async () => {
    room.tem.onCall.beginRollout = () => assert.equal(room.notes.records.get('plan-1')?.phase, 'starting');
    const outcome = await begin();
    assert.equal(outcome.kind, 'begun');
    assert.equal(room.kind(), 'building');
    assert.deepEqual(room.tem.calls.map(({ call }) => call).slice(0, 3), [
      'describeWorkload',
      'describeRollout',
      'beginRollout',
    ]);
    assert.equal(room.tem.begun[0]?.key, samplePlan().package.key);
    room.tem.show({ detail: detail(), workload: workload(), instances: [...oldInstances, newInstances[0]!] });
    await room.clock.pass(10_000);
    assert.equal(room.kind(), 'deploying');
    assert.equal(room.notes.records.get('plan-1')?.phase, 'underWay');
    assert.equal(room.notes.records.get('plan-1')?.startWord, detail().startWord);
    assert.equal(room.notes.records.get('plan-1')?.who, 'Ada');
    const ending = room.board.ended('plan-1');
    room.done();
    await room.clock.pass(8000);
    assert.equal(room.kind(), 'settling');
    await room.clock.pass(40_000);
    assert.deepEqual(await ending, { kind: 'succeeded' });
    assert.equal(room.notes.records.get('plan-1')?.end?.kind, 'succeeded');
    assert.ok(!room.notes.isHeld('plan-1'));
    const asked = room.tem.count();
    await room.clock.pass(600_000);
    assert.equal(room.tem.count(), asked, 'TEM is asked after the end');
    assert.equal(room.tem.count('beginRollout'), 1);
    note(`a deployment of a minute: ${asked} requests`);
  });

  it('are begun once however often a plan is carried out', async () => {
    const both = [room.board.begin(samplePlan(), { signal: never }), room.board.begin(samplePlan(), { signal: never })];
    await room.clock.pass(3000);
    assert.ok((await Promise.all(both)).every((outcome) => outcome.kind === 'begun'));
    assert.equal((await room.board.begin(samplePlan(), { signal: never })).kind, 'begun');
    assert.equal(room.tem.count('beginRollout'), 1);
  });

  it('are refused once where a person clicked twice', async () => {
    room.tem.onCall.beginRollout = fails('denied');
    const both = [room.board.begin(samplePlan(), { signal: never }), room.board.begin(samplePlan(), { signal: never })];
    await room.clock.pass(8000);
    await Promise.all(both);
    assert.equal(room.tem.count('beginRollout'), 1);
  });

  it('make a new plan, and send nothing, where another version runs or ten minutes are over', async () => {
    room.tem.workload = { ...priorWorkload, version: 'v7' };
    const outcome = await begin();
    assert.ok(outcome.kind === 'changed' && outcome.plan.replaces.version === 'v7' && outcome.plan.id !== 'plan-1');
    room.tem.workload = priorWorkload;
    await room.clock.pass(601_000);
    assert.equal((await begin()).kind, 'changed');
    assert.equal(room.tem.count('beginRollout'), 0);
    assert.equal(room.notes.saved.length, 0);
  });

  it('slow down to 15 s while nothing changes, and hurry after a change', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(300_000);
    const before = room.tem.count('describeRollout');
    await room.clock.pass(150_000);
    assert.equal(room.tem.count('describeRollout') - before, 10);
    room.tem.detail = detail({ batches: [batch(1, 'finished'), batch(2, 'deploying')] });
    await room.clock.pass(15_000);
    const quick = room.tem.count('describeRollout');
    await room.clock.pass(15_000);
    assert.ok(room.tem.count('describeRollout') - quick >= 4);
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
      room.tem.onCall.beginRollout = fails(failure);
      assert.equal((await begin()).kind, 'begun');
      assert.equal(room.kind(), 'checking');
      await room.clock.pass(20_000);
      assert.equal(room.kind(), 'checking');
      room.tem.show({ detail: detail(), workload: workload() });
      await room.clock.pass(5000);
      assert.equal(room.kind(), 'deploying');
      assert.equal(room.tem.count('beginRollout'), 1);
    });
  }

  it('have not begun where nothing is found for 30 s, read to the end', async () => {
    room.tem.onCall.beginRollout = fails('timedOut');
    await begin();
    await room.clock.pass(20_000);
    room.tem.onCall.describeWorkload = fails('offline');
    await room.clock.pass(300_000);
    assert.equal(room.kind(), 'checking');
    assert.equal(room.board.find('plan-1')?.problem?.failure, 'offline');
    room.tem.onCall.describeWorkload = () => undefined;
    await room.clock.pass(20_000);
    assert.deepEqual(state(), { kind: 'notBegun' });
    assert.equal(room.notes.records.get('plan-1')?.phase, 'ended');
    assert.equal(room.tem.count('beginRollout'), 1);
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
      room.tem.onCall.beginRollout = fails(failure);
      await begin();
      const ended = state();
      assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === failure);
      const asked = room.tem.count();
      await room.clock.pass(60_000);
      assert.equal(room.tem.count(), asked);
      assert.ok(!room.notes.isHeld('plan-1'));
    });
  }

  it('tell whose deployment is in the way, and follow that', async () => {
    room.tem.onCall.beginRollout = () => {
      room.tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
      fails('deploying')();
    };
    const beginning = room.board.begin(samplePlan(), { signal: never });
    await room.clock.pass(6000);
    const outcome = await beginning;
    assert.ok(outcome.kind === 'occupied' && outcome.rollout.version === 'v9');
    assert.equal(room.board.find('plan-1'), undefined);
    assert.equal(room.notes.records.get('plan-1')?.end?.kind, 'notBegun');
    assert.equal(room.board.of(watched.place)?.version, 'v9');
    await room.board.stopWatching(outcome.rollout.id);
    const asked = room.tem.count();
    await room.clock.pass(60_000);
    assert.equal(room.tem.count(), asked);
  });

  it('wait for that of somebody else, and begin by themselves after it', async () => {
    room.tem.onCall.beginRollout = () => {
      room.tem.show({ detail: theirs, workload: workload({ version: 'v1' }) });
      fails('deploying')();
    };
    await begin({ wait: true });
    await room.clock.pass(10_000);
    assert.deepEqual(state(), { kind: 'queued', reason: 'deploying', version: 'v9', since: theirs.startedAt });
    room.tem.onCall.beginRollout = () => undefined;
    room.tem.show({ detail: { ...theirs, endedAt: start }, workload: priorWorkload });
    await room.clock.pass(20_000);
    assert.equal(room.kind(), 'building');
    assert.equal(room.tem.count('beginRollout'), 2);
    room.done();
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'succeeded');
  });

  it('take the place of one that TEM has finished, though its instances are still watched', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(5000);
    const other = samplePlan({ id: 'plan-2', replaces: { version: 'v2', packageName: 'orders.jar' } });
    const early = room.board.begin(other, { signal: never });
    await room.clock.pass(5000);
    assert.equal((await early).kind, 'occupied');
    room.done();
    await room.clock.pass(8000);
    assert.equal(room.kind(), 'settling');
    const beginning = room.board.begin(other, { signal: never });
    for (let n = 0; n < 12; n++) await room.clock.pass(1000);
    assert.equal((await beginning).kind, 'begun');
    assert.equal(room.tem.count('beginRollout'), 2);
  });

  it('do not begin where another version runs after waiting', async () => {
    room.tem.onCall.beginRollout = fails('deploying');
    await begin({ wait: true });
    room.tem.show({ detail: { ...theirs, endedAt: start }, workload: { ...doneWorkload, version: 'v9' } });
    await room.clock.pass(20_000);
    const ended = state();
    assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === 'planOutdated');
    assert.equal(room.tem.count('beginRollout'), 1);
  });

  for (const failure of ['locked', 'componentInstalling'] as const) {
    it(`try again by themselves for half an hour while TEM is ${failure}`, async () => {
      room.tem.onCall.beginRollout = fails(failure);
      await begin();
      assert.deepEqual(state(), { kind: 'queued', reason: failure });
      await room.clock.pass(65_000);
      assert.equal(room.tem.count('beginRollout'), 2);
      await room.clock.pass(3_600_000);
      const ended = state();
      assert.ok(ended?.kind === 'notBegun' && ended.error?.failure === failure);
      const tries = room.tem.count('beginRollout');
      assert.ok(tries > 5 && tries < 15, String(tries));
    });
  }

  it('continue once however often a person clicks', async () => {
    await begin();
    room.tem.show({ detail: waiting, workload: workload() });
    await room.clock.pass(5000);
    assert.equal(room.kind(), 'waiting');
    const before = room.tem.count('describeRollout');
    const clicks = [room.board.continue('plan-1'), room.board.continue('plan-1')];
    assert.equal(clicks[0], clicks[1]);
    await room.clock.pass(4000);
    await Promise.all(clicks);
    await room.board.continue('plan-1').catch(() => undefined);
    assert.equal(room.tem.count('continueRollout'), 1);
    assert.ok(room.tem.count('describeRollout') > before);
    // TEM still shows the batch as waiting for a while.
    assert.equal(room.kind(), 'deploying');
    await room.clock.pass(30_000);
    assert.equal(room.kind(), 'waiting');
  });

  it('send nothing where a colleague continued first, and say so', async () => {
    await begin();
    room.tem.show({ detail: waiting, workload: workload() });
    await room.clock.pass(4000);
    room.tem.show({ detail: detail({ batches: [batch(1, 'finished'), batch(2, 'deploying')], currentBatch: 2 }) });
    const click = room.board.continue('plan-1');
    await room.clock.pass(2500);
    await click;
    assert.equal(room.tem.count('continueRollout'), 0);
    assert.equal(room.board.find('plan-1')?.refused?.failure, 'alreadyContinued');
    assert.equal(room.kind(), 'deploying');
  });

  for (const what of ['continue', 'undo'] as const) {
    it(`never send ${what} again by themselves after a lost answer`, async () => {
      await begin();
      room.tem.show({ detail: waiting, workload: workload() });
      await room.clock.pass(5000);
      const call = what === 'continue' ? 'continueRollout' : 'revertRollout';
      room.tem.onCall[call] = fails('timedOut');
      const click = room.board[what]('plan-1');
      await room.clock.pass(5000);
      await click;
      await room.clock.pass(60_000);
      assert.equal(room.tem.count(call), 1);
      assert.equal(room.board.find('plan-1')?.refused?.failure, 'timedOut');
      assert.equal(room.board.find('plan-1')?.asked, undefined);
    });
  }

  it('are undone once, and to their end', async () => {
    await begin();
    room.tem.show({ detail: waiting, workload: workload(), instances: [oldInstances[0]!, crashing] });
    await room.clock.pass(5000);
    const clicks = [room.board.undo('plan-1'), room.board.undo('plan-1'), room.board.continue('plan-1')];
    await room.clock.pass(5000);
    await Promise.all(clicks);
    assert.equal(room.kind(), 'undoing');
    assert.equal(room.board.find('plan-1')?.refused, undefined);
    await room.board.undo('plan-1');
    assert.equal(room.notes.records.get('plan-1')?.phase, 'undoing');
    room.tem.show({ detail: reverted, workload: priorWorkload, instances: oldInstances });
    await room.clock.pass(10_000);
    assert.equal(room.kind(), 'undone');
    assert.equal(room.tem.count('revertRollout'), 1);
    assert.equal(room.tem.count('continueRollout'), 0);
    await assert.rejects(settled(room.board.undo('plan-1')), { failure: 'nothingRuns' });
  });

  it('are undone after their verdict as well, while TEM still runs them', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload(), instances: [oldInstances[0]!, crashing] });
    await room.clock.pass(140_000);
    const failed = state();
    assert.ok(failed?.kind === 'failed' && failed.failure.instance?.cause === 'crashing');
    const click = room.board.undo('plan-1');
    await room.clock.pass(4000);
    await click;
    assert.equal(room.kind(), 'failed');
    assert.equal(room.board.of(watched.place)?.state.kind, 'undoing');
    assert.equal(room.notes.records.get('plan-1')?.phase, 'undoing');
    room.tem.show({ detail: reverted, workload: priorWorkload, instances: oldInstances });
    await room.clock.pass(10_000);
    assert.equal(room.board.of(watched.place)?.state.kind, 'undone');
    assert.equal(room.tem.count('revertRollout'), 1);
  });

  it('follow others in sight, together, and stop when nobody looks', async () => {
    room.tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
    const [one, two] = [new AbortController(), new AbortController()];
    room.board.watch(watched, one.signal);
    room.board.watch(watched, two.signal);
    await room.clock.pass(10_000);
    assert.equal(room.board.all.length, 1);
    assert.equal(room.board.all[0]?.plan, undefined);
    assert.equal(room.notes.saved.length, 0);
    one.abort();
    const before = room.tem.count();
    await room.clock.pass(10_000);
    assert.ok(room.tem.count() > before);
    two.abort();
    await settle();
    const after = room.tem.count();
    await room.clock.pass(60_000);
    assert.equal(room.tem.count(), after);
    assert.equal(room.board.all.length, 0);
  });

  it('ask nothing more of a place in sight where nothing runs', async () => {
    room.board.watch(watched, new AbortController().signal);
    await room.clock.pass(60_000);
    const asked = room.tem.count();
    await room.clock.pass(600_000);
    assert.equal(asked, 2);
    assert.equal(room.tem.count(), asked);
    assert.equal(room.clock.timers, 0);
  });

  it('are looked for a little longer in a place that TEM calls deploying without telling what', async () => {
    room.tem.show({ detail: priorDetail, workload: { ...priorWorkload, isDeploying: true } });
    room.board.watch(watched, new AbortController().signal);
    await room.clock.pass(12_000);
    room.tem.show({ detail: theirs, workload: workload({ version: 'v9' }) });
    await room.clock.pass(6000);
    assert.equal(room.board.of(watched.place)?.version, 'v9');
  });

  it('are shown as those of others while another living window follows them', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(5000);
    const other = openWindow(new ScriptedTem(room.clock), room.notes, room.clock);
    await other.restore();
    assert.equal(other.all.length, 0);
    const own = new ScriptedTem(room.clock);
    own.show({ detail: detail(), workload: workload() });
    const third = openWindow(own, room.notes, room.clock);
    third.watch(watched, new AbortController().signal);
    await room.clock.pass(5000);
    assert.equal(third.of(watched.place)?.plan, undefined);
    assert.equal(third.of(watched.place)?.state.kind, 'deploying');
    third.dispose();
    other.dispose();
  });

  it('never begin once a person stops watching those that wait', async () => {
    room.tem.onCall.beginRollout = fails('componentInstalling');
    await begin();
    await room.board.stopWatching('plan-1');
    assert.deepEqual(await room.board.ended('plan-1'), { kind: 'unwatched' });
    assert.equal(room.board.find('plan-1'), undefined, 'a row would say that it is deployed');
    await room.clock.pass(600_000);
    assert.equal(room.tem.count('beginRollout'), 1);
    assert.ok(!room.notes.isHeld('plan-1'));
  });

  it('may be carried out again where nothing began', async () => {
    room.tem.onCall.beginRollout = fails('denied');
    await begin();
    room.tem.onCall.beginRollout = () => undefined;
    await begin();
    assert.equal(room.kind(), 'building');
    assert.equal(room.tem.count('beginRollout'), 2);
    assert.equal(room.notes.records.get('plan-1')?.phase, 'underWay');
  });

  it('have sent nothing where they were stopped, or no note could be written', async () => {
    const stop = new AbortController();
    room.tem.onCall.describeRollout = () => stop.abort();
    const stopped = room.board.begin(samplePlan(), { signal: stop.signal });
    stopped.catch(() => undefined);
    await room.clock.pass(5000);
    await assert.rejects(stopped, { failure: 'cancelled' });
    room.tem.onCall.describeRollout = () => undefined;
    await room.notes.window().hold('plan-1');
    const held = room.board.begin(samplePlan(), { signal: never });
    held.catch(() => undefined);
    await room.clock.pass(5000);
    await assert.rejects(held, { failure: 'alreadyLocked' });
    assert.equal(room.tem.count('beginRollout'), 0);
    assert.equal(room.board.all.length, 0);
  });

  it('follow the one that took their place, where it is in sight', async () => {
    room.board.watch(watched, new AbortController().signal);
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(5000);
    const other = detail({ newVersion: 'v9', startWord: laterStart, startedAt: start + 3_600_000 });
    room.tem.show({ detail: other, workload: workload({ version: 'v9' }) });
    await room.clock.pass(20_000);
    assert.deepEqual(state(), { kind: 'replaced', version: 'v9' });
    assert.equal(room.board.of(watched.place)?.version, 'v9');
  });

  it('are taken up by the next window, and by one only', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(5000);
    const own = new ScriptedTem(room.clock);
    own.show({ detail: detail(), workload: workload() });
    const living = openWindow(own, room.notes, room.clock);
    await living.restore();
    assert.equal(living.all.length, 0);
    room.board.dispose();
    await room.clock.pass(1000);
    await living.restore();
    await living.restore();
    await room.clock.pass(5000);
    assert.equal(living.find('plan-1')?.state.kind, 'deploying');
    own.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
    await room.clock.pass(50_000);
    assert.equal(living.find('plan-1')?.state.kind, 'succeeded');
    assert.equal(own.count('beginRollout'), 0);
    living.dispose();
  });

  for (const hasBegun of [true, false]) {
    it(`are known to have begun or not after a death at the request: ${String(hasBegun)}`, async () => {
      room.tem.onCall.beginRollout = () => new Promise(() => undefined);
      void room.board.begin(samplePlan(), { signal: never }).catch(() => undefined);
      await room.clock.pass(2500);
      room.board.dispose();
      assert.equal(room.notes.records.get('plan-1')?.phase, 'starting');
      if (hasBegun) room.tem.show({ detail: detail(), workload: workload() });
      else room.tem.show({ detail: priorDetail, workload: priorWorkload });
      await room.clock.pass(1000);
      const next = openWindow(room.tem, room.notes, room.clock);
      await next.restore();
      await room.clock.pass(40_000);
      assert.equal(next.find('plan-1')?.state.kind, hasBegun ? 'deploying' : 'notBegun');
      next.dispose();
    });
  }

  it('go on slowly without a network, and say so', async () => {
    await begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(5000);
    room.tem.onCall.describeRollout = fails('offline');
    await room.clock.pass(120_000);
    assert.equal(room.board.find('plan-1')?.problem?.failure, 'offline');
    assert.equal(room.kind(), 'deploying');
    const before = room.tem.count();
    await room.clock.pass(150_000);
    assert.equal(room.tem.count() - before, 10);
    room.tem.onCall.describeRollout = () => undefined;
    await room.clock.pass(20_000);
    assert.equal(room.board.find('plan-1')?.problem, undefined);
  });

  async function settled(work: Promise<void>): Promise<void> {
    work.catch((_error: AppError) => undefined);
    await room.clock.pass(5000);
    return work;
  }
});
