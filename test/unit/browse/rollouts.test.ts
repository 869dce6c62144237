import assert from 'node:assert/strict';
import { polledNodes } from '../../../src/browse/applicationPolling';
import { environmentNodeId, nodeId, nodeKey, ungrouped } from '../../../src/browse/nodeId';
import {
  environmentPlaceOf,
  isLeaf,
  parentOf,
  type ApplicationNode,
  type EnvironmentNode,
  type Node,
} from '../../../src/browse/nodes';
import { deployingNodes, RolloutSight } from '../../../src/browse/rolloutSight';
import { isDeploying, runningEnvironments } from '../../../src/browse/runningEnvironments';
import { ShownRollouts } from '../../../src/browse/shownRollouts';
import { whatRuns } from '../../../src/browse/whatRuns';
import type { AppError } from '../../../src/core/errors';
import type { Account, RunningVersion, UploadedPackage } from '../../../src/core/model';
import type { RolloutRecord } from '../../../src/core/ports/rolloutRecords';
import { ordersApplication } from '../../fixtures/ordersApplication';
import { othersRollout, samplePlan, sampleRollout } from '../../fixtures/sampleRollout';
import { ShownBoard } from '../../fixtures/shownBoard';

const account: Account = { id: 'a1', name: 'Practice', site: 'sandbox' };
const region = { kind: 'region', account, region: 'ap-guangzhou' } as const;
const running: RunningVersion = {
  environmentId: 'env-1',
  environmentName: 'shop-test',
  versionName: '20261108093012',
  status: 'Running',
  deploying: true,
  currentInstances: 2,
  expectedInstances: 2,
};
const other = { ...running, environmentId: 'env-2', environmentName: 'shop-prod', deploying: false };
const application = { ...ordersApplication, versions: [running, other] };
const orders: ApplicationNode = { ...region, kind: 'application', application };
const environmentOf = (version: RunningVersion): EnvironmentNode => {
  return { kind: 'environment', parent: orders, environment: { running: version, kind: 'test' } };
};
const [test, prod] = [environmentOf(running), environmentOf(other)];
const { place } = sampleRollout();
const prodPlace = { ...place, environmentId: 'env-2' };

describe('the deployments that rows show', () => {
  let board: ShownBoard;
  let rollouts: ShownRollouts;
  const ids = (node = test) => rollouts.of(node).map(({ id }) => id);

  beforeEach(() => {
    board = new ShownBoard();
    rollouts = new ShownRollouts(board);
  });

  it('are those of the environment: what runs, else the last one until its row is read again', () => {
    assert.deepEqual(ids(), []);
    board.tell(sampleRollout({ id: 'old', state: { kind: 'succeeded' } }));
    assert.deepEqual([ids(), ids(prod)], [['old'], []]);
    board.tell(othersRollout());
    assert.deepEqual(ids(), ['theirs']);
    board.tell(othersRollout({ state: { kind: 'undone' } }));
    assert.deepEqual(ids(), ['theirs']);
    for (const row of [prod, { kind: 'packages', parent: orders } as const, { ...region, region: 'ap-x' }]) {
      rollouts.dismiss(row);
      assert.deepEqual(ids(), ['theirs'], nodeId(row));
    }
    board.tell(sampleRollout({ place: prodPlace, id: 'moving' }));
    rollouts.dismiss();
    assert.deepEqual([ids(), ids(prod)], [[], ['moving']]);
  });

  for (const row of [
    test,
    { kind: 'environments', parent: orders } as const,
    orders,
    region,
    { kind: 'account', account } as const,
  ]) {
    it(`leave out what has ended when the row above is read again: ${row.kind}`, () => {
      board.tell(sampleRollout({ state: { kind: 'succeeded' } }));
      rollouts.dismiss(row);
      assert.deepEqual(ids(), []);
    });
  }

  it('are both where one waits for the other, and the environment is as the one that moves', () => {
    board.tell(othersRollout());
    board.tell(sampleRollout({ state: { kind: 'queued', reason: 'deploying' } }));
    assert.deepEqual(ids(), ['plan-1', 'theirs']);
    assert.equal(rollouts.moving(test)?.id, 'theirs');
    assert.equal(rollouts.isFollowed(place), true);
    board.tell(othersRollout({ state: { kind: 'succeeded' } }));
    assert.equal(rollouts.moving(test)?.id, 'plan-1');
    board.tell(sampleRollout({ state: { kind: 'queued', reason: 'locked' } }));
    assert.equal(rollouts.isFollowed(place), false);
  });

  it('are none without a board', () => {
    const none = new ShownRollouts(undefined);
    none.dismiss();
    assert.deepEqual([none.of(test), none.moving(test), none.isFollowed(place)], [[], undefined, false]);
    assert.equal(none.latest(sampleRollout()).id, 'plan-1');
  });

  it('have rows with an id of their own, the same in every group, in every state', () => {
    const node = (more = {}): Node => ({ kind: 'rollout', parent: test, rollout: sampleRollout(more) });
    const id = nodeId(node());
    assert.equal(id, `${nodeId(test)}/#rollout/plan-1`);
    assert.equal(nodeId(node({ state: { kind: 'failed', failure: { status: '', errorMessage: '' } } })), id);
    assert.notEqual(nodeId(node({ id: 'another' })), id);
    const group = {
      kind: 'group',
      parent: region,
      environment: { id: 'en', name: '', kind: 'test', status: '' },
    } as const;
    const grouped: EnvironmentNode = { ...test, parent: { ...orders, group } };
    assert.equal(nodeKey({ kind: 'rollout', parent: grouped, rollout: sampleRollout() }), id);
    assert.equal(environmentNodeId(environmentPlaceOf(grouped)), ungrouped(nodeId(grouped)));
    assert.equal(parentOf(node()), test);
    assert.equal(isLeaf(node()), true);
  });
});

