import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/model';
import { ListedNodes } from '../../../src/browse/listedNodes';
import { nodeId, type ApplicationNode, type Node } from '../../../src/browse/nodes';
import { ordersApplication } from '../../fixtures/ordersApplication';

const account: Account = { id: 'a1', name: 'Shop', site: 'china' };
const shop: Node = { kind: 'account', account };
const region = { kind: 'region', account, region: 'ap-guangzhou' } as const;
const application = (id: string): ApplicationNode => ({
  kind: 'application',
  account,
  region: 'ap-guangzhou',
  application: { ...ordersApplication, id },
});

const running = {
  ...{ environmentName: 'test', versionName: 'v', status: 'RUNNING', deploying: false },
  ...{ currentInstances: 1, expectedInstances: 1 },
};

/** Texts with which a service could try to make two rows one. */
const hostile = [
  ...['', '/', '#', '%', '%2F', '//', '.', '..', ':', '#more', '#notice', '#packages', 'notice', 'more', 'denied'],
  ...['group', 'a/b', 'a%2Fb', 'a\nb', '\ud800', '\udc00', '\ufffd', '%ud800', 'a\ud800', '\ud83d\ude00', '\u202ea'],
];

describe('the rows that are listed', () => {
  it('are known by the very objects of them, as they are listed now', () => {
    const rows = new ListedNodes();
    const [before, after] = [application('s-1'), application('s-1')];
    rows.put(undefined, [shop]);
    rows.put(shop, [region]);
    rows.put(region, [before]);
    assert.equal(rows.find(before), before);
    assert.equal(rows.find(after), undefined, 'it has not been listed yet');
    rows.put(region, [after]);
    assert.equal(rows.find(before), after);
    assert.equal(rows.find(after), after);
  });

  it('come from top to bottom, each above those below it, whichever was listed first', () => {
    const rows = new ListedNodes();
    const [one, two] = [application('s-1'), application('s-2')];
    rows.put(undefined, [shop]);
    rows.put(shop, [region]);
    rows.put(region, [two]);
    rows.put(region, [one, two]);
    const packages: Node = { kind: 'packages', parent: one };
    rows.put(one, [packages]);
    assert.deepEqual([...rows.inOrder()], [shop, region, one, packages, two]);
    rows.put(region, [two]);
    assert.deepEqual([...rows.inOrder()], [shop, region, two]);
  });

  it('are none that others made up: copies, proxies, texts, ids', () => {
    const rows = new ListedNodes();
    rows.put(undefined, [shop]);
    const hasty = new Proxy(shop, {
      get: () => assert.fail('it was looked into'),
      has: () => assert.fail('it was looked into'),
    });
    const forged = [
      { ...shop },
      structuredClone(shop),
      Object.create(shop) as Node,
      hasty,
      [shop],
      nodeId(shop),
      1,
      null,
    ];
    for (const one of [...forged, undefined, Symbol('x'), () => shop]) assert.equal(rows.find(one), undefined);
  });

  it('are none of an older list, nor what was below them', () => {
    const rows = new ListedNodes();
    const orders = application('s-1');
    const packages: Node = { kind: 'packages', parent: orders };
    rows.put(undefined, [shop]);
    rows.put(shop, [region]);
    rows.put(region, [orders, application('s-2')]);
    rows.put(orders, [packages]);
    rows.put(region, [application('s-2')]);
    for (const gone of [orders, packages]) assert.equal(rows.find(gone), undefined);
    rows.put(undefined, []);
    for (const gone of [shop, region, application('s-2')]) assert.equal(rows.find(gone), undefined);
  });

  it('are each listed once where the service says one twice, at which VS Code would show none', () => {
    const rows = new ListedNodes();
    assert.equal(rows.put(region, [application('s-1'), application('s-2'), application('s-1')]).length, 2);
  });

  it('have ids of their own, whatever the service calls them, below that of the row above', () => {
    const above: readonly Node[] = [shop, region, application('s-1')];
    const all = [
      ...above,
      ...hostile.flatMap((text): readonly Node[] => {
        const group: Node = {
          kind: 'group',
          parent: region,
          environment: { id: text, name: '', kind: 'test', status: '' },
        };
        const orders = application(text);
        const environment: Node = {
          kind: 'environment',
          parent: application('s-1'),
          row: { running: { ...running, environmentId: text }, kind: 'test' },
        };
        return [
          group,
          orders,
          { ...orders, group },
          { kind: 'packages', parent: orders },
          environment,
          { kind: 'package', parent: application('s-1'), known: { packageName: text, version: 'v', runningIn: [] } },
          { kind: 'package', parent: application('s-1'), known: { packageName: 'v', version: text, runningIn: [] } },
          { kind: 'loadMore', parent: group, left: 1 },
          { kind: 'placeholder', parent: group, placeholder: { kind: 'empty' } },
        ];
      }),
      { kind: 'group', parent: region },
      { kind: 'loadMore', parent: region, left: 1 },
      { kind: 'placeholder', parent: region, placeholder: { kind: 'loading' } },
      { kind: 'placeholder', parent: region, placeholder: { kind: 'listingDenied' } },
    ] as const;
    const ids = all.map(nodeId);
    assert.deepEqual(
      ids.filter((id, n) => ids.indexOf(id) !== n),
      [],
    );
    for (const id of ids) assert.ok(id === 'a1' || id.startsWith('a1/'), id);
  });
});
