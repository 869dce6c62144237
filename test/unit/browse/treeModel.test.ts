import assert from 'node:assert/strict';
import { listPackages } from '../../../src/cloud/cos/listPackages';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { Catalog, type CatalogDeps } from '../../../src/browse/catalog';
import { AppError } from '../../../src/core/errors';
import type { Account, Connection } from '../../../src/core/model';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { ViewOptions } from '../../../src/browse/viewOptions';
import { reloadShown, polledNodes } from '../../../src/browse/applicationPolling';
import { nodeId } from '../../../src/browse/nodeId';
import { accountOf, type ApplicationNode, type Node } from '../../../src/browse/nodes';
import { pathTo } from '../../../src/browse/pathTo';
import { TreeModel, type TreeModelDeps } from '../../../src/browse/treeModel';
import { askedOf } from '../../fixtures/askedOf';
import { startPractice } from '../cloud/practice';

const account: Account = { id: 'a1', name: 'Practice', site: 'sandbox' };
const region = { kind: 'region', account, region: 'ap-guangzhou' } as const;

describe('the rows of the tree, and what each of them asks for', () => {
  let sandbox: Sandbox;
  let catalog: Catalog;
  let tree: TreeModel;
  let viewOptions: ViewOptions;
  let changes: Node[];
  let connection: Connection;
  let complaint: AppError | undefined;
  let heard: string[];
  let auth: CatalogDeps['auth'] & TreeModelDeps['auth'];

  beforeEach(async () => {
    const practice = await startPractice();
    ({ sandbox, connection } = practice);
    viewOptions = { filter: '', groupBy: 'region' };
    changes = [];
    heard = [];
    complaint = undefined;
    auth = {
      of: () => complaint,
      observe: (_id, _signal, job) =>
        job.catch((error: unknown) => {
          heard.push(error instanceof AppError ? error.failure : String(error));
          throw error;
        }),
    };
    const accounts = { list: () => Promise.resolve([account]), connect: () => Promise.resolve(connection) };
    const records = { of: () => [] };
    catalog = new Catalog({ accounts, auth, tem: new TemClient(), store: { listPackages }, records });
    tree = new TreeModel({
      source: catalog,
      accounts,
      regions: () => ['ap-guangzhou', 'ap-shanghai'],
      auth,
      viewOptions: () => viewOptions,
      onDidChange: (node) => changes.push(node),
      onRefresh: () => undefined,
    });
  });
  afterEach(async () => {
    tree.dispose();
    await sandbox.stop();
  });

  const asked = () => askedOf(sandbox);

  async function open(node?: Node): Promise<readonly Node[]> {
    if (node && ['region', 'environments', 'packages', 'environment'].includes(node.kind)) {
      await tree.loadedChildren(node as Parameters<typeof tree.loadedChildren>[0]);
    }
    return tree.children(node);
  }

  async function application(name: string): Promise<ApplicationNode> {
    const found = (await open(region)).find((row) => row.kind === 'application' && row.application.name === name);
    assert.ok(found?.kind === 'application', name);
    return found;
  }

  async function below(name: string, kind: 'environments' | 'packages') {
    const found = (await open(await application(name))).find((row) => row.kind === kind);
    assert.ok(found?.kind === kind);
    return found;
  }

  it('asks once a region when the view opens, and no more when it is drawn again', async () => {
    const [first] = await open();
    const regions = await open(first);
    for (const one of regions) await open(one);
    assert.equal(asked(), 'DescribeApplications 2');
    for (const one of regions) await open(one);
    await open(await application('orders'));
    assert.equal(asked(), '');
  });

  it('asks for environments when they are opened, for instances when one of them is', async () => {
    const environments = await below('payments', 'environments');
    asked();
    const opened = await open(environments);
    assert.deepEqual(
      opened.map(
        (row) => row.kind === 'environment' && [row.environment.running.environmentName, row.environment.kind],
      ),
      [
        ['shop-pre', 'pre'],
        ['shop-prod', 'prod'],
      ],
    );
    assert.ok(opened.every((row) => row.kind === 'environment' && row.environment.deployedAt));
    assert.equal(asked(), 'DescribeApplicationInfo 2, DescribeEnvironments 1');
    const instances = await open(opened[0]);
    assert.deepEqual(
      instances.map((row) => row.kind === 'instance' && [row.instance.isReady, row.instance.unhealthyReason]),
      [
        [true, undefined],
        [false, 'Readiness probe failed: HTTP 503'],
      ],
    );
    assert.equal(asked(), 'DescribeApplicationPods 1');
  });

  it('asks for packages when they are opened, and not again for what another row has asked for', async () => {
    await open(await below('payments', 'environments'));
    const packages = await below('payments', 'packages');
    asked();
    const opened = await open(packages);
    assert.deepEqual(
      opened.map((row) => row.kind === 'package' && [row.known.version, row.known.runningIn.length]),
      [
        ['20261101120000', 2],
        ['20261012090000', 0],
        ['20260921173000', 0],
      ],
    );
    assert.equal(asked(), 'CreateCosToken 1, GetBucket 1');
  });

  it('says that listing is denied for one application, keeps what is known besides, and never asks for it again', async () => {
    sandbox.conditions.policy.listing = false;
    const packages = await below('payments', 'packages');
    const kinds = async () =>
      (await open(packages)).map((row) => (row.kind === 'placeholder' ? row.placeholder.kind : row.kind));
    assert.deepEqual(await kinds(), ['package', 'listingDenied']);
    sandbox.conditions.policy.listing = true;
    asked();
    tree.invalidate(packages);
    assert.deepEqual(await kinds(), ['package', 'listingDenied']);
    assert.equal(asked(), 'DescribeApplicationInfo 2');
    await open(await below('orders', 'packages'));
    assert.match(asked(), /CreateCosToken 1.*GetBucket 1/);
  });

  it('remembers a denial for the key that was denied, and no other refusal', async () => {
    const packages = await below('payments', 'packages');
    const last = async () => (await open(packages)).at(-1);
    const again = async () => {
      tree.invalidate(packages);
      return last();
    };
    const effect = { type: 'status', status: 403, code: 'SignatureDoesNotMatch' } as const;
    sandbox.conditions.faults.push({ kind: 'GetBucket', nth: 1, effect });
    const refused = await last();
    assert.ok(refused?.kind === 'placeholder' && refused.placeholder.kind === 'failed');
    assert.equal((await again())?.kind, 'package');
    sandbox.conditions.policy.listing = false;
    const denied = await again();
    assert.ok(denied?.kind === 'placeholder' && denied.placeholder.kind === 'listingDenied');
    sandbox.conditions.policy.listing = true;
    assert.equal((await again())?.kind, 'placeholder');
    const owner = sandbox.world.accounts[0];
    assert.ok(owner);
    owner.secretId = 'AKIDanotherKeyOfThisAccount000000000';
    connection = { ...connection, credential: { secretId: owner.secretId, secretKey: owner.secretKey } };
    assert.equal((await again())?.kind, 'package');
  });

  it('says that the key is refused instead of leaving out what it was to ask, whichever row it asks for', async () => {
    const environments = await below('orders', 'environments');
    const packages = await below('payments', 'packages');
    await open(await below('payments', 'environments'));
    const owner = sandbox.world.accounts[0];
    assert.ok(owner);
    owner.secretKey = 'renewedKey0123456789abcdefghijkl';
    // What its environments have answered before says nothing of the key.
    const [known, why] = await open(packages);
    assert.ok(known?.kind === 'package' && why?.kind === 'placeholder');
    assert.deepEqual([accountOf(known), accountOf(why)], [account, account]);
    assert.deepEqual(heard, ['wrongKey']);
    const [row] = await open(environments);
    assert.ok(row?.kind === 'placeholder' && row.placeholder.kind === 'failed');
    assert.ok(row.placeholder.error instanceof AppError && row.placeholder.error.failure === 'wrongKey');
    assert.equal(accountOf(row), account);
  });

  it('asks each question once when both rows of an application open at the same time', async () => {
    const [environments, packages] = [await below('orders', 'environments'), await below('orders', 'packages')];
    asked();
    await Promise.all([open(environments), open(packages)]);
    assert.equal(asked(), 'CreateCosToken 1, DescribeApplicationInfo 2, DescribeEnvironments 1, GetBucket 1');
  });

  it('refreshes the row that is refreshed, and asks for nothing else', async () => {
    const environments = await below('payments', 'environments');
    const packages = await below('payments', 'packages');
    const [pre] = await open(environments);
    assert.ok(pre?.kind === 'environment');
    await Promise.all([open(packages), open(pre), open({ ...region, region: 'ap-shanghai' })]);
    asked();
    const refreshed = async (node: Node, ...opened: Node[]) => {
      tree.invalidate(node);
      for (const one of [region, environments, packages, pre, ...opened]) await open(one);
      return asked();
    };
    assert.equal(await refreshed(packages), 'CreateCosToken 1, DescribeApplicationInfo 2, GetBucket 1');
    assert.equal(
      await refreshed(environments),
      'DescribeApplicationInfo 2, DescribeApplicationPods 1, DescribeApplications 1',
    );
    assert.equal(await refreshed(pre), 'DescribeApplicationInfo 1, DescribeApplicationPods 1, DescribeApplications 1');
    const payments = await application('payments');
    const all = 'CreateCosToken 1, DescribeApplicationInfo 2, DescribeApplicationPods 1';
    assert.equal(await refreshed(payments), `${all}, DescribeApplications 1, GetBucket 1`);
    tree.invalidate(region);
    await open(region);
    await open({ ...region, region: 'ap-shanghai' });
    assert.equal(asked(), 'DescribeApplications 1');
    await refreshed(region);
    tree.invalidate();
    for (const one of [region, { ...region, region: 'ap-shanghai' }, environments, packages, pre]) await open(one);
    assert.equal(asked(), `${all}, DescribeApplications 2, DescribeEnvironments 1, GetBucket 1`);
  });

  it('opens a hundred rows in a moment without ever being told that it asks too much', async function () {
    this.timeout(30_000);
    const [guangzhou] = sandbox.world.accounts[0]?.regions ?? [];
    const model = guangzhou?.applications[0];
    assert.ok(guangzhou && model);
    const many = Array.from({ length: 100 }, (_, n) => ({
      ...model,
      id: `service-${n}`,
      name: `app-${n}`,
      packages: [],
    }));
    guangzhou.applications.splice(0, Infinity, ...many);
    const applications = await open(region);
    assert.equal(applications.length, 100);
    const opened = await Promise.all(
      applications.slice(0, 50).map(async (one) => Promise.all((await open(one)).map((row) => open(row)))),
    );
    assert.ok(opened.every(([environments]) => environments?.length === 2));
    const refused = sandbox.requests.all.filter(({ code }) => code);
    assert.deepEqual(refused, []);
    for (const kind of ['DescribeApplicationInfo', 'CreateCosToken']) {
      const times = sandbox.requests
        .of(kind)
        .map(({ time }) => time)
        .sort((a, b) => a - b);
      for (let n = 20; n < times.length; n++) assert.ok((times[n] ?? 0) - (times[n - 20] ?? 0) >= 1000, kind);
    }
  });

  it('shows long lists in steps', async () => {
    const [guangzhou] = sandbox.world.accounts[0]?.regions ?? [];
    const model = guangzhou?.applications[0];
    assert.ok(guangzhou && model);
    guangzhou.applications = Array.from({ length: 450 }, (_, n) => ({
      ...model,
      id: `service-${n}`,
      name: `app-${n}`,
    }));
    const first = await open(region);
    const more = first.at(-1);
    assert.ok(first.length === 201 && more?.kind === 'loadMore' && more.left === 250);
    assert.equal(asked(), 'DescribeApplications 5');
    assert.equal(tree.paging.nextPage(nodeId(more.parent)), 200);
    assert.equal((await open(region)).length, 401);
    viewOptions = { ...viewOptions, filter: 'app-44' };
    assert.equal((await open(region)).length, 11);
    assert.equal(asked(), '');
  });

  it('narrows by a filter, and says where nothing matches it', async () => {
    viewOptions = { ...viewOptions, filter: 'PAY' };
    assert.deepEqual(
      (await open(region)).map((row) => row.kind === 'application' && row.application.name),
      ['payments'],
    );
    const [none] = await open({ ...region, region: 'ap-shanghai' });
    assert.ok(none?.kind === 'placeholder' && none.placeholder.kind === 'filtered');
  });

  it('hides the regions and accounts that a filter leaves nothing of, once they are searched, without a request', async () => {
    const shanghai = { ...region, region: 'ap-shanghai' };
    const inSight = async () => {
      const accounts = await tree.children();
      const regions = await Promise.all(accounts.map((one) => tree.children(one)));
      return regions.flat().map((node) => (node.kind === 'region' ? node.region : node.kind));
    };
    viewOptions = { ...viewOptions, filter: 'pay' };
    assert.deepEqual(await inSight(), ['ap-guangzhou', 'ap-shanghai']);
    assert.deepEqual(await tree.regionFilter.summary(), { shown: 0, hidden: 0, unsearched: 2 });
    await Promise.all([region, shanghai].map(open));
    assert.equal(asked(), 'DescribeApplications 2');
    assert.deepEqual(await inSight(), ['ap-guangzhou']);
    assert.deepEqual(await tree.regionFilter.summary(), { shown: 1, hidden: 1, unsearched: 0 });
    viewOptions = { ...viewOptions, filter: 'nothing is called so' };
    assert.deepEqual(await inSight(), []);
    assert.equal(asked(), '');
    complaint = new AppError('expiredKey', '');
    assert.deepEqual(await inSight(), ['placeholder']);
    complaint = undefined;
    // What is to be read again has to be in sight for VS Code to ask for it.
    tree.invalidate();
    assert.deepEqual(await inSight(), ['ap-guangzhou', 'ap-shanghai']);
    sandbox.conditions.faults.push({ service: 'tem', nth: 1, effect: { type: 'reset', when: 'beforeBody' } });
    await open(region);
    await open(shanghai);
    assert.deepEqual(await inSight(), ['ap-guangzhou']);
    assert.deepEqual(await tree.regionFilter.summary(), { shown: 0, hidden: 1, unsearched: 1 });
    viewOptions = { ...viewOptions, filter: '' };
    assert.deepEqual(await inSight(), ['ap-guangzhou', 'ap-shanghai']);
  });

  it('groups by environment for one more request a region', async () => {
    viewOptions = { ...viewOptions, groupBy: 'environment' };
    const groups = await open(region);
    assert.equal(asked(), 'DescribeApplications 1, DescribeEnvironments 1');
    const shown = await Promise.all(
      groups.map(async (group) => [
        group.kind === 'group' ? group.environment?.name : '?',
        (await open(group)).map((row) => (row.kind === 'application' ? row.application.name : '?')).join(' '),
      ]),
    );
    assert.deepEqual(shown, [
      ['shop-pre', 'payments'],
      ['shop-prod', 'gateway orders payments web-portal'],
      ['shop-test', 'orders web-portal'],
      [undefined, 'inventory'],
    ]);
    const ids = (await Promise.all(groups.map((group) => open(group)))).flat().map(nodeId);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(asked(), '');
  });

  it('groups by what is known now, also where that was learnt after the region was listed', async () => {
    viewOptions = { ...viewOptions, groupBy: 'environment' };
    const last = (await open(region)).at(-1);
    const names = async (group: Node | undefined) =>
      (await open(group)).map((row) => (row.kind === 'application' ? row.application.name : row.kind));
    assert.deepEqual(await names(last), ['inventory']);
    const [orders, inventory] = ['orders', 'inventory'].map((name) =>
      sandbox.world.accounts[0]?.regions[0]?.applications.find((one) => one.name === name),
    );
    const [deployment] = orders?.deployments ?? [];
    assert.ok(inventory && deployment);
    inventory.deployments.push({ ...deployment });
    const applicationId = inventory.id;
    await catalog.reload({ accountId: 'a1', region: 'ap-guangzhou', applicationId }, new AbortController());
    const groups = await open(region);
    assert.deepEqual(
      groups.map((group) => group.kind === 'group' && group.environment?.name),
      ['shop-pre', 'shop-prod', 'shop-test'],
    );
    assert.deepEqual(await names(groups[2]), ['inventory', 'orders', 'web-portal']);
    viewOptions = { ...viewOptions, filter: 'inv' };
    assert.deepEqual(await names((await open(region))[0]), ['inventory']);
  });

  it('reads the rows of an application again in every group that shows it', async () => {
    viewOptions = { ...viewOptions, groupBy: 'environment' };
    const groups = (await open(region)).filter(
      (row) => row.kind === 'group' && ['shop-prod', 'shop-test'].includes(row.environment?.name ?? ''),
    );
    const inGroups = await Promise.all(
      groups.map(async (group) => (await open(group)).find((row) => nodeId(row).endsWith('/service-gn54vdy6'))),
    );
    const states = () =>
      Promise.all(
        inGroups.map(async (parent) => {
          assert.ok(parent?.kind === 'application');
          const [row] = await open({ kind: 'environments', parent });
          return row?.kind === 'environment' && row.environment.running.deploying;
        }),
      );
    const deployment = sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments[0];
    const [first, second] = inGroups;
    assert.ok(deployment && first?.kind === 'application' && second?.kind === 'application');
    assert.deepEqual(await states(), [false, false]);
    deployment.deploying = true;
    tree.invalidate({ kind: 'environments', parent: first });
    assert.deepEqual(await states(), [true, true]);
    deployment.deploying = false;
    await reloadShown({ source: catalog, tree, redraw: () => undefined }, second, new AbortController());
    assert.deepEqual(await states(), [false, false]);
  });

  it('finds the way to an application and to a package, also past a filter and to one that is new', async () => {
    const needs = {
      accounts: { list: () => Promise.resolve([account]) },
      regions: () => ['ap-guangzhou'],
      viewOptions: () => viewOptions,
      tree,
    };
    const place = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-gn54vdy6' };
    viewOptions = { filter: 'pay', groupBy: 'environment' };
    const path = await pathTo(needs, { ...place, packageName: 'orders-1.4.0.jar', version: '20261019160455' });
    assert.equal(path.filter, '');
    assert.equal(path.node.kind, 'package');
    assert.equal(
      nodeId(path.node),
      'a1/ap-guangzhou/#group:en-gz7test1/service-gn54vdy6/#packages/20261019160455/orders-1.4.0.jar',
    );
    const [, deployed] = sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments ?? [];
    const toEnvironment = { ...place, environmentId: deployed?.environmentId ?? '' };
    const environment = await pathTo(needs, toEnvironment);
    const ids = `#group:${toEnvironment.environmentId}/service-gn54vdy6/#environments/${toEnvironment.environmentId}`;
    assert.equal(nodeId(environment.node), `a1/ap-guangzhou/${ids}`);
    assert.equal((await pathTo(needs, { ...place, environmentId: 'en-gone' })).node.kind, 'application');
    viewOptions = { filter: '', groupBy: 'region' };
    const model = sandbox.world.accounts[0]?.regions[0]?.applications[0];
    assert.ok(model);
    sandbox.world.accounts[0]?.regions[0]?.applications.push({ ...model, id: 'service-new', name: 'brand-new' });
    assert.equal((await pathTo(needs, { ...place, applicationId: 'service-new' })).node.kind, 'application');
  });

  it('says why there is no way to an application: it is gone, or what its region has against being listed', async () => {
    const needs = {
      accounts: { list: () => Promise.resolve([account]) },
      regions: () => ['ap-guangzhou', 'ap-nowhere'],
      viewOptions: () => viewOptions,
      tree,
    };
    const place = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-none' };
    await assert.rejects(pathTo(needs, place), { failure: 'notFound', detail: /no such application any more/ });
    await assert.rejects(pathTo(needs, { ...place, region: 'ap-shanghai' }), {
      failure: 'notFound',
      detail: /region ap-shanghai/,
    });
    await assert.rejects(pathTo(needs, { ...place, region: 'ap-nowhere' }), { failure: 'unsupportedRegion' });
    await assert.rejects(pathTo(needs, { ...place, accountId: 'a2' }), { failure: 'notSignedIn' });
    const effect = { type: 'status', status: 200, code: 'UnauthorizedOperation' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplications', nth: 1, times: Infinity, effect }];
    tree.invalidate();
    await assert.rejects(pathTo(needs, { ...place, applicationId: 'service-gn54vdy6' }), { failure: 'denied' });
  });

  it('follows what is deployed with a request for its row and those of its opened rows', async () => {
    const deployment = sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments[0];
    assert.ok(deployment);
    deployment.deploying = true;
    const environments = await below('orders', 'environments');
    const nodes = await open(region);
    const polled = (filter = '', ...ids: string[]) =>
      polledNodes({ catalog, auth }, { nodes, filter, collapsed: new Set(ids) });
    const [orders, ...others] = polled();
    assert.ok(orders?.application.name === 'orders' && others.length === 0);
    assert.deepEqual(polled('pay'), []);
    assert.deepEqual(polled('', 'a1/ap-guangzhou'), []);
    const redrawn: ApplicationNode[] = [];
    const follow = () =>
      reloadShown({ source: catalog, tree, redraw: (one) => redrawn.push(one) }, orders, new AbortController());
    asked();
    await follow();
    assert.equal(asked(), 'DescribeApplications 1');
    assert.equal(redrawn.length, 0);
    const [test] = await open(environments);
    await open(test);
    asked();
    await follow();
    for (const one of await open(environments)) if (nodeId(one) === nodeId(test as Node)) await open(one);
    assert.equal(asked(), 'DescribeApplicationPods 1, DescribeApplications 1');
    deployment.deploying = false;
    await follow();
    const [after] = await open(environments);
    assert.ok(after?.kind === 'environment' && !after.environment.running.deploying);
    assert.equal(asked(), 'DescribeApplicationInfo 2, DescribeApplications 1');
    assert.equal(redrawn.length, 2);
    assert.deepEqual(polled(), []);
  });

  it('follows no application that is gone, and none of an account whose key is refused', async () => {
    const [guangzhou] = sandbox.world.accounts[0]?.regions ?? [];
    const [deployment] = guangzhou?.applications[0]?.deployments ?? [];
    assert.ok(guangzhou && deployment);
    deployment.deploying = true;
    const nodes = await open(region);
    const polled = (filter = '', ...ids: string[]) =>
      polledNodes({ catalog, auth }, { nodes, filter, collapsed: new Set(ids) });
    const names = () => polled().map(({ application }) => application.name);
    assert.deepEqual(names(), ['orders']);
    complaint = new AppError('wrongKey', 'for a test');
    assert.deepEqual(names(), []);
    complaint = undefined;
    guangzhou.applications.shift();
    const [orders] = polled();
    assert.ok(orders);
    const renewed = reloadShown({ source: catalog, tree, redraw: () => undefined }, orders, new AbortController());
    await assert.rejects(renewed, { failure: 'notFound' });
    assert.deepEqual(names(), []);
  });
});
