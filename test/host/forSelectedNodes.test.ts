import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../src/core/model';
import type { ApplicationNode, LoadMoreNode, Node, PackageNode } from '../../src/browse/nodes';
import { accountNodes } from '../../src/ui/accounts/accountNodes';
import {
  identifiedNodes,
  loadingNodes,
  loadMoreNodes,
  packageNodes,
  refreshableNodes,
  uploadableNodes,
} from '../../src/ui/applications/nodeFilters';
import type { Upload } from '../../src/ui/uploads/upload';
import { allUploads, storedKey, storedNodes } from '../../src/ui/uploads/uploadFilters';
import type { Handler } from '../../src/ui/vscode/contributions';
import { forSelectedNode, forSelectedNodes, type NodeFilter } from '../../src/ui/vscode/forSelectedNodes';
import { bothViews, type NodeView } from '../../src/ui/vscode/nodeView';
import { madeUpArguments } from '../fixtures/madeUpArguments';
import { ordersApplication } from '../fixtures/ordersApplication';
import { kept } from '../fixtures/surface';
import { viewOf } from '../fixtures/viewOf';
import { acceptFirst, closeList } from './choosing';
import { pressButton } from './pressButton';

const account: Account = { id: 'a1', name: 'Shop', site: 'china' };
const region: Node = { kind: 'region', account, region: 'ap-guangzhou' };
const orders: ApplicationNode = {
  kind: 'application',
  account,
  region: 'ap-guangzhou',
  application: ordersApplication,
};
const locked: ApplicationNode = { ...orders, application: { ...ordersApplication, hasAuthority: false } };
const gateway: ApplicationNode = { ...orders, application: { ...ordersApplication, deployMode: 'IMAGE' } };
const packages: Node = { kind: 'packages', parent: orders };
const deployed: PackageNode = {
  kind: 'package',
  parent: orders,
  known: { packageName: 'orders.jar', version: '1', runningIn: ['prod'] },
};
const stored = { key: 'k', packageName: 'orders.jar', version: '2', bytes: 1, bucket: 'b', modifiedAt: 0 };
const listed: PackageNode = { ...deployed, known: { ...deployed.known, version: '2', stored } };
const third: PackageNode = { ...listed, known: { ...listed.known, version: '3' } };
const more: LoadMoreNode = { kind: 'loadMore', parent: packages, left: 1 };
const loading: Node = { kind: 'placeholder', parent: packages, placeholder: { kind: 'loading' } };
const accountNode: Node = { kind: 'account', account };
const all: readonly Node[] = [accountNode, region, orders, packages, deployed, listed, third, more];

