import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/model';
import { ListedNodes } from '../../../src/browse/listedNodes';
import { nodeId } from '../../../src/browse/nodeId';
import type { ApplicationNode, Node } from '../../../src/browse/nodes';
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

describe('the nodes that are listed', () => {
  it('are known by the very objects of them, as they are listed now', () => {
    const nodes = new ListedNodes();
    const [before, after] = [application('s-1'), application('s-1')];
    nodes.setChildren(undefined, [shop]);
    nodes.setChildren(shop, [region]);
    nodes.setChildren(region, [before]);
    assert.equal(nodes.find(before), before);
    assert.equal(nodes.find(after), undefined, 'it has not been listed yet');
    nodes.setChildren(region, [after]);
    assert.equal(nodes.find(before), after);
    assert.equal(nodes.find(after), after);
  });

  it('come from top to bottom, each above those below it, whichever was listed first', () => {
    const rows = new ListedNodes();
    const [one, two] = [application('s-1'), application('s-2')];
    rows.setChildren(undefined, [shop]);
    rows.setChildren(shop, [region]);
    rows.setChildren(region, [two]);
    rows.setChildren(region, [one, two]);
    const packages: Node = { kind: 'packages', parent: one };
    rows.setChildren(one, [packages]);
    assert.deepEqual([...rows.inOrder()], [shop, region, one, packages, two]);
    rows.setChildren(region, [two]);
    assert.deepEqual([...rows.inOrder()], [shop, region, two]);
  });

  it('are none that others made up: copies, proxies, texts, ids', () => {
    const nodes = new ListedNodes();
    nodes.setChildren(undefined, [shop]);
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
    for (const one of [...forged, undefined, Symbol('x'), () => shop]) assert.equal(nodes.find(one), undefined);
  });

  it('are none of an older list, nor what was below them', () => {
    const nodes = new ListedNodes();
    const orders = application('s-1');
    const packages: Node = { kind: 'packages', parent: orders };
    nodes.setChildren(undefined, [shop]);
    nodes.setChildren(shop, [region]);
    nodes.setChildren(region, [orders, application('s-2')]);
    nodes.setChildren(orders, [packages]);
    nodes.setChildren(region, [application('s-2')]);
    for (const gone of [orders, packages]) assert.equal(nodes.find(gone), undefined);
    nodes.setChildren(undefined, []);
    for (const gone of [shop, region, application('s-2')]) assert.equal(nodes.find(gone), undefined);
  });

  it('are each listed once where the service says one twice, at which VS Code would show none', () => {
    const nodes = new ListedNodes();
    assert.equal(nodes.setChildren(region, [application('s-1'), application('s-2'), application('s-1')]).length, 2);
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
          environment: { running: { ...running, environmentId: text }, kind: 'test' },
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
