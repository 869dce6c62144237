import assert from 'node:assert/strict';

import type { TrackedRollout } from '../../../../src/core/deployment/trackedRollout';
import { AppError } from '../../../../src/core/errors';
import { RolloutRoom } from './rolloutRoom';
import { detail, oldStart, priorDetail, priorWorkload, samplePlan, start, workload } from './rolloutSamples';
import { fails, openWindow } from './scriptedTem';

const never = new AbortController().signal;
const later = samplePlan({ id: 'plan-2', package: { packageName: 'orders.jar', version: 'v3', key: 'k3' } });

describe('the turns and notes of rollouts', () => {
  let room: RolloutRoom;
  beforeEach(() => {
    room = new RolloutRoom();
  });
  afterEach(() => room.close());

  it('wait for another of this window that TEM does not show yet', async () => {
    await room.begin();
    await room.begin(later, true);
    assert.equal(room.tem.count('beginRollout'), 1);
    assert.equal(room.kind('plan-2'), 'queued');
    room.done();
    await room.clock.pass(90_000);
    assert.equal(room.kind(), 'succeeded');
    assert.equal(room.tem.count('beginRollout'), 1);
    const end = room.board.find('plan-2')?.state;
    assert.ok(end?.kind === 'notBegun' && end.error?.failure === 'planOutdated');
  });

  it('begin one after another where two wait for the same', async () => {
    const theirs = detail({ newVersion: 'v9', startWord: oldStart });
    room.tem.onCall.beginRollout = () => {
      room.tem.show({ detail: theirs, workload: workload({ version: 'v1' }) });
      fails('deploying')();
    };
    await room.begin(samplePlan(), true);
    await room.begin(later, true);
    assert.deepEqual([room.kind(), room.kind('plan-2')], ['queued', 'queued']);
    room.tem.onCall.beginRollout = () => undefined;
    room.tem.show({ detail: { ...theirs, endedAt: start }, workload: priorWorkload });
    const asked = room.tem.count('beginRollout');
    await room.clock.pass(20_000);
    assert.equal(room.tem.count('beginRollout') - asked, 1);
  });

  it('begin once where two windows deploy to one place at a time', async () => {
    const other = openWindow(room.tem, room.notes, room.clock);
    const first = room.board.begin(samplePlan(), { signal: never });
    await room.clock.pass(500);
    const second = other.begin({ ...later, id: 'plan-2' }, { signal: never, wait: true });
    await room.clock.pass(20_000);
    assert.deepEqual([(await first).kind, (await second).kind], ['begun', 'begun']);
    assert.deepEqual([room.kind(), other.find('plan-2')?.state.kind], ['building', 'queued']);
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(60_000);
    assert.equal(room.tem.count('beginRollout'), 1);
    other.dispose();
  });

  it('are undone after their verdict although no note can be written', async () => {
    await room.begin();
    room.tem.show({ detail: detail({ status: 'Error' }), workload: workload() });
    await room.clock.pass(6000);
    assert.equal(room.kind(), 'failed');
    room.notes.onSave = fails('diskFull');
    await room.passing(room.board.undo('plan-1'), 6000);
    assert.equal(room.tem.count('revertRollout'), 1);
    assert.equal(room.kind('plan-1/undo'), 'undoing');
  });

  it('keep little of those that have ended', async () => {
    await room.begin();
    room.done();
    await room.clock.pass(60_000);
    const { memory } = room.board.find('plan-1') as TrackedRollout;
    assert.deepEqual([memory.signs, memory.priorSign], [{}, '']);
    room.tem.onCall.beginRollout = fails('denied');
    room.tem.show({ detail: priorDetail, workload: priorWorkload });
    for (let n = 0; n < 205; n++) await room.begin(samplePlan({ id: `one-${n}`, madeAt: room.clock.now() }));
    assert.equal(room.board.all.length, 200);
    assert.equal(room.board.find('plan-1'), undefined);
  });

  it('stay ended where their end cannot be noted', async () => {
    const save = room.notes.onSave;
    await room.begin();
    room.notes.onSave = ({ phase }) => {
      if (phase === 'ended') throw new AppError('diskFull', 'no room');
    };
    room.done();
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'succeeded');
    await room.board.restore();
    assert.equal(room.kind(), 'succeeded');
    room.notes.onSave = save;
    await room.begin({ ...later, replaces: { version: 'v2', packageName: 'orders.jar' } });
    assert.equal(room.notes.records.get('plan-1')?.phase, 'ended');
  });

  it('are looked for 30 s from the request that was sent last', async () => {
    room.tem.onCall.beginRollout = fails('locked');
    await room.begin();
    room.tem.onCall.beginRollout = () => new Promise(() => undefined);
    await room.clock.pass(65_000);
    assert.equal(room.tem.count('beginRollout'), 2);
    room.board.dispose();
    room.tem.show({ detail: priorDetail, workload: priorWorkload });
    const next = openWindow(room.tem, room.notes, room.clock);
    await next.restore();
    await room.clock.pass(8000);
    assert.equal(next.find('plan-1')?.state.kind, 'checking');
    next.dispose();
  });

  const measured = { key: 'k', bytes: 7, crc64: '1' };
  const known = samplePlan({ package: { packageName: 'orders.jar', version: 'v2', ...measured } });

  it('make a new plan where COS has another package of the version by now', async () => {
    room.reopen(() => Promise.resolve({ ...measured, crc64: '2' }));
    const outcome = await room.begin({ ...known, package: { ...known.package, who: 'Ada' } });
    assert.ok(outcome.kind === 'changed');
    assert.deepEqual([outcome.plan.package.crc64, outcome.plan.package.who], ['2', undefined]);
    room.reopen(() => Promise.resolve(undefined));
    await assert.rejects(room.begin(known), { failure: 'packageGone' });
    assert.equal(room.tem.count('beginRollout'), 0);
    room.reopen(fails('denied'));
    assert.equal((await room.begin(known)).kind, 'begun');
  });

  it('do not begin after waiting where COS has another package, or none', async () => {
    for (const then of [{ ...measured, bytes: 8 }, undefined]) {
      let now: typeof then = measured;
      room.reopen(() => Promise.resolve(now));
      room.tem.onCall.beginRollout = fails('locked');
      await room.begin(known);
      now = then;
      room.tem.onCall.beginRollout = () => undefined;
      const asked = room.tem.count('beginRollout');
      await room.clock.pass(70_000);
      const end = room.board.find(known.id)?.state;
      assert.ok(end?.kind === 'notBegun' && end.error?.failure === (then ? 'planOutdated' : 'packageGone'));
      assert.equal(room.tem.count('beginRollout'), asked);
    }
  });
});
