import assert from 'node:assert/strict';
import type { Rollouts } from '../../../../src/core/deployment/rollouts';
import { HandClock, settle } from './handClock';
import {
  bothFinished,
  detail,
  doneWorkload,
  newInstances,
  oldInstances,
  samplePlan,
  start,
  workload,
} from './rolloutSamples';
import { openWindow, ScriptedTem, SharedNotes, signedIn } from './scriptedTem';

const never = new AbortController().signal;

describe('rollouts of other windows', () => {
  let clock: HandClock;
  let tem: ScriptedTem;
  let notes: SharedNotes;
  let other: Rollouts;
  /** The window beside, with a clock of its own: once that stands still the window does nothing more. */
  let theirClock: HandClock;
  let theirTem: ScriptedTem;
  let theirs: Rollouts;

  beforeEach(() => {
    clock = new HandClock(start);
    tem = new ScriptedTem(clock);
    theirClock = new HandClock(start);
    theirTem = new ScriptedTem(theirClock);
    notes = new SharedNotes();
    theirs = openWindow(theirTem, notes, theirClock);
    other = openWindow(tem, notes, clock);
  });
  afterEach(async () => {
    other.dispose();
    theirs.dispose();
    await settle();
    assert.equal(clock.timers + theirClock.timers, 0, 'a timer is left');
    assert.equal(notes.watchers.size, 0, 'the notes are still watched');
  });

  const kind = (board = other) => board.find('plan-1')?.state.kind;
  async function begin(): Promise<void> {
    const begun = theirs.begin(samplePlan(), { signal: never });
    await theirClock.pass(5000);
    assert.equal((await begun).kind, 'begun');
    const shown = { detail: detail(), workload: workload(), instances: [...oldInstances.slice(1), newInstances[0]!] };
    for (const one of [tem, theirTem]) one.show(shown);
    await theirClock.pass(5000);
    await settle();
  }

  it('cost no timer, no reading and no request while none runs', async () => {
    await settle();
    assert.equal(clock.timers, 0);
    assert.equal(notes.watchers.size, 2);
    const { reads } = notes;
    await clock.pass(3_600_000);
    assert.equal(notes.reads, reads);
    assert.equal(tem.count(), 0);
  });

  it('are asked for nothing while their window lives, and leave no timer once they have ended', async () => {
    await begin();
    assert.equal(clock.timers, 1);
    const { reads } = notes;
    await clock.pass(300_000);
    assert.equal(notes.reads - reads, 10, 'not read every 30 s');
    assert.equal(tem.count(), 0);
    assert.equal(kind(), undefined);
    theirTem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
    await theirClock.pass(60_000);
    assert.equal(kind(theirs), 'succeeded');
    await settle();
    assert.equal(clock.timers, 0);
  });

  it('are followed to their verdict as soon as their window is closed', async () => {
    await begin();
    theirs.dispose();
    await settle();
    assert.equal(kind(), 'building');
    await clock.pass(10_000);
    assert.equal(kind(), 'deploying');
    tem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
    await clock.pass(60_000);
    assert.equal(kind(), 'succeeded');
    assert.equal(notes.records.get('plan-1')?.end?.kind, 'succeeded');
    assert.equal(tem.count('beginRollout'), 0);
  });

  it('are followed within 30 s after their window was killed, by one of those that live', async () => {
    const third = openWindow(tem, notes, clock);
    await begin();
    notes.loseHolder('plan-1');
    await clock.pass(29_000);
    assert.equal(kind(), undefined);
    await clock.pass(2000);
    const following = [other, third].filter((board) => kind(board) !== undefined);
    assert.equal(following.length, 1);
    assert.ok(notes.isHeld('plan-1'));
    third.dispose();
  });

  it('are looked for again after the notes could not be read', async () => {
    await begin();
    notes.isUnreadable = true;
    notes.loseHolder('plan-1');
    await clock.pass(31_000);
    assert.equal(kind(), undefined);
    notes.isUnreadable = false;
    await clock.pass(31_000);
    assert.ok(kind());
  });

  it('are those of accounts that are signed in, and that other windows share', async () => {
    await other.setAccounts(signedIn('b'));
    await begin();
    theirs.dispose();
    await clock.pass(60_000);
    await other.restore();
    assert.equal(kind(), undefined);
    await other.setAccounts({ signedIn: ['a', 'b'], shared: ['b'] });
    await clock.pass(60_000);
    assert.equal(kind(), undefined);
    assert.equal(clock.timers, 0);
    await other.setAccounts(signedIn('a', 'b'));
    assert.equal(kind(), 'building');
  });

  it('are let go by a window that signs out, without an end, and taken by one that is signed in', async () => {
    await begin();
    const ended = theirs.ended('plan-1');
    const told: string[] = [];
    theirs.onDidChange(({ state }) => told.push(state.kind));
    await theirs.setAccounts(signedIn());
    assert.deepEqual(await ended, { kind: 'unwatched' });
    assert.equal(told.at(-1), 'unwatched');
    assert.equal(theirs.find('plan-1'), undefined);
    assert.equal(notes.records.get('plan-1')?.phase, 'underWay');
    await settle();
    assert.equal(kind(), 'building');
    const asked = theirTem.count();
    await theirClock.pass(600_000);
    assert.equal(theirTem.count(), asked);
    assert.equal(theirClock.timers, 0);
  });

  it('go on in the same window, with the same end, where a person signs in again', async () => {
    await other.setAccounts(signedIn());
    await begin();
    // At once: what is let go is taken again only after that.
    await Promise.all([theirs.setAccounts(signedIn()), theirs.setAccounts(signedIn('a'))]);
    assert.ok(notes.isHeld('plan-1'));
    theirTem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
    await theirClock.pass(60_000);
    assert.equal(kind(theirs), 'succeeded');
    await settle();
    assert.ok(!notes.isHeld('plan-1'));
    assert.equal(notes.records.get('plan-1')?.phase, 'ended');
  });
});