describe('deployments in sight', () => {
  let board: ShownBoard;
  let rollouts: ShownRollouts;
  let collapsed: Set<string>;
  let filter: string;
  let refused: AppError | undefined;
  let versions: readonly RunningVersion[] | undefined;
  let sight: RolloutSight;
  const nodes: readonly Node[] = [orders, { kind: 'environments', parent: orders }, test, prod];

  beforeEach(() => {
    board = new ShownBoard();
    rollouts = new ShownRollouts(board);
    [collapsed, filter, refused, versions] = [new Set(), '', undefined, application.versions];
    const catalog = { peek: () => versions && { ...application, versions } };
    const auth = { of: () => refused };
    const shown = () => ({ nodes, filter, collapsed });
    sight = new RolloutSight(board, () => deployingNodes({ catalog, auth, rollouts }, shown()));
  });

  const watched = () => {
    sight.update();
    return board.watching;
  };

  it('are followed once, with the names that a person knows, where TEM says that something is deployed', () => {
    assert.deepEqual(watched(), ['shop-test']);
    assert.deepEqual(watched(), ['shop-test']);
    assert.equal(board.watched.length, 1);
    const names = { applicationName: 'orders', environmentName: 'shop-test', environmentKind: 'test' };
    assert.deepEqual(board.watched[0]?.place, { place, ...names });
  });

  it('are followed no longer when they are over, out of sight, filtered out, not readable or no longer watched', () => {
    const hidden: readonly [string, () => void, () => void][] = [
      ['over', () => (versions = [other]), () => (versions = application.versions)],
      ['unknown', () => (versions = undefined), () => (versions = application.versions)],
      ['collapsed', () => collapsed.add(nodeId(orders)), () => collapsed.clear()],
      ['filtered', () => (filter = 'payments'), () => (filter = '')],
      ['refused', () => (refused = {} as AppError), () => (refused = undefined)],
      [
        'unwatched',
        () => board.tell(othersRollout({ state: { kind: 'unwatched' } })),
        // As Refresh does.
        () => rollouts.dismiss(test),
      ],
    ];
    for (const [name, hide, show] of hidden) {
      assert.deepEqual(watched(), ['shop-test'], name);
      hide();
      assert.deepEqual(watched(), [], name);
      show();
    }
    assert.deepEqual(watched(), ['shop-test']);
    sight.stop();
    assert.deepEqual(board.watching, []);
  });

  it('are told from what is only stopped or restarted', () => {
    const states = ['Deploying', 'BatchDeploying', 'Restarting', 'Stopping', 'Running', ''];
    const told = states.filter((status) => isDeploying({ status, deploying: false }));
    assert.deepEqual(told, ['Deploying', 'BatchDeploying']);
    assert.equal(isDeploying({ status: 'Running', deploying: true }), true);
  });

  it('are not polled with their application as well, whatever else changes there is', () => {
    const catalog = { peek: () => versions && { ...application, versions } };
    const polled = () =>
      polledNodes(
        { catalog, auth: { of: () => refused }, isFollowed: (one) => rollouts.isFollowed(one) },
        { nodes, filter, collapsed },
      ).length;
    assert.equal(polled(), 1);
    board.tell(othersRollout());
    assert.equal(polled(), 0);
    versions = [running, { ...other, status: 'Restarting' }];
    assert.equal(polled(), 1);
    versions = [running, other];
    board.tell(othersRollout({ state: { kind: 'unwatched' } }));
    assert.equal(polled(), 1);
  });
});

