import assert from 'node:assert/strict';
import { RolloutRoom } from './rolloutRoom';
import { batch, detail, doneWorkload, newInstances, oldInstances, priorDetail, workload } from './rolloutSamples';
import { fails } from './scriptedTem';

const waiting = detail({
  batches: [batch(1, 'waitingForPerson'), batch(2, 'notStarted')],
  currentBatchState: 'waitingForPerson',
});

describe('rollouts in trouble', () => {
  let room: RolloutRoom;
  beforeEach(() => {
    room = new RolloutRoom();
  });
  afterEach(() => room.close());

  it('are undone as soon as TEM shows them, where that is asked before', async () => {
    await room.begin();
    const undo = room.board.undo('plan-1');
    undo.catch(() => undefined);
    await room.clock.pass(12_000);
    assert.equal(room.tem.count('revertRollout'), 0);
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(8000);
    await undo;
    assert.equal(room.tem.count('revertRollout'), 1);
    assert.equal(room.kind(), 'undoing');
  });

  it('are judged by the rest where one permission is gone', async () => {
    await room.begin();
    room.tem.onCall.describeRollout = fails('denied');
    room.tem.show({ workload: doneWorkload, instances: newInstances });
    await room.clock.pass(90_000);
    assert.equal(room.kind(), 'succeeded');
  });

  it('say that nothing runs there any more', async () => {
    await room.begin();
    room.tem.show({ detail: detail(), workload: workload() });
    await room.clock.pass(9000);
    Object.assign(room.tem, { detail: undefined, workload: undefined, instances: [] });
    await room.clock.pass(9000);
    assert.equal(room.board.find('plan-1')?.problem?.failure, 'notRunningHere');
  });

  it('wait for no second click where TEM is late and an instance changes', async () => {
    await room.begin();
    const pod = (word: string) => ({ newInstances: [{ id: 'n-1', version: 'v2', words: [word] }] });
    const of = (word: string) =>
      detail({ ...waiting, batches: [batch(1, 'waitingForPerson', pod(word)), batch(2, 'notStarted')] });
    room.tem.show({ detail: of('Running'), workload: workload() });
    await room.clock.pass(5000);
    await room.passing(room.board.continue('plan-1'), 3000);
    room.tem.detail = of('CrashLoopBackOff');
    await room.clock.pass(6000);
    assert.equal(room.kind(), 'deploying');
  });

  it('are not taken for one that failed before without a start', async () => {
    room.tem.detail = { ...priorDetail, status: 'Error', newVersion: 'v2', oldVersion: 'v1', startWord: '' };
    await room.begin();
    await room.clock.pass(10_000);
    assert.equal(room.kind(), 'building');
  });

  it('are followed on although somebody who listens fails', async () => {
    await room.begin();
    let times = 0;
    room.board.onDidChange(() => {
      if (times++ === 0) throw new Error('a view is gone');
    });
    room.tem.show({ detail: detail(), workload: workload(), instances: oldInstances });
    await room.clock.pass(10_000);
    room.done();
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'succeeded');
  });
});
