import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listPackages } from '../../src/cloud/cos/listPackages';
import { TemClient } from '../../src/cloud/tem/temClient';
import { Catalog } from '../../src/browse/catalog';
import { AppError } from '../../src/core/errors';
import type { Account, Connection, UploadedPackage } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import { LazyTree } from '../../src/ui/vscode/lazyTree';
import type { AccountChange } from '../../src/ui/accounts/accountChange';
import { AuthState } from '../../src/ui/accounts/authState';
import type { GroupBy } from '../../src/browse/viewOptions';
import { ApplicationsView } from '../../src/ui/applications/applicationsView';
import { nodeId } from '../../src/browse/nodeId';
import { parentOf, type Node, type RegionNode } from '../../src/browse/nodes';
import { refreshableNodes } from '../../src/ui/applications/nodeFilters';
import { affectsBrowsing } from '../../src/ui/vscode/settings';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { askedOf } from '../fixtures/askedOf';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import { MemoryState } from './memoryState';
import { withoutMessages } from './withoutMessages';

interface Row {
  readonly node: Node;
  readonly item: vscode.TreeItem;
  readonly label: string;
  readonly tooltip: string;
  readonly text: string;
}

const account: Account = { id: 'a1', name: 'Practice', site: 'sandbox' };

describe('the Applications view', () => {
  let sandbox: Sandbox;
  let view: ApplicationsView;
  let records: StoredRecords;
  let tree: LazyTree<Node, ApplicationsView>;
  let catalog: Catalog;
  let keys: AuthState;
  let groupBy: GroupBy = 'region';
  let regions = ['ap-guangzhou', 'ap-shanghai'];
  let signedIn: readonly Account[];
  let accountsChanged: vscode.EventEmitter<AccountChange>;

  beforeEach(async () => {
    regions = ['ap-guangzhou', 'ap-shanghai'];
    groupBy = 'region';
    signedIn = [account];
    accountsChanged = new vscode.EventEmitter();
    sandbox = await Sandbox.start();
    records = new StoredRecords(new MemoryState());
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const accounts = {
      list: () => Promise.resolve(signedIn),
      current: () => Promise.resolve(signedIn[0]),
      connect: () => Promise.resolve(connection),
      onDidChange: accountsChanged.event,
    };
    keys = new AuthState();
    catalog = new Catalog({ accounts, auth: keys, tem: new TemClient(), store: { listPackages }, records });
    const clock = { sleep: () => new Promise<void>(() => undefined) };
    const needs = { accounts, catalog, regions: () => regions, auth: keys, groupBy: () => groupBy, clock };
    tree = new LazyTree({ withErrorReporting: withoutMessages }, 'tem.applications', (shown) =>
      Promise.resolve(new ApplicationsView(needs, shown)),
    );
    view = await tree.load();
  });

  afterEach(async () => {
    tree.dispose();
    await sandbox.stop();
  });

  /** The rows below `node` once they have arrived, as a person reads them. */
  async function rows(node?: Node): Promise<Row[]> {
    const first = await view.getChildren(node);
    const isLoading = first.some((row) => row.kind === 'placeholder' && row.placeholder.kind === 'loading');
    const nodes = isLoading ? await nextChange().then(() => view.getChildren(node)) : first;
    return nodes.map((one) => {
      const item = view.getTreeItem(one);
      const label = item.label as string;
      return {
        node: one,
        item,
        label,
        tooltip: tooltipLines(item).join('\n'),
        text: `${label} | ${item.description ?? ''}`,
      };
    });
  }

  /** Resolves when the row is drawn anew. */
  const changeOf = (row: Node) =>
    new Promise<void>((resolve) => view.onDidChangeTreeData((node) => node === row && resolve()));
  const nextChange = () => new Promise<void>((resolve) => view.onDidChangeTreeData(() => resolve()));
  const find = (found: readonly Row[], label: string) => {
    const row = found.find((one) => one.label === label);
    assert.ok(row, `no row ${label} among ${found.map(({ text }) => text).join(' / ')}`);
    return row;
  };

  async function region(index = 0): Promise<Node> {
    const [first] = await rows();
    assert.ok(first);
    const found = (await rows(first.node))[index];
    assert.ok(found);
    return found.node;
  }

  async function below(application: string, label: string): Promise<Node> {
    return find(await rows(find(await rows(await region()), application).node), label).node;
  }
  const packages = (application: string) => below(application, 'Packages');
  const spoken = (found: readonly Row[], label: string) =>
    find(found, label).item.accessibilityInformation?.label ?? '';
  it('shows the account marked as the sandbox, then its regions by name', async () => {
    const [first] = await rows();
    assert.ok(first);
    assert.equal(first.text, 'Practice | local sandbox, not the cloud');
    assert.deepEqual(
      (await rows(first.node)).map(({ text }) => text),
      ['Guangzhou | ap-guangzhou', 'Shanghai | ap-shanghai'],
    );
  });

  it('says that it is loading, then shows each application with its deploy mode and what runs where', async () => {
    sandbox.conditions.latency = 1000;
    const guangzhou = await region();
    const [loading] = await view.getChildren(guangzhou);
    assert.ok(loading);
    assert.equal(view.getTreeItem(loading).label, 'Loading…');
    await nextChange();
    const found = await rows(guangzhou);
    assert.deepEqual(
      found.map(({ label }) => label),
      ['gateway', 'inventory', 'orders', 'payments', 'web-portal'],
    );
    assert.equal(find(found, 'orders').text, 'orders | JAR · shop-test 20261108093012 · shop-prod 20261019160455');
    assert.match(find(found, 'orders').tooltip, /shop-prod: version 20261019160455, 2 of 2 ready/);
    assert.match(find(found, 'gateway').item.contextValue ?? '', /image/);
  });

  it('joins what the store has with current deployment and what was uploaded from here', async () => {
    await records.add(uploaded('service-gn54vdy6', '20261123120500'));
    const found = await rows(await packages('orders'));
    assert.deepEqual(
      found.map(({ text }) => text.replace(/ · (just now|\d+ (min|h|d) ago|\d+\/[\d/]+)/, '').replace(/ · \d+ B/, '')),
      [
        '20261123120500 | orders-1.4.2.jar · 6.3 MB · uploaded from this machine',
        '20261108093012 | [shop-test] · orders-1.4.1.jar · in COS, deployed',
        '20261019160455 | [shop-prod] · orders-1.4.0.jar · in COS, deployed',
      ],
    );
    assert.match(find(found, '20261123120500').tooltip, /CRC-64: 1\n.*\nPath: .*\nSource: uploads from this machine$/);
    assert.match(find(found, '20261108093012').tooltip, /Source: COS, current deployment$/);
    assert.match(
      spoken(found, '20261019160455'),
      /^Package orders-1.4.0.jar, version 2026.* running in shop-prod, source: COS, current deployment$/,
    );
  });

  it('shows what was uploaded from here even while TEM cannot be asked, with the reason beside it', async () => {
    await records.add(uploaded('service-gn54vdy6', '20261123120500'));
    const node = await packages('orders');
    await sandbox.stop();
    const [mine, reason] = await rows(node);
    assert.match(mine?.text ?? '', /^20261123120500/);
    assert.equal(reason?.text, 'Offline | Try Again');
  });

  it('says that the store lists nothing, shows the rest, and never asks for that again', async () => {
    sandbox.conditions.policy.listing = false;
    const node = await packages('orders');
    const found = await rows(node);
    assert.equal(found.length, 3);
    assert.match(found[0]?.text ?? '', / · orders-1\.4\.1\.jar · [^·]+ · deployed$/);
    assert.equal(found[2]?.text, 'No permission to list packages in COS | ');
    sandbox.requests.clear();
    view.refresh(node);
    assert.equal((await rows(node)).length, 3);
    assert.equal(askedOf(sandbox), 'DescribeApplicationInfo 2');
  });

  it('offers an upload where no package is known, and none where images run', async () => {
    const [none] = await rows(await packages('inventory'));
    assert.equal(none?.text, 'No packages yet | Upload a package');
    assert.equal(none?.item.command?.command, 'tem.uploadHere');
    const found = await rows(await region());
    assert.match(find(found, 'inventory').item.contextValue ?? '', /uploadable/);
    assert.doesNotMatch(find(found, 'gateway').item.contextValue ?? '', /uploadable/);
    assert.deepEqual(
      (await rows(find(found, 'gateway').node)).map(({ label }) => label),
      ['Environments'],
    );
  });

  it('shows every application, however many pages there are, in the requests of their pages', async () => {
    const [first] = sandbox.world.accounts;
    const guangzhou = first?.regions[0];
    const model = guangzhou?.applications[0];
    assert.ok(guangzhou && model);
    const many = Array.from({ length: 250 }, (_, n) => ({
      ...model,
      id: `service-${n}`,
      name: `app-${String(n).padStart(3, '0')}`,
      deployments: [],
    }));
    guangzhou.applications.splice(0, guangzhou.applications.length, ...many);
    const found = await rows(await region());
    assert.equal(found.length, 201);
    assert.equal(found[200]?.text, 'Load More | 50 more');
    assert.equal(found[200].item.command?.command, 'tem.loadMore');
    assert.equal(sandbox.requests.all.filter(({ kind }) => kind === 'DescribeApplications').length, 3);
  });

  it('has a row of its own for a region without applications', async () => {
    const shanghai = sandbox.world.accounts[0]?.regions[1];
    shanghai?.applications.splice(0);
    const [row] = await rows(await region(1));
    assert.equal(row?.text, 'No applications | Select Regions…');
  });

  it('has a row of its own for a region TEM does not serve, and the others go on', async () => {
    regions = ['ap-nowhere', 'ap-shanghai'];
    const [row] = await rows(await region(0));
    assert.equal(row?.text, 'Region not supported | Select Regions…');
    assert.match(row?.tooltip ?? '', /RequestId: \S+/);
    find(await rows(await region(1)), 'shipping');
  });

  it('keeps to its own row what each region has against it, side by side', async () => {
    regions = ['ap-nowhere', 'ap-guangzhou', 'ap-shanghai'];
    const below = await Promise.all([0, 1, 2].map(region));
    const denied = { status: 200, code: 'UnauthorizedOperation', message: 'not yours' } as const;
    sandbox.conditions.faults.push({ service: 'tem', nth: 1, effect: { type: 'status', ...denied } });
    const first = await rows(below[1]);
    const [second, third] = await Promise.all([rows(below[0]), rows(below[2])]);
    assert.deepEqual(
      [first[0]?.text, second[0]?.text],
      ['No permission | Try Again', 'Region not supported | Select Regions…'],
    );
    find(third, 'shipping');
  });

  it('reads out whole sentences: the account, a region, and what a notice says and does', async () => {
    regions = ['ap-nowhere'];
    const [first] = await rows();
    assert.equal(first?.item.accessibilityInformation?.label, 'Account Practice, local sandbox, not the cloud.');
    const nowhere = await region();
    const { accessibilityInformation } = view.getTreeItem(nowhere);
    assert.equal(accessibilityInformation?.label, 'Region ap-nowhere (ap-nowhere) of the account Practice.');
    const [row] = await rows(nowhere);
    const said = row?.item.accessibilityInformation?.label ?? '';
    assert.match(said, /^Could not load: TEM does not support this region\. .* Press Enter for: Select Regions…$/);
  });

  it('reads out what every other notice says and does in whole sentences too', async () => {
    const [none] = await rows(await packages('inventory'));
    assert.equal(none?.item.accessibilityInformation?.label, 'No packages yet. Press Enter for: Upload a package');
    view.filter = 'nothing is called so';
    const guangzhou = await region();
    const [filtered] = await rows(guangzhou);
    assert.equal(
      filtered?.item.accessibilityInformation?.label,
      'No applications match the filter. Press Enter for: Clear Filter',
    );
    const stopped: Node = { kind: 'placeholder', parent: guangzhou as RegionNode, placeholder: { kind: 'stopped' } };
    assert.equal(
      view.getTreeItem(stopped).accessibilityInformation?.label,
      'Loading stopped. Press Enter for: Try Again',
    );
  });

  it('draws the row of an application anew when its environments are read again', async () => {
    const [deployment] = sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments ?? [];
    assert.ok(deployment);
    const orders = find(await rows(await region()), 'orders').node;
    const [environments] = await rows(orders);
    assert.ok(environments);
    const [first] = await rows(environments.node);
    assert.ok(first);
    for (const [node, version] of [
      [environments.node, '20261123120500'],
      [first.node, '20261124120500'],
    ] as const) {
      deployment.version = version;
      const drawn = changeOf(orders);
      view.refresh(node);
      await drawn;
      assert.match(view.getTreeItem(orders).description as string, new RegExp(`shop-test ${version}`));
    }
  });

  it('lists nothing more of an account that is signed out while nobody sees the view', async () => {
    const packagesOfOrders = await packages('orders');
    assert.ok(view.listed().includes(packagesOfOrders));
    signedIn = [];
    accountsChanged.fire({ kind: 'removed', id: account.id });
    while (view.listed().length > 0) await new Promise(setImmediate);
    assert.equal(view.find(packagesOfOrders), undefined);
  });

  describe('of which accounts change', () => {
    const other: Account = { id: 'a2', name: 'Second', site: 'china' };
    /** Opens a region of every account, as VS Code does after each change, and tells what that asked for. */
    const asked = async (): Promise<string> => {
      for (const { node } of await rows()) {
        const [first] = await rows(node);
        if (first?.node.kind === 'region') await rows(first.node);
      }
      return askedOf(sandbox);
    };
    const tell = async (change: AccountChange) => {
      const drawn = nextChange();
      accountsChanged.fire(change);
      await drawn;
      await new Promise(setImmediate);
    };
    const refuse = () => {
      const refusal = new AppError('expiredKey', '');
      return assert.rejects(keys.observe(other.id, new AbortController().signal, Promise.reject(refusal)));
    };

    it('asks for what is new with one that comes, and for nothing of the others', async () => {
      assert.equal(await asked(), 'DescribeApplications 1');
      signedIn = [account, other];
      await tell({ kind: 'added', id: other.id });
      assert.equal(await asked(), 'DescribeApplications 1');
      assert.equal((await rows()).length, 2);
    });

    it('asks for nothing when one goes, is renamed or is the one in use from now on; a refused key stays so', async () => {
      signedIn = [account, other];
      await asked();
      signedIn = [{ ...account, name: 'Renamed' }, other];
      await tell({ kind: 'renamed', id: account.id });
      assert.equal(await asked(), '');
      assert.equal((await rows())[0]?.label, 'Renamed');
      await refuse();
      signedIn = [...signedIn].reverse();
      await tell({ kind: 'current', id: other.id });
      assert.equal(await asked(), '');
      assert.equal(find(await rows(), 'Second').text, 'Second | China · in use · sign in again');
      signedIn = signedIn.filter(({ id }) => id === account.id);
      await tell({ kind: 'removed', id: other.id });
      assert.equal(await asked(), '');
      assert.equal((await rows()).length, 1);
    });

    it('reads again the rows of one that has another key, and those of no other', async () => {
      signedIn = [account, other];
      await asked();
      await refuse();
      assert.equal((await rows((await rows())[1]?.node))[0]?.label, 'Sign in again');
      await tell({ kind: 'renewed', id: other.id });
      assert.equal(await asked(), 'DescribeApplications 1');
      assert.equal(keys.of(other.id), undefined);
    });

    it('clears the filter with the last of them, so that the welcome text is seen', async () => {
      await rows();
      view.filter = 'orders';
      signedIn = [];
      await tell({ kind: 'removed', id: account.id });
      assert.equal(view.filter, '');
      assert.deepEqual(await rows(), []);
    });
  });

  it('draws an application anew in every environment that it is shown in', async () => {
    groupBy = 'environment';
    const shown: Node[] = [];
    for (const { node } of await rows(await region())) {
      shown.push(...(await rows(node)).filter(({ label }) => label === 'orders').map((row) => row.node));
    }
    assert.equal(shown.length, 2);
    const [first] = shown;
    assert.ok(first?.kind === 'application');
    const drawn = Promise.all(shown.map(changeOf));
    view.refresh({ kind: 'packages', parent: first });
    await drawn;
  });

  it('asks anew after a change of what it asks for, not of how packages are found, named or sent', async () => {
    const settings = vscode.workspace.getConfiguration('tem');
    for (const [name, value, isForBrowsing] of [
      ['versionName', '1', false],
      ['upload.maxConcurrent', 2, false],
      ['regions', ['ap-guangzhou'], true],
    ] as const) {
      const change = new Promise<vscode.ConfigurationChangeEvent>((resolve) => {
        const listening = vscode.workspace.onDidChangeConfiguration((event) => {
          if (!event.affectsConfiguration(`tem.${name}`)) return;
          listening.dispose();
          resolve(event);
        });
      });
      await settings.update(name, value, vscode.ConfigurationTarget.Global);
      assert.equal(affectsBrowsing(await change), isForBrowsing, name);
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('says who refused: a permission that is missing, with the RequestId', async () => {
    const owner = sandbox.world.accounts[0];
    assert.ok(owner);
    Object.assign(owner, { actions: ['tem:CreateCosToken'] });
    const [row] = await rows(await region());
    assert.equal(row?.text, 'No permission | Try Again');
    assert.match(row?.tooltip ?? '', /tem:DescribeApplications.*RequestId: \S+/s);
  });

  it('says that TEM cannot be reached, and shows the rows once it can', async () => {
    sandbox.conditions.faults.push({ service: 'tem', nth: 1, effect: { type: 'reset', when: 'beforeBody' } });
    const guangzhou = await region();
    const [row] = await rows(guangzhou);
    assert.equal(row?.text, 'Offline | Try Again');
    view.refresh(guangzhou);
    find(await rows(guangzhou), 'orders');
  });

  it('goes on showing what it had while it reads again', async () => {
    const guangzhou = await region();
    const before = (await rows(guangzhou)).map(({ text }) => text);
    sandbox.conditions.latency = 1000;
    view.refresh(guangzhou);
    const during = await view.getChildren(guangzhou);
    assert.deepEqual(
      during.map((one) => view.getTreeItem(one).label),
      before.map((text) => text.split(' | ')[0]),
    );
    await nextChange();
    assert.deepEqual(
      (await rows(guangzhou)).map(({ text }) => text),
      before,
    );
  });

  it('asks again for what a refreshed row and those below it show, once each, and for nothing else', async () => {
    const [environments, stored] = [await below('orders', 'Environments'), await packages('orders')];
    const orders = find(await rows(await region()), 'orders').node;
    const draw = async () => {
      for (const one of await Promise.all([0, 1].map(region))) await rows(one);
      for (const one of [environments, stored]) await rows(one);
    };
    const asked = async (refresh: () => void) => {
      await draw();
      askedOf(sandbox);
      refresh();
      await draw();
      return askedOf(sandbox);
    };
    const packagesToo = 'CreateCosToken 1, DescribeApplicationInfo 2';
    assert.equal(await asked(() => view.refresh(orders)), `${packagesToo}, DescribeApplications 1, GetBucket 1`);
    const all = (regions: number) =>
      `${packagesToo}, DescribeApplications ${regions}, DescribeEnvironments 1, GetBucket 1`;
    // As Refresh, Switch Account and Select Regions do.
    assert.equal(await asked(() => view.refresh()), all(2));
    const more = () => {
      regions = [...regions, 'ap-nowhere'];
      view.refresh();
    };
    await asked(more);
    await rows(await region(2));
    assert.equal(askedOf(sandbox), 'DescribeApplications 1');
  });

  it('shows what runs in the other environments when one cannot be asked', async () => {
    sandbox.conditions.policy.listing = false;
    const node = await packages('orders');
    const effect = { type: 'reset', when: 'beforeBody' } as const;
    sandbox.conditions.faults.push({ kind: 'DescribeApplicationInfo', nth: 1, effect });
    const shown = (await rows(node)).map(({ text }) => text);
    assert.equal(shown.length, 3);
    assert.equal(shown[2], 'Offline | Try Again');
  });

  it('tells two packages apart whose names could run into each other', async () => {
    await records.add(uploaded('service-gn54vdy6', 'a/b'));
    await records.add({ ...uploaded('service-gn54vdy6', 'a'), packageName: 'b/orders-1.4.2.jar' });
    const ids = (await rows(await packages('orders'))).map(({ item }) => item.id);
    assert.equal(new Set(ids).size, 4);
  });

  it('stops loading when told to, and loads when asked again', async () => {
    sandbox.conditions.faults.push({ service: 'tem', nth: 1, effect: { type: 'hang', when: 'beforeBody' } });
    const guangzhou = await region();
    const asked = sandbox.requests.arrival('DescribeApplications');
    const [loading] = await view.getChildren(guangzhou);
    assert.ok(loading);
    assert.equal(view.getTreeItem(loading).contextValue, 'notice loading');
    await asked;
    const changed = nextChange();
    view.stopLoading(guangzhou);
    await changed;
    const [row] = await rows(guangzhou);
    assert.equal(row?.text, 'Loading stopped | Try Again');
    view.refresh(guangzhou);
    find(await rows(guangzhou), 'orders');
  });

  it('lets a row be acted on while all is read again, and no longer than it is shown', async () => {
    const guangzhou = await region();
    const orders = find(await rows(guangzhou), 'orders').node;
    sandbox.conditions.latency = 1000;
    view.refresh();
    assert.equal(view.find(orders), orders);
    regions = ['ap-shanghai'];
    view.refresh();
    const [practice] = await view.getChildren();
    assert.equal(view.find(orders), orders);
    await view.getChildren(practice);
    assert.equal(view.find(orders), undefined);
    assert.equal(view.find(guangzhou), undefined);
  });

  it('fires what is shown, for each kind of row, also when it is passed an object of an earlier drawing', async () => {
    // This test stands for VS Code, which draws as well, at times of its own, what somebody sees.
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    // Of each row the object that VS Code has: that which it drew last.
    const shown = new Map<string, Node>();
    const draw = async (node?: Node): Promise<void> => {
      for (const row of await rows(node)) {
        shown.set(row.item.id ?? '', row.node);
        await draw(row.node);
      }
    };
    let fired: readonly (Node | undefined)[] = [];
    view.onDidChangeTreeData((nodes) => (fired = [...fired, ...[nodes].flat()]));
    sandbox.conditions.faults.push({
      kind: 'DescribeApplicationPods',
      nth: 1,
      effect: { type: 'reset', when: 'beforeBody' },
    });
    for (groupBy of ['region', 'environment'] as const) {
      shown.clear();
      view.rebuild();
      await draw();
      const old = [...shown.values()];
      assert.ok(new Set(old.map(({ kind }) => kind)).size >= 9);
      view.filter = 'orders';
      await draw();
      view.filter = '';
      view.refresh();
      await draw();
      for (const node of old) {
        const target = refreshableNodes.of(view.find(node) ?? node);
        assert.ok(target, node.kind);
        // Somebody else, as Load More does, reads the list that VS Code has drawn.
        await view.getChildren(parentOf(target));
        fired = [];
        view.refresh(target);
        const isShown = (one: Node | undefined) => one === undefined || one === shown.get(nodeId(one));
        assert.ok(fired.some(isShown), `${node.kind} fires ${fired.map((one) => one?.kind).join(' ')}`);
        await draw();
      }
    }
  });

  it('keeps a row the same across refreshes, so that VS Code keeps it open', async () => {
    const ids = async () => (await rows(await region())).map(({ item }) => item.id);
    const before = await ids();
    view.refresh();
    assert.deepEqual(await ids(), before);
    assert.equal(new Set(before).size, before.length);
  });
});

function uploaded(applicationId: string, version: string): UploadedPackage {
  const target = { accountId: account.id, region: 'ap-guangzhou', applicationId, applicationName: 'orders' };
  const key = `tem/pkg/1/${applicationId}/${version}/orders-1.4.2.jar`;
  const stored = { bucket: 'b', key, bytes: 6_300_000, crc64: '1', uploadedAt: Date.UTC(2026, 10, 23) };
  return { target, packageName: 'orders-1.4.2.jar', version, ...stored };
}
