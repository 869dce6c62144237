import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError, cancelledError } from '../../../src/core/errors';
import type { Rollout } from '../../../src/core/deployment/rollout';
import { isOverInTem } from '../../../src/core/deployment/canAct';
import type { DeployDeps } from '../../../src/ui/deployments/deployDeps';
import { tryAgain, undoRollout, type ChangeRolloutDeps } from '../../../src/ui/deployments/undoRollout';
import { outcomeOf } from '../../../src/ui/vscode/errorReporter';
import { rolloutOf, theirRolloutOf } from '../../fixtures/sampleRollout';
import { ScriptedBoard } from '../../fixtures/scriptedBoard';

const instance = { id: 'pod-1', cause: 'crashing', word: 'CrashLoopBackOff', restarts: 3 } as const;
const running = { kind: 'failed', failure: { status: '', errorMessage: '', instance } } as const;
const over = { kind: 'failed', failure: { status: 'Error', errorMessage: '', instance } } as const;

/** A board that TEM shows everything of as over. */
class BoardOfTheOver extends ScriptedBoard {
  override async undo(id: string): Promise<void> {
    await super.undo(id);
    throw new AppError('nothingRuns', 'over');
  }
}

describe('undoing a deployment', () => {
  let planned: string[];
  let told: string[];
  beforeEach(() => ([planned, told] = [[], []]));
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  function depsOf(board: ScriptedBoard): DeployDeps & ChangeRolloutDeps {
    const unused = () => assert.fail('it is not asked for');
    return {
      board,
      accounts: { list: () => Promise.resolve([]) },
      catalog: { running: unused, environments: unused },
      planning: {
        planRollout: unused,
        planUndo: ({ id }) => {
          planned.push(id);
          return Promise.reject(cancelledError());
        },
        confirmUploaded: unused,
        fitStrategy: unused,
      },
      checkPlan: unused,
      whereTyped: () => 'never',
      strategyOf: unused,
      follow: unused,
      undoRollout: unused,
      withErrorReporting: async (what, job) => {
        const first = await outcomeOf(job);
        if (first.kind !== 'failed') return first;
        told.push(what);
        return outcomeOf(job);
      },
    };
  }

  async function undone(rollout: Rollout, board = new ScriptedBoard()): Promise<readonly string[]> {
    board.tell(rollout);
    await undoRollout(depsOf(board), rollout);
    // A plan is made after what was asked of TEM.
    for (let turns = 0; turns < 50 && board instanceof BoardOfTheOver && planned.length === 0; turns++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return [...board.asked, ...planned.map((id) => `plan ${id}`)];
  }

  it('has TEM put the instances back where they do not come up: TEM still deploys then', async () => {
    assert.deepEqual(await undone(rolloutOf(running)), ['undo plan-1']);
    assert.deepEqual(
      [running, over].map((state) => isOverInTem(rolloutOf(state))),
      [false, true],
    );
  });

  it('plans to deploy the version before where TEM has ended it', async () => {
    assert.deepEqual(await undone(rolloutOf(over)), ['plan plan-1']);
  });

  it('plans that as well where TEM turns out to have finished while the instances are still watched', async () => {
    assert.deepEqual(await undone(rolloutOf({ kind: 'settling', since: 0 }), new BoardOfTheOver()), [
      'undo plan-1',
      'plan plan-1',
    ]);
    assert.deepEqual(told, []);
  });

  it('does nothing where a message outlived what it offers', async () => {
    assert.deepEqual(await undone(rolloutOf({ kind: 'undone' })), []);
    assert.deepEqual(await undone(theirRolloutOf({ kind: 'succeeded' })), []);
  });

  it('is what is tried again after a refusal, also of one that waits: nothing is continued in its place', async () => {
    const board = new ScriptedBoard();
    const refused = new AppError('denied', 'no');
    for (const refusedAsk of ['undo', 'continue'] as const) {
      const rollout = rolloutOf({ kind: 'waiting' }, { refused, refusedAsk });
      board.tell(rolloutOf({ kind: 'waiting' }));
      await tryAgain(depsOf(board), rollout, refused);
    }
    assert.deepEqual(board.asked, ['undo plan-1', 'continue plan-1']);
    assert.deepEqual(told, [
      'Could not undo the deployment of 20261123120500 to orders in shop-prod',
      'Could not continue the deployment of 20261123120500 to orders in shop-prod',
    ]);
  });
});