describe('what runs in an environment', () => {
  const deployed = {
    environmentId: 'env-1',
    environmentName: 'shop-test',
    packageName: 'orders-1.4.2.jar',
    version: '20261123120500',
    deployedAt: 2_000_000,
  };
  const origin = { commit: 'a'.repeat(40), branch: 'main', isDirty: false };
  const uploaded: UploadedPackage = {
    target: samplePlan.target,
    ...{ packageName: deployed.packageName, version: deployed.version, bucket: 'b', key: 'k', bytes: 1, crc64: '1' },
    ...{ uploadedAt: 1_000_000, who: 'Ann', origin },
  };
  const record = (more: Partial<RolloutRecord> = {}): RolloutRecord => ({
    plan: { ...samplePlan, package: { ...samplePlan.package, origin: { ...origin, commit: 'b'.repeat(40) } } },
    ...{ phase: 'ended', who: 'Li Lei', begunAt: 1_500_000, end: { kind: 'succeeded', at: 1_900_000 } },
    ...more,
  });
  const told = (uploads: readonly UploadedPackage[], rollouts: readonly RolloutRecord[] = []) => {
    const { deployedBy, uploadedBy, origin: from } = whatRuns(place, deployed, { uploaded: uploads, rollouts });
    return [deployedBy, uploadedBy, from?.commit.slice(0, 1)];
  };

  it('is told by the upload of that version and file, and by nothing else', () => {
    assert.deepEqual(told([uploaded]), [undefined, 'Ann', 'a']);
    assert.deepEqual(
      told([
        { ...uploaded, version: '1' },
        { ...uploaded, packageName: 'x.jar' },
      ]),
      [undefined, undefined, undefined],
    );
  });

  it('is told by the deployment from here, where that was the last one of the place and began', () => {
    assert.deepEqual(told([uploaded], [record()]), ['Li Lei', 'Li Lei (Practice)', 'b']);
    const elsewhere = { ...samplePlan, environment: { ...samplePlan.environment, id: 'env-2' } };
    const newer = { ...samplePlan, package: { ...samplePlan.package, version: '2' } };
    for (const none of [
      [record({ plan: elsewhere })],
      [record({ end: { kind: 'undone', at: 1 } })],
      [record({ end: { kind: 'notBegun', at: 1 } })],
      [record(), record({ plan: newer, begunAt: 1_600_000 })],
    ])
      assert.deepEqual(told([uploaded], none), [undefined, 'Ann', 'a']);
  });

  it('is, of a version that was uploaded twice, what was there when it was deployed, and else not known', () => {
    const later = { ...uploaded, uploadedAt: 3_000_000, who: 'Bob', origin: { ...origin, commit: 'c'.repeat(40) } };
    assert.deepEqual(told([later, uploaded]), [undefined, 'Ann', 'a']);
    assert.deepEqual(told([later, { ...later, origin }]), [undefined, undefined, undefined]);
    assert.deepEqual(told([later]), [undefined, 'Bob', 'c']);
  });

  it('is not said of another version than the one that the row shows', () => {
    const found = [whatRuns(place, deployed, { uploaded: [uploaded], rollouts: [] })];
    const shown = (versionName: string) => runningEnvironments([{ ...running, versionName }], [], found)[0];
    assert.equal(shown(deployed.version)?.origin?.commit, origin.commit);
    assert.deepEqual([shown('1')?.origin, shown('1')?.deployedAt], [undefined, 2_000_000]);
  });
});
