import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError } from '../../../src/core/errors';
import type { EnvironmentNode, Node } from '../../../src/browse/nodes';
import type { Rollout } from '../../../src/core/deployment/rollout';
import { environmentChoices } from '../../../src/ui/deployments/environmentChoices';
import { passedDeployment, passedEnvironment } from '../../../src/ui/deployments/passedDeployment';
import { forRollout } from '../../../src/ui/deployments/rolloutCommand';
import { undoableRollouts, waitingRollouts } from '../../../src/ui/deployments/rolloutFilters';
import { continueRollout } from '../../../src/ui/deployments/undoRollout';
import { plannedPackage } from '../../../src/ui/deployments/deploy';
import { strategyIn } from '../../../src/ui/vscode/strategySetting';
import { outcomeOf } from '../../../src/ui/vscode/errorReporter';
import { madeUpArguments } from '../../fixtures/madeUpArguments';
import { ordersApplication } from '../../fixtures/ordersApplication';
import { prodPlan, rolloutOf, theirRolloutOf } from '../../fixtures/sampleRollout';
import { ScriptedBoard } from '../../fixtures/scriptedBoard';
import { viewOf } from '../../fixtures/viewOf';

const running = {
  environmentId: 'en-1',
  environmentName: 'shop-prod',
  versionName: '1',
  status: 'Running',
  deploying: false,
  currentInstances: 4,
  expectedInstances: 4,
};
const environment: EnvironmentNode = {
  kind: 'environment',
  parent: {
    kind: 'application',
    account: { id: 'a1', name: 'Shop', site: 'china' },
    region: 'ap-guangzhou',
    application: ordersApplication,
  },
  environment: { running, kind: 'prod' },
};
const instance: Node = {
  kind: 'instance',
  parent: environment,
  instance: { id: 'i', status: '', isReady: true, restarts: 0, version: '1' },
};

describe('a command for a deployment', () => {
  let board: ScriptedBoard;
  let ran: string[];
  beforeEach(() => ([board, ran] = [new ScriptedBoard(), []]));
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  const run = ({ id }: Rollout) => void ran.push(id);
  const command = (selected: readonly Node[] = []) =>
    forRollout({ board, applications: viewOf<Node>([environment, instance], selected) }, waitingRollouts, run);

  it('is for that of the row, or of the environment that the row is in', async () => {
    board.tell(rolloutOf({ kind: 'waiting' }));
    await command()(environment);
    await command()(instance);
    assert.deepEqual(ran, ['plan-1', 'plan-1']);
  });

  it('does nothing for a row whose deployment does not fit, nor for what others made up', async () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    await command()(environment);
    board.tell(rolloutOf({ kind: 'waiting' }, { asked: 'continue' }));
    await command()(environment);
    board.tell(rolloutOf({ kind: 'waiting' }));
    for (const [, [clicked]] of madeUpArguments({ inside: '/w/a.jar', outside: '/w/b.jar' }))
      if (clicked !== undefined && clicked !== null) await command()(clicked);
    assert.deepEqual(ran, []);
  });

  it('without a row takes the selected one, else the only one that fits', async () => {
    board.tell(
      rolloutOf(
        { kind: 'waiting' },
        { id: 'other', place: { ...rolloutOf({ kind: 'waiting' }).place, environmentId: 'en-2' } },
      ),
    );
    await command()();
    board.tell(rolloutOf({ kind: 'waiting' }));
    await command([environment])();
    assert.deepEqual(ran, ['other', 'plan-1']);
  });

  it('asks where another one is selected, though only one fits: that may not be meant', async () => {
    board.tell(rolloutOf({ kind: 'deploying' }));
    const place = { ...rolloutOf({ kind: 'waiting' }).place, environmentId: 'en-2' };
    board.tell(rolloutOf({ kind: 'waiting' }, { id: 'other', place }));
    const asking = command([environment])();
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(ran, []);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asking;
    assert.deepEqual(ran, []);
  });

  it('undoes what runs, and of what has ended only what this machine began', () => {
    const failed = { kind: 'failed', failure: { status: '', errorMessage: '' } } as const;
    const fits = [
      rolloutOf({ kind: 'deploying' }),
      theirRolloutOf({ kind: 'waiting' }),
      rolloutOf(failed),
      theirRolloutOf(failed),
      rolloutOf({ kind: 'undone' }),
      rolloutOf({ kind: 'undoing' }),
      rolloutOf({ kind: 'queued', reason: 'deploying' }),
    ].map(undoableRollouts.fits);
    assert.deepEqual(fits, [true, true, true, false, false, false, false]);
  });

  it('tells that TEM has rejected it, and asks again', async () => {
    const told: string[] = [];
    const refused = new AppError('denied', 'no');
    board.tell(rolloutOf({ kind: 'waiting' }, { refused }));
    await continueRollout(
      {
        board,
        withErrorReporting: async (what, job) => {
          told.push(what);
          await outcomeOf(job);
          return outcomeOf(job);
        },
      },
      rolloutOf({ kind: 'waiting' }),
    );
    assert.deepEqual(told, ['Could not continue the deployment of 20261123120500 to orders in shop-prod']);
    assert.deepEqual(board.asked, ['continue plan-1', 'continue plan-1']);
  });
});

