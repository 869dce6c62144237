import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listPackages } from '../../src/cloud/cos/listPackages';
import { TemClient } from '../../src/cloud/tem/temClient';
import { Catalog } from '../../src/browse/catalog';
import { isLeaf, type EnvironmentNode, type Node } from '../../src/browse/nodes';
import type { Rollout } from '../../src/core/deployment/rollout';
import { AppError } from '../../src/core/errors';
import type { Account, Connection, UploadedPackage } from '../../src/core/model';
import type { RolloutRecord } from '../../src/core/ports/rolloutRecords';
import { Sandbox } from '../../src/sandbox/sandbox';
import { AuthState } from '../../src/ui/accounts/authState';
import { ApplicationsView } from '../../src/ui/applications/applicationsView';
import { refreshableNodes } from '../../src/ui/applications/nodeFilters';
import { rolloutItem } from '../../src/ui/applications/rolloutItem';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { LazyTree } from '../../src/ui/vscode/lazyTree';
import { labelOf, tooltipLines } from '../../src/ui/vscode/treeRow';
import { askedOf } from '../fixtures/askedOf';
import { othersRollout, rolloutStates, samplePlan, sampleRollout } from '../fixtures/sampleRollout';
import { ShownBoard } from '../fixtures/shownBoard';
import { MemoryState } from './memoryState';
import { withoutMessages } from './withoutMessages';

const account: Account = { id: 'a1', name: 'Practice', site: 'sandbox' };

