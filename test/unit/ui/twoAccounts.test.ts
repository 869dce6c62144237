import assert from 'node:assert/strict';
import { listPackages } from '../../../src/cloud/cos/listPackages';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { Catalog, type CatalogDeps } from '../../../src/browse/catalog';
import {
  searchEverywhere,
  searchLoaded,
  type SearchResults,
  type SearchDeps,
} from '../../../src/browse/searchApplications';
import type { AppError } from '../../../src/core/errors';
import type { Account, Connection } from '../../../src/core/model';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { ViewOptions } from '../../../src/browse/viewOptions';
import { nodeId } from '../../../src/browse/nodeId';
import type { ApplicationNode, Node, RegionNode } from '../../../src/browse/nodes';
import { TreeModel, type TreeModelDeps } from '../../../src/browse/treeModel';
import { askedOf } from '../../fixtures/askedOf';
import { regionIds, twoAccounts } from '../../fixtures/twoAccounts';
import { never } from '../cloud/practice';

const shop: Account = { id: 'shop', name: 'Shop', site: 'china' };
const auditors: Account = { id: 'auditors', name: 'Auditors', site: 'international' };
const both = [shop, auditors];

describe('two accounts with three regions of sixty applications', () => {
  let sandbox: Sandbox;
  let catalog: Catalog;
  let tree: TreeModel;
  let search: SearchDeps;
  let viewOptions: ViewOptions;
  let refused: Map<string, AppError>;

  beforeEach(async () => {
    sandbox = await Sandbox.start({ seed: twoAccounts() });
    viewOptions = { filter: '', groupBy: 'region' };
    refused = new Map();
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connections = sandbox.world.accounts.map(({ secretId, secretKey }): Connection => {
      return { site: 'sandbox', credential: { secretId, secretKey }, endpoints };
    });
    const connect = (id: string) => Promise.resolve(connections[id === shop.id ? 0 : 1] as Connection);
    const accounts = { list: () => Promise.resolve(both), connect };
    const tem = new TemClient();
    const regions = () => regionIds;
    const auth: CatalogDeps['auth'] & TreeModelDeps['auth'] = {
      of: (id) => refused.get(id),
      observe: (id, _signal, job) =>
        job.catch((error: AppError) => {
          if (error.failure === 'wrongKey') refused.set(id, error);
          throw error;
        }),
    };
    catalog = new Catalog({ accounts, auth, tem, store: { listPackages }, records: { of: () => [] } });
    search = { accounts, auth, tem, regions, loaded: (place) => catalog.peekRegion(place) };
    tree = new TreeModel({
      source: catalog,
      accounts,
      regions,
      auth,
      viewOptions: () => viewOptions,
      onDidChange: () => undefined,
      onRefresh: () => undefined,
    });
  });
  afterEach(async () => {
    tree.dispose();
    await sandbox.stop();
  });

  const regionOf = (account: Account, region: string): RegionNode => ({ kind: 'region', account, region });
  const read = async (region: RegionNode): Promise<readonly Node[]> => {
    await tree.loadedChildren(region);
    return tree.children(region);
  };
  /** Both accounts' regions in the order of the tree, and what stands below each. */
  const openAll = async (): Promise<string> => {
    const regions = (await Promise.all((await tree.children()).map((one) => tree.children(one)))).flat();
    const below = await Promise.all(regions.map(async (one) => (one.kind === 'region' ? read(one) : [one])));
    return below.map(summary).join(' · ');
  };
  const summary = (found: readonly Node[]): string => {
    const [first] = found;
    if (first?.kind !== 'placeholder') return String(found.length);
    const { placeholder: notice } = first;
    return notice.kind === 'failed' ? (notice.error as AppError).failure : notice.kind;
  };
  const application = async (account: Account, region: string, name: string): Promise<ApplicationNode> => {
    const found = (await read(regionOf(account, region))).find(
      (row) => row.kind === 'application' && row.application.name === name,
    );
    assert.ok(found?.kind === 'application', name);
    return found;
  };
  const packagesOf = async (parent: ApplicationNode): Promise<readonly string[]> => {
    const found = await tree.loadedChildren({ kind: 'packages', parent });
    return found.map((row) => (row.kind === 'package' ? row.known.version : summary([row])));
  };

  it('open in six requests; the region that is not served says so on its own row', async () => {
    assert.equal(await openAll(), '60 · 60 · 60 · 60 · 60 · unsupportedRegion');
    assert.equal(askedOf(sandbox), 'DescribeApplications 6');
    assert.equal(await openAll(), '60 · 60 · 60 · 60 · 60 · unsupportedRegion');
    assert.equal(askedOf(sandbox), '');
  });

  it('go on where one region cannot be reached, which is read again by itself', async () => {
    const effect = { type: 'reset', when: 'beforeBody' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplications', nth: 1, effect }];
    const shanghai = regionOf(shop, 'ap-shanghai');
    assert.equal(summary(await read(shanghai)), 'offline');
    assert.equal(await openAll(), '60 · offline · 60 · 60 · 60 · unsupportedRegion');
    askedOf(sandbox);
    tree.invalidate(shanghai);
    assert.equal(await openAll(), '60 · 60 · 60 · 60 · 60 · unsupportedRegion');
    assert.equal(askedOf(sandbox), 'DescribeApplications 1');
  });

  it('keep apart what has the same ids in both: rows, answers, and what is refreshed', async () => {
    const mine = await application(shop, 'ap-guangzhou', 'app-07');
    const theirs = await application(auditors, 'ap-guangzhou', 'app-07');
    assert.equal(mine.application.id, theirs.application.id);
    assert.notEqual(nodeId(mine), nodeId(theirs));
    const [mineNow] = (sandbox.world.accounts[0]?.regions[0]?.applications ?? []).filter(
      ({ name }) => name === 'app-07',
    );
    assert.ok(mineNow);
    mineNow.name = 'renamed';
    tree.invalidate(regionOf(shop, 'ap-guangzhou'));
    await openAll();
    await application(shop, 'ap-guangzhou', 'renamed');
    await application(auditors, 'ap-guangzhou', 'app-07');
    // Two regions at first, that of the refresh, and the four that were not open yet.
    assert.equal(askedOf(sandbox), 'DescribeApplications 7');
  });

  it('say that the store lists nothing for the one whose key may only read, and list for the other', async () => {
    const ledger = await application(auditors, 'ap-guangzhou', 'ledger');
    const orders = await application(shop, 'ap-guangzhou', 'orders');
    assert.deepEqual(await packagesOf(ledger), ['20261108093012', '20261019160455', 'listingDenied']);
    assert.deepEqual(await packagesOf(orders), ['20261108093012', '20261019160455']);
    askedOf(sandbox);
    for (const parent of [ledger, orders]) tree.invalidate({ kind: 'packages', parent });
    await Promise.all([packagesOf(ledger), packagesOf(orders)]);
    assert.equal(askedOf(sandbox), 'CreateCosToken 1, DescribeApplicationInfo 4, GetBucket 1');
  });

  it('show the one application that the account may not see in full, as such', async () => {
    const locked = await application(shop, 'ap-shanghai', 'locked-away');
    assert.equal(locked.application.hasAuthority, false);
    const others = (await read(regionOf(shop, 'ap-shanghai'))).filter(
      (row) => row.kind === 'application' && !row.application.hasAuthority,
    );
    assert.equal(others.length, 1);
  });

  it('are narrowed by one filter, each region for itself', async () => {
    await openAll();
    askedOf(sandbox);
    viewOptions = { ...viewOptions, filter: 'app-5' };
    // Those from app-50 on: the more applications have names of their own, the fewer are left to the sixty.
    assert.equal(await openAll(), '5 · 9 · 10 · 9 · 10 · unsupportedRegion');
    viewOptions = { ...viewOptions, filter: 'ledger' };
    assert.equal(await openAll(), '1 · unsupportedRegion');
    assert.equal(askedOf(sandbox), '');
  });

  it('keep a refused key to the account it is of', async () => {
    const [owner] = sandbox.world.accounts;
    assert.ok(owner);
    await openAll();
    owner.secretKey = 'renewedKey0123456789abcdefghijkl';
    tree.invalidate();
    await openAll();
    assert.deepEqual([...refused.keys()], ['shop']);
    assert.equal(await openAll(), 'wrongKey · 60 · 60 · unsupportedRegion');
  });

  describe('are searched', () => {
    const find = async (text: string): Promise<SearchResults> => {
      let last: SearchResults = { found: [], failed: [], truncated: [] };
      await searchEverywhere(search, text, { onResults: (results) => (last = results), signal: never() });
      return last;
    };
    const names = ({ found }: SearchResults) =>
      found.map(({ account, region, application: { name } }) => `${account.id} ${region.slice(3)} ${name}`);

    it('in one request a region of each account, loaded or not, and tell whose each one is', async () => {
      const before = await find('app-07');
      assert.equal(askedOf(sandbox), 'DescribeApplications 6');
      const everywhere = [
        'auditors guangzhou app-07',
        'auditors shanghai app-07',
        'shop beijing app-07',
        'shop guangzhou app-07',
        'shop shanghai app-07',
      ];
      assert.deepEqual(names(before).sort(), everywhere);
      assert.deepEqual(
        before.failed.map(({ account, region, error }) => [account.id, region, (error as AppError).failure]),
        [['auditors', 'ap-beijing', 'unsupportedRegion']],
      );
      assert.deepEqual(before.truncated, []);
      await openAll();
      askedOf(sandbox);
      assert.equal((await searchLoaded(search, 'app-07')).length, 5);
      assert.equal(askedOf(sandbox), '');
      assert.deepEqual(names(await find('app-07')).sort(), everywhere);
      assert.equal(askedOf(sandbox), 'DescribeApplications 6');
    });

    it('to the first hundred matches of a region, and say where there are more', async () => {
      const shanghai = sandbox.world.accounts[1]?.regions[1];
      const [model] = shanghai?.applications ?? [];
      assert.ok(shanghai && model);
      for (let n = 0; n < 101; n++) shanghai.applications.push({ ...model, id: `service-b${n}`, name: `bulk-${n}` });
      const { found, truncated } = await find('bulk');
      assert.equal(found.length, 100);
      assert.deepEqual(truncated, [{ account: auditors, region: 'ap-shanghai' }]);
      assert.deepEqual((await find('bulk-100')).truncated, []);
      await openAll();
      const whole = await find('bulk');
      assert.equal(whole.found.length, 101);
      assert.deepEqual(whole.truncated, []);
    });
  });
});
