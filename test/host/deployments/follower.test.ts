import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError } from '../../../src/core/errors';
import type { Rollout } from '../../../src/core/deployment/rollout';
import type { RolloutMarks } from '../../../src/core/deployment/rolloutMarks';
import { RolloutFollower, type RolloutFollowerDeps } from '../../../src/ui/deployments/rolloutFollower';
import { outcomeOf } from '../../../src/ui/vscode/errorReporter';
import { rolloutOf, theirRolloutOf } from '../../fixtures/sampleRollout';
import { ScriptedBoard } from '../../fixtures/scriptedBoard';
import { pressButton } from '../pressButton';

describe('a deployment that is followed', () => {
  let board: ScriptedBoard;
  let done: string[];
  let told: string[];
  let marks: RolloutMarks;
  let follower: RolloutFollower;
  let asked: string[];
  let answered: number;

  const did = (what: string) => (rollout: Rollout) => Promise.resolve(void done.push(`${what} ${rollout.state.kind}`));

  beforeEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    [board, done, told, asked, answered] = [new ScriptedBoard(), [], [], [], 0];
    marks = { batches: ['finished', 'waiting', 'notStarted'], wanted: 3, ready: 1 };
    const deps: RolloutFollowerDeps = {
      board,
      marksOf: () => marks,
      continueRollout: did('continue'),
      undoRollout: did('undo'),
      reveal: did('reveal'),
      openConsole: did('console'),
      deployAgain: did('again'),
      withErrorReporting: async (what, job) => {
        asked.push(what);
        const outcome = await outcomeOf(job);
        answered++;
        if (outcome.kind === 'failed') told.push(what);
        return outcome;
      },
    };
    follower = new RolloutFollower(deps);
  });
  afterEach(async () => {
    follower.dispose();
    board.tell(rolloutOf({ kind: 'unwatched' }));
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('has a notification where it is of this window, once TEM has answered; others have none', () => {
    board.tell(theirRolloutOf({ kind: 'deploying' }));
    board.tell(rolloutOf({ kind: 'starting' }));
    assert.deepEqual([follower.isFollowed('theirs-1'), follower.isFollowed('plan-1')], [false, false]);
    board.tell(rolloutOf({ kind: 'building' }));
    assert.deepEqual([follower.isFollowed('theirs-1'), follower.isFollowed('plan-1')], [false, true]);
  });

  it('is asked about once for each batch that waits, and Continue lets that one start', async () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    const before = asked.length;
    for (const kind of ['waiting', 'deploying', 'waiting'] as const) board.tell(rolloutOf({ kind }));
    assert.equal(asked.length - before, 1);
    await pressButton(() => done.length > 0);
    assert.deepEqual(done, ['continue waiting']);
    marks = { ...marks, batches: ['finished', 'finished', 'waiting'] };
    board.tell(rolloutOf({ kind: 'waiting' }));
    await pressButton(() => done.length > 1);
  });

  it('is asked about once where TEM says that it waits before it says which batch: either answer may be older', async () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    const before = asked.length;
    marks = { ...marks, batches: ['moving', 'notStarted'] };
    board.tell(rolloutOf({ kind: 'waiting' }));
    assert.equal(asked.length, before, 'it is asked before TEM says which batch');
    marks = { ...marks, batches: ['waiting', 'notStarted'] };
    board.tell(rolloutOf({ kind: 'waiting' }));
    assert.equal(asked.length - before, 1);
    await pressButton(() => done.length > 0);
    assert.deepEqual(done, ['continue waiting']);
    board.tell(rolloutOf({ kind: 'deploying' }));
    marks = { ...marks, batches: ['finished', 'moving'] };
    for (let times = 0; times < 2; times++) board.tell(rolloutOf({ kind: 'waiting' }));
    assert.equal(asked.length - before, 2, 'the next batch waits, whichever it is');
  });

  it('is asked about once where TEM never says which batch waits', () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    const before = asked.length;
    marks = { ...marks, batches: [] };
    for (let times = 0; times < 3; times++) board.tell(rolloutOf({ kind: 'waiting' }));
    assert.equal(asked.length - before, 1);
  });

  it('says once that its key is rejected, until it can be read again', () => {
    const problem = new AppError('unknownKey', 'expired');
    board.tell(rolloutOf({ kind: 'deploying' }));
    for (let times = 0; times < 3; times++) board.tell(rolloutOf({ kind: 'deploying' }, { problem }));
    const what = 'Could not read the deployment of 20261123120500 to orders in shop-prod';
    assert.equal(asked.filter((one) => one === what).length, 1);
    board.tell(rolloutOf({ kind: 'deploying' }));
    board.tell(rolloutOf({ kind: 'deploying' }, { problem }));
    assert.equal(asked.filter((one) => one === what).length, 2);
  });

  it('does not let the next batch start by the message about the one before', async () => {
    board.tell(rolloutOf({ kind: 'waiting' }));
    // Somebody let it start elsewhere; the next one waits, and has a message of its own below.
    marks = { ...marks, batches: ['finished', 'finished', 'waiting'] };
    board.all = [rolloutOf({ kind: 'waiting' })];
    await pressButton(() => answered > 0);
    assert.deepEqual(done, []);
  });

  it('leads from its success to its row, and from a failure to its undoing', async () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    board.tell(rolloutOf({ kind: 'succeeded' }));
    await pressButton(() => done.length > 0);
    const failure = { status: 'Error', errorMessage: '' };
    board.tell(rolloutOf({ kind: 'deploying' }));
    assert.ok(follower.isFollowed('plan-1'));
    board.tell(rolloutOf({ kind: 'failed', failure }));
    await pressButton(() => done.length > 1);
    assert.deepEqual(done, ['reveal succeeded', 'undo failed']);
  });

  it('that has not begun is told of with its failure, or, where the answer was lost, leads to a new plan', async () => {
    board.tell(rolloutOf({ kind: 'starting' }));
    board.tell(rolloutOf({ kind: 'notBegun', error: new AppError('denied', 'no') }));
    await turn();
    assert.deepEqual(told, [`Could not deploy 20261123120500 to orders in shop-prod`]);
    board.tell(rolloutOf({ kind: 'checking', until: 1 }));
    board.tell(rolloutOf({ kind: 'notBegun' }));
    await pressButton(() => done.length > 0);
    assert.deepEqual(done, ['again notBegun']);
  });

  it('of others is followed when it is asked for, to its end', async () => {
    board.tell(theirRolloutOf({ kind: 'deploying' }));
    void follower.follow('theirs-1');
    assert.ok(follower.isFollowed('theirs-1'));
    board.tell(theirRolloutOf({ kind: 'succeeded' }));
    await pressButton(() => done.length > 0);
    assert.deepEqual(done, ['reveal succeeded']);
  });

  it('goes on in the notification of its upload, and is told of once; an upload that fails leaves nothing', async () => {
    const stand = () => ({ stage: 'upload', percent: 10, message: () => 'Uploading' });
    await follower.follow('plan-1', { stand, run: () => Promise.resolve(false) });
    assert.equal(follower.isFollowed('plan-1'), false);
    let begin = (): void => undefined;
    const begun = new Promise<boolean>((resolve) => (begin = () => resolve(true)));
    void follower.follow('plan-1', { stand, run: () => begun });
    board.tell(rolloutOf({ kind: 'starting' }));
    begin();
    board.tell(rolloutOf({ kind: 'deploying' }));
    board.tell(rolloutOf({ kind: 'succeeded' }));
    await pressButton(() => done.length > 0);
    assert.deepEqual(done, ['reveal succeeded']);
  });
});