describe('deployments in the Applications view', () => {
  let sandbox: Sandbox;
  let board: ShownBoard;
  let tree: LazyTree<Node, ApplicationsView>;
  let view: ApplicationsView;
  let records: StoredRecords;
  let notes: readonly RolloutRecord[];
  let endRound: () => void;

  beforeEach(async () => {
    // VS Code draws as well, at times of its own, what somebody sees: here the test alone does.
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    sandbox = await Sandbox.start();
    board = new ShownBoard();
    records = new StoredRecords(new MemoryState());
    notes = [];
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const accounts = {
      list: () => Promise.resolve([account]),
      current: () => Promise.resolve(account),
      connect: () => Promise.resolve(connection),
      onDidChange: new vscode.EventEmitter<never>().event,
    };
    const auth = new AuthState();
    const rolloutRecords = () => Promise.resolve(notes);
    const store = { listPackages };
    const catalog = new Catalog({ accounts, auth, tem: new TemClient(), store, records, rolloutRecords });
    const clock = { sleep: () => new Promise<void>((resolve) => (endRound = resolve)) };
    const regions = () => ['ap-guangzhou'];
    const deps = { accounts, catalog, regions, auth, groupBy: () => 'region' as const, clock, board };
    tree = new LazyTree({ withErrorReporting: withoutMessages }, 'tem.applications', (shown) => {
      // The sidebar is closed, so that nobody else draws; a person would see it.
      const seen = new Proxy(shown, { get: (of, key) => (key === 'visible' ? true : Reflect.get(of, key)) as unknown });
      return Promise.resolve(new ApplicationsView(deps, seen));
    });
    view = await tree.load();
  });

  afterEach(async () => {
    tree.dispose();
    await sandbox.stop();
  });

  async function rows(node?: Node): Promise<readonly Node[]> {
    for (;;) {
      const changed = new Promise<void>((resolve) => view.onDidChangeTreeData(() => resolve()));
      const found = await view.getChildren(node);
      if (!found.some((row) => row.kind === 'placeholder' && row.placeholder.kind === 'loading')) return found;
      await changed;
    }
  }

  async function environments(): Promise<readonly EnvironmentNode[]> {
    const [first] = await rows();
    const [region] = await rows(first);
    const orders = (await rows(region)).find((row) => row.kind === 'application' && row.application.name === 'orders');
    const [section] = await rows(orders);
    return (await rows(section)).filter((row): row is EnvironmentNode => row.kind === 'environment');
  }

  const placeIn = ({ environment }: EnvironmentNode) => {
    const { place } = sampleRollout();
    return { place: { ...place, environmentId: environment.running.environmentId }, environmentName: 'shop-test' };
  };
  const texts = (nodes: readonly Node[]) => nodes.map((node) => labelOf(view.getTreeItem(node)));
  /** Collects what is drawn anew until the returned function is called. */
  function drawn(): () => readonly (Node | undefined)[] {
    let fired: readonly (Node | undefined)[] = [];
    const listening = view.onDidChangeTreeData((nodes) => (fired = [...fired, ...[nodes].flat()]));
    return () => {
      listening.dispose();
      return fired;
    };
  }
  const deployment = () => {
    const found = sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments[0];
    assert.ok(found);
    return found;
  };

  it('are the first rows of their environment, and ask for nothing more', async () => {
    const [test] = await environments();
    assert.ok(test);
    const before = await rows(test);
    askedOf(sandbox);
    const stop = drawn();
    board.tell(sampleRollout(placeIn(test)));
    assert.deepEqual(
      stop().map((node) => node?.kind),
      ['environment'],
    );
    assert.deepEqual(texts(await rows(test)), ['Deploying 20261123120500', ...texts(before)]);
    assert.equal(askedOf(sandbox), '');
  });

  it('are drawn anew by themselves as they move on, with their environment where the state is another one', async () => {
    const [test] = await environments();
    assert.ok(test);
    const moving = sampleRollout(placeIn(test));
    board.tell(moving);
    const [row] = await rows(test);
    assert.ok(row?.kind === 'rollout');
    view.getTreeItem(row);
    const fires = (rollout: Rollout) => {
      const stop = drawn();
      board.tell(rollout);
      return [...new Set(stop().map((node) => node?.kind))];
    };
    assert.doesNotMatch(view.getTreeItem(row).contextValue ?? '', /hasError/);
    assert.deepEqual(fires({ ...moving, problem: new AppError('offline', '') }), ['rollout']);
    assert.match(view.getTreeItem(row).contextValue ?? '', /hasError/);
    board.tell({ ...moving, state: { kind: 'settling', since: 0 }, refused: new AppError('nothingRuns', '') });
    assert.doesNotMatch(view.getTreeItem(row).contextValue ?? '', /hasError/);
    assert.doesNotMatch(String(view.getTreeItem(row).description), /rejected|Could not/);
    board.tell({ ...moving, problem: new AppError('offline', '') });
    assert.match(String(view.getTreeItem(row).description), /Offline$/);
    assert.deepEqual(fires({ ...moving, state: { kind: 'waiting' } }), ['environment']);
    assert.match(view.getTreeItem(row).contextValue ?? '', /canContinue/);
    assert.match(String(view.getTreeItem(test).description), /waiting for you to continue/);
    // A command goes by what is listed now.
    await rows(test);
    assert.deepEqual(fires({ ...moving, state: { kind: 'waiting' }, asked: 'continue' }), ['environment']);
    assert.deepEqual(fires({ ...moving, state: { kind: 'waiting' }, asked: 'continue' }), ['rollout']);
    const listed = view.find(row);
    assert.equal(listed?.kind === 'rollout' && listed.rollout.asked, 'continue');
    assert.equal(askedOf(sandbox).includes('DescribeDeployApplicationDetail'), false);
  });

  it('have the application, its environment and the instances read again when they end, once', async () => {
    const [test] = await environments();
    assert.ok(test);
    const moving = sampleRollout(placeIn(test));
    board.tell(moving);
    await rows(test);
    deployment().version = moving.version;
    askedOf(sandbox);
    const renewed = new Promise<void>((resolve) =>
      view.onDidChangeTreeData((nodes) => [nodes].flat().some((node) => node?.kind === 'application') && resolve()),
    );
    board.tell({ ...moving, state: { kind: 'succeeded' }, endedAt: 1_100_000 });
    board.tell({ ...moving, state: { kind: 'succeeded' }, endedAt: 1_100_000 });
    await renewed;
    const [after] = await environments();
    assert.ok(after);
    assert.equal(after.environment.running.versionName, moving.version);
    const [row] = await rows(after);
    assert.equal(askedOf(sandbox), 'DescribeApplicationInfo 1, DescribeApplicationPods 1, DescribeApplications 1');
    assert.equal(row && labelOf(view.getTreeItem(row)), 'Deployed 20261123120500');
    // Refresh, on the row itself or above it, has it go.
    view.refresh(row);
    const [again] = await environments();
    assert.ok((await rows(again)).every(({ kind }) => kind !== 'rollout'));
  });

  it('of others are followed while their environment is in sight and says that it is deployed to; nothing else asks then', async () => {
    deployment().deploying = true;
    const [first] = await rows();
    const [region] = await rows(first);
    await rows(region);
    assert.deepEqual(board.watched, []);
    const [test, prod] = await environments();
    assert.ok(test && prod);
    assert.deepEqual(board.watching, ['shop-test']);
    board.tell(othersRollout(placeIn(test)));
    askedOf(sandbox);
    endRound();
    await new Promise(setImmediate);
    assert.equal(askedOf(sandbox), '');
    board.tell(othersRollout({ ...placeIn(test), state: { kind: 'unwatched' } }));
    assert.deepEqual(board.watching, []);
  });

  it('tell their environment by whom and from which commit, where records of this machine know', async () => {
    const target = { ...samplePlan.target, applicationName: 'orders' };
    const origin = { commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main', isDirty: true };
    const uploaded: UploadedPackage = {
      ...{ target, packageName: 'orders-1.4.1.jar', version: '20261108093012', bucket: 'b', key: 'k', bytes: 1 },
      ...{ crc64: '1', uploadedAt: 1, who: 'Ann (Practice)', origin },
    };
    await records.add(uploaded);
    const [test, prod] = await environments();
    assert.ok(test && prod);
    const item = view.getTreeItem(test);
    assert.match(String(item.description), /by Ann \(Practice\) · 0123456\+$/);
    assert.equal(item.contextValue, 'environment deployed sandbox');
    assert.match(item.accessibilityInformation?.label ?? '', /by Ann \(Practice\), 0123456\+/);
    const lines = tooltipLines(item).join('\n');
    assert.match(lines, /Uploaded by: Ann \(Practice\)\nCommit: 0123456789\w+, with uncommitted changes\nBranch: main/);
    assert.equal(view.getTreeItem(prod).contextValue, 'environment sandbox');
    const plan = {
      ...samplePlan,
      environment: { ...samplePlan.environment, id: test.environment.running.environmentId },
      package: { ...samplePlan.package, packageName: uploaded.packageName, version: uploaded.version },
    };
    notes = [{ plan, phase: 'ended', who: 'Li Lei', begunAt: 1 }];
    view.refresh(test);
    const [again] = await environments();
    assert.match(String(again && view.getTreeItem(again).description), /by Li Lei$/);
  });

  it('say all in their rows, in every state, and in a sentence', async () => {
    const [test] = await environments();
    assert.ok(test);
    const said = rolloutStates.map((state) => {
      const node = { kind: 'rollout', parent: test, rollout: sampleRollout({ state }) } as const;
      assert.ok(isLeaf(node) && refreshableNodes.of(node) === test);
      const item = rolloutItem(node, node.rollout);
      assert.match(item.accessibilityInformation?.label ?? '', / of orders in shop-test: /, state.kind);
      const lines = tooltipLines(item);
      assert.ok(lines.includes('Batch 3 of 4: word 2, 1 old, 0 new instances'), lines.join('\n'));
      return [labelOf(item), item.description].join(' | ');
    });
    assert.equal(new Set(said).size, rolloutStates.length - 1);
    const moving = said.find((text) => text.includes('replacing'));
    assert.match(
      moving ?? '',
      /^Deploying 20261123120500 \| ●●◐○ · replacing instances · 2 of 4 new instances ready · for /,
    );
    const failed = rolloutItem(
      { kind: 'rollout', parent: test, rollout: sampleRollout() },
      sampleRollout({
        state: { kind: 'failed', failure: { status: 'Error', errorMessage: 'no room' } },
        problem: new AppError('denied', 'no', 'r-1'),
      }),
    );
    const lines = tooltipLines(failed).join('\n');
    assert.match(lines, /TEM says: no room\nCould not read the deployment: .* RequestId: r-1\n/);
  });
});