describe('a command of nodes', () => {
  let ran: (readonly Node[])[];
  beforeEach(() => (ran = []));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  const several = <T extends Node>(view: NodeView<Node>, filter: NodeFilter<Node, T>) =>
    forSelectedNodes(view, filter, (nodes) => void ran.push(nodes));
  const single = <T extends Node>(view: NodeView<Node>, filter: NodeFilter<Node, T>) =>
    forSelectedNode(view, filter, (node) => void ran.push([node]));
  const ranFor = async (filter: NodeFilter<Node>, ...selected: readonly Node[]) => {
    ran = [];
    await several(viewOf([], selected), filter)();
    return ran[0] ?? [];
  };

  it('is for all that are selected where the clicked one is among them, without those that do not fit', async () => {
    const view = viewOf(all, [third]);
    await several(view, packageNodes)(listed, [deployed, orders, listed]);
    assert.deepEqual(ran, [[deployed, listed]]);
  });

  it('is for the clicked one alone where others are selected', async () => {
    const view = viewOf(all, [third]);
    await several(view, packageNodes)(listed, [deployed, third]);
    await several(view, packageNodes)(listed);
    await single(view, packageNodes)(listed);
    assert.deepEqual(ran, [[listed], [listed], [listed]]);
  });

  it('for a single one is for the clicked one of several', async () => {
    const call: Handler = forSelectedNode(viewOf(all), packageNodes, (node) => void ran.push([node]));
    await call(listed, [deployed, listed]);
    assert.deepEqual(ran, [[listed]]);
  });

  it('is for those selected where none is clicked: by a key or from the palette', async () => {
    await several(viewOf(all, [orders, listed, third]), packageNodes)();
    await several(viewOf(all, [listed]), packageNodes)(null);
    await single(viewOf(all, [orders, listed]), packageNodes)();
    assert.deepEqual(ran, [[listed, third], [listed], [listed]]);
  });

  it('has a person pick among all that fit where none of them is selected', async () => {
    await acceptFirst(several(viewOf(all, [orders]), packageNodes)(), 'several');
    await acceptFirst(single(viewOf(all), packageNodes)(), 'one');
    await acceptFirst(single(viewOf(all), identifiedNodes)(), 'one');
    assert.deepEqual(ran, [[deployed], [deployed], [region]]);
  });

  it('for a single one has a person pick among those selected', async () => {
    await acceptFirst(single(viewOf(all, [listed, third]), packageNodes)(), 'one');
    assert.deepEqual(ran, [[listed]]);
  });

  it('does nothing where the list is closed, or where what was picked is gone', async () => {
    await closeList(several(viewOf(all), packageNodes)());
    let isGone = false;
    const gone = viewOf(all);
    const call = single({ ...gone, find: (passed) => (isGone ? undefined : gone.find(passed)) }, packageNodes)();
    isGone = true;
    await acceptFirst(call, 'one');
    assert.deepEqual(ran, []);
  });

  it('does nothing where nothing fits, neither clicked nor listed', async () => {
    await several(viewOf(all, [listed]), packageNodes)(orders, [orders]);
    await several(viewOf([region, orders], [region]), packageNodes)();
    assert.deepEqual(ran, []);
  });

  it('leads to more nodes where nothing fits', async () => {
    const led: string[] = [];
    const remedies = () => [{ title: 'Lead', run: () => Promise.resolve(void led.push('led')) }];
    await several({ ...viewOf<Node>([]), remedies }, packageNodes)();
    await pressButton(() => led.length > 0);
    assert.deepEqual(led, ['led']);
  });

  it('takes what others made up for none of its nodes, and not for the selected ones either', async () => {
    const view = viewOf(all, [listed]);
    const files = { inside: '/w/inside.jar', outside: '/w/outside.jar' };
    for (const [, [clicked, selection]] of madeUpArguments(files)) {
      if (clicked === null) continue;
      await several(view, packageNodes)(clicked, selection);
      await single(view, packageNodes)(clicked);
    }
    assert.deepEqual(ran, []);
    for (const [, [, selection]] of madeUpArguments(files)) await several(view, packageNodes)(listed, selection);
    for (const nodes of ran) assert.deepEqual(nodes, [listed]);
  });

  it('gets what it is for: the node, or the application above it, once for all that are below', async () => {
    assert.deepEqual(await ranFor(accountNodes, accountNode), [accountNode]);
    for (const node of [orders, packages]) assert.deepEqual(await ranFor(identifiedNodes, node), [orders]);
    for (const node of [accountNode, more, loading]) assert.deepEqual(await ranFor(identifiedNodes, node), []);
    assert.deepEqual(await ranFor(identifiedNodes, deployed, orders, packages), [deployed, orders]);
    assert.deepEqual(await ranFor(uploadableNodes, deployed), [orders]);
    for (const node of [locked, gateway, region]) assert.deepEqual(await ranFor(uploadableNodes, node), []);
    assert.deepEqual(await ranFor(loadMoreNodes, more), [more]);
    assert.deepEqual(await ranFor(loadMoreNodes, packages), []);
    assert.deepEqual(await ranFor(loadingNodes, loading), [loading]);
    assert.deepEqual(await ranFor(loadingNodes, more), []);
  });

  it('gets an application, and a package, once that is selected in two groups, and each of two rows that load more', async () => {
    assert.ok(region.kind === 'region');
    const parent = { kind: 'group', parent: region } as const;
    const elsewhere: ApplicationNode = { ...orders, group: parent };
    const same: PackageNode = { ...listed, parent: elsewhere };
    assert.deepEqual(await ranFor(packageNodes, listed, same, third), [listed, third]);
    assert.deepEqual(await ranFor(identifiedNodes, elsewhere, orders), [elsewhere]);
    assert.deepEqual(await ranFor(refreshableNodes, same, listed), [{ kind: 'packages', parent: elsewhere }]);
    const moreThere: LoadMoreNode = { kind: 'loadMore', parent: { kind: 'packages', parent: elsewhere }, left: 1 };
    assert.deepEqual(await ranFor(loadMoreNodes, more, moreThere), [more, moreThere]);
  });

  it('refreshes the list that a node was read with where it is not read by itself', async () => {
    for (const node of [deployed, more, loading]) assert.deepEqual(await ranFor(refreshableNodes, node), [packages]);
    for (const node of [accountNode, region, orders, packages])
      assert.deepEqual(await ranFor(refreshableNodes, node), [node]);
    assert.deepEqual(await ranFor(refreshableNodes, deployed, listed), [packages]);
  });
});

describe('a command of nodes of two views', () => {
  const [uploaded] = kept.state['tem.uploaded'];
  const order = { id: 'o-1', target: uploaded.target, path: '/x/orders.jar', packageName: 'orders.jar' };
  const state = { kind: 'finished', uploaded: { ...uploaded, key: 'u' } } as const;
  const upload: Upload = { kind: 'upload', id: 'o-1', order: { ...order, versionTemplate: 'v' }, state };
  let lastUsed = { applications: 0, uploads: 0 };
  const keysWith = async (
    applications: readonly Node[],
    uploads: readonly Upload[],
    ...clicked: readonly unknown[]
  ) => {
    let keys: readonly (string | undefined)[] = [];
    const view = bothViews(
      { ...viewOf(all, applications), lastUsed: () => lastUsed.applications },
      { ...viewOf([upload], uploads), lastUsed: () => lastUsed.uploads },
    );
    await forSelectedNodes(view, storedNodes, (nodes) => void (keys = nodes.map(storedKey)))(...clicked);
    return keys;
  };

  it('is for what is selected in the one used last, else in the other, and for the clicked one of either', async () => {
    assert.deepEqual(await keysWith([], [upload]), ['u']);
    lastUsed = { applications: 1, uploads: 2 };
    assert.deepEqual(await keysWith([listed], [upload]), ['u']);
    lastUsed = { applications: 3, uploads: 2 };
    assert.deepEqual(await keysWith([listed], [upload]), ['k']);
    assert.deepEqual(await keysWith([deployed, listed], []), ['k']);
    assert.deepEqual(await keysWith([listed], [], upload), ['u']);
    assert.deepEqual(await keysWith([], [upload], listed, [listed]), ['k']);
  });

  it('names an upload as its own view does', () => {
    const view = bothViews(viewOf(all), viewOf([upload]));
    assert.equal(view.itemOf(upload).id, 'o-1');
    assert.equal(view.itemOf(listed).label, '2');
    assert.equal(allUploads.of(upload), upload);
  });
});
