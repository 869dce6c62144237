import assert from 'node:assert/strict';
import { RolloutRoom } from './rolloutRoom';
import { batch, detail, start, workload } from './rolloutSamples';
import { fails } from './scriptedTem';

const waiting = detail({
  batches: [batch(1, 'waitingForPerson'), batch(2, 'notStarted')],
  currentBatchState: 'waitingForPerson',
});

describe('rollouts whose clock is set', () => {
  let room: RolloutRoom;
  beforeEach(() => {
    room = new RolloutRoom();
  });
  afterEach(() => room.close());

  it('are read again at once where the clock is set back while one is read', async () => {
    await room.begin();
    let isSet = false;
    room.tem.onCall.describeWorkload = () => {
      if (!isSet) room.clock.set(start - 3_600_000);
      isSet = true;
    };
    await room.clock.pass(20_000);
    room.done();
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'succeeded');
  });

  it('have their verdict in time where the clock is set back while they settle', async () => {
    await room.begin();
    room.done();
    await room.clock.pass(12_000);
    assert.equal(room.kind(), 'settling');
    room.clock.set(start - 3_600_000);
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'succeeded');
  });

  it('are looked for no longer where the clock is set back', async () => {
    room.tem.onCall.beginRollout = fails('timedOut');
    await room.begin();
    room.clock.set(start - 3_600_000);
    await room.clock.pass(60_000);
    assert.equal(room.kind(), 'notBegun');
  });

  it('can be continued where the clock is set back', async () => {
    await room.begin();
    room.tem.show({ detail: waiting, workload: workload() });
    await room.clock.pass(5000);
    await room.passing(room.board.continue('plan-1'), 4000);
    assert.equal(room.kind(), 'deploying');
    room.clock.set(start - 3_600_000);
    await room.clock.pass(40_000);
    assert.equal(room.kind(), 'waiting');
  });

  it('are looked for 30 s although the clock is set an hour on', async () => {
    room.tem.onCall.beginRollout = fails('timedOut');
    await room.begin();
    room.clock.set(start + 3_600_000);
    await room.clock.pass(10_000);
    assert.equal(room.kind(), 'checking');
  });
});