describe('what deploying is called with', () => {
  const target = { applicationId: ordersApplication.id, region: 'ap-guangzhou' };

  it('is a package with its target, and an environment', () => {
    const passed = { packageName: 'a.jar', version: '1', environmentId: 'en-1', target };
    assert.deepEqual(passedDeployment(passed), passed);
    assert.deepEqual(passedEnvironment({ ...target, environmentId: 'en-1' }), { target, environmentId: 'en-1' });
    assert.deepEqual(passedEnvironment(target), { target });
  });

  it('is nothing else', () => {
    const passed = { packageName: 'a.jar', version: '1', target };
    const odd = [
      undefined,
      null,
      'a.jar',
      {},
      { ...passed, version: 1 },
      { ...passed, version: '' },
      { ...passed, packageName: 'x'.repeat(2000) },
      { ...passed, environmentId: '../x' },
      { ...passed, more: 1 },
      { packageName: 'a.jar', version: '1' },
    ];
    assert.deepEqual(
      odd.map(passedDeployment),
      odd.map(() => undefined),
    );
    assert.equal(passedEnvironment({ ...target, environmentId: 7 }), undefined);
    for (const [, [clicked]] of madeUpArguments({ inside: '/w/a.jar', outside: '/w/b.jar' })) {
      const read = passedDeployment(clicked);
      assert.ok(read === undefined || typeof read.packageName === 'string');
    }
  });
});

describe('the environments of an application', () => {
  const { target } = prodPlan;
  const options = new AbortController();
  const runs = () => Promise.resolve([{ running, kind: 'prod' as const }]);
  const other = { id: 'en-2', name: 'shop-test', kind: 'test', status: '' } as const;

  it('are offered where it runs, and refused with the reason where it never did', async () => {
    const environments = () => Promise.resolve([{ ...other, id: 'en-1', name: 'shop-prod' }, other]);
    const choices = await environmentChoices({ running: runs, environments }, target, options);
    assert.deepEqual(
      choices.map(({ label, refusal, value }) => [label, refusal, value.instances]),
      [
        ['shop-prod', undefined, 4],
        ['shop-test', 'orders is not running here. Deploy it in the console first.', 0],
      ],
    );
  });

  it('are still offered where the others cannot be listed, unless the key is rejected', async () => {
    const failing = (failure: 'denied' | 'wrongKey') => () => Promise.reject(new AppError(failure, 'no'));
    const source = (failure: 'denied' | 'wrongKey') => ({ running: runs, environments: failing(failure) });
    assert.equal((await environmentChoices(source('denied'), target, options)).length, 1);
    await assert.rejects(environmentChoices(source('wrongKey'), target, options), { failure: 'wrongKey' });
  });
});

describe('a package of the tree', () => {
  it('is planned with all that is known of it, and no more', () => {
    const uploaded = {
      target: prodPlan.target,
      packageName: 'a.jar',
      version: '1',
      bucket: 'b',
      key: 'k',
      bytes: 5,
      crc64: '7',
      uploadedAt: 9,
      who: 'Ann',
    };
    const known = { packageName: 'a.jar', version: '1', runningIn: [] };
    assert.deepEqual(plannedPackage(known), { packageName: 'a.jar', version: '1' });
    assert.deepEqual(plannedPackage({ ...known, uploaded }), {
      packageName: 'a.jar',
      version: '1',
      key: 'k',
      bytes: 5,
      storedAt: 9,
      crc64: '7',
      who: 'Ann',
    });
  });
});

describe('the strategy of a setting', () => {
  it('is the default where the setting, or a part of it, cannot be used', () => {
    const careful = { kind: 'trial', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: -1 };
    for (const odd of [undefined, null, 7, 'x', [], { prod: 7 }, { prod: { batches: '3', kind: 'blue' } }])
      assert.deepEqual(strategyIn(odd, 'prod'), careful);
    assert.deepEqual(strategyIn({ prod: { kind: 'manual', batches: 101, minAvailable: 0 } }, 'prod'), {
      ...careful,
      kind: 'manual',
      minAvailable: 0,
    });
    assert.equal(strategyIn({}, 'test').kind, 'automatic');
  });
});
