import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import type { Account, Application, Site } from '../../src/core/model';
import { Accounts } from '../../src/ui/accounts/accounts';
import type { ApplicationNode, EnvironmentNode, Node, RegionNode } from '../../src/browse/nodes';
import { treeItem } from '../../src/ui/applications/treeItem';
import { LastTargets } from '../../src/ui/uploads/lastTargets';
import { StoredThroughput } from '../../src/ui/uploads/storedThroughput';
import { StoredRefusals } from '../../src/ui/uploads/storedRefusals';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { remainsOf, type UploadState } from '../../src/ui/uploads/upload';
import { uploadItem } from '../../src/ui/uploads/uploadItem';
import { kept, names, unfinished } from '../fixtures/surface';
import { ordersApplication } from '../fixtures/ordersApplication';
import { othersRollout, rolloutStates, sampleRollout } from '../fixtures/sampleRollout';
import { MemoryAccountFiles } from '../fixtures/memoryAccountFiles';
import { MemorySecrets } from './memorySecrets';
import { MemoryState } from './memoryState';

const [uploaded] = kept.state['tem.uploaded'];
const { target } = uploaded;
const [[line, rate] = ['', 0]] = Object.entries(kept.state['tem.rates']);

const refusedAt = { now: () => kept.state['tem.copyRefusals']['a/ap-x/'] };

describe('what VS Code keeps for the extension', () => {
  const opened: Accounts[] = [];
  afterEach(() => opened.splice(0).forEach((accounts) => accounts.dispose()));

  function open(secrets: MemorySecrets, state: MemoryState, files = new MemoryAccountFiles()): Accounts {
    const readKey = () => Promise.resolve(kept.oldSecrets['tem.accounts'][0].key.credential);
    const accounts = new Accounts({ secrets, state, files, readKey, endpoints: () => ({}) });
    opened.push(accounts);
    return accounts;
  }

  const jar = '/shop/orders/target/orders.jar';

  it('is written under the names, and in the shapes, of ever', async () => {
    const [secrets, state] = [new MemorySecrets(), new MemoryState()];
    const files = new MemoryAccountFiles();
    const accounts = open(secrets, state, files);
    for (const account of kept.oldSecrets['tem.accounts']) await accounts.add(account);
    await new LastTargets(state).remember(jar, target);
    await new StoredThroughput(state).record(line, rate);
    await new StoredRecords(state).add(uploaded);
    await new StoredRefusals(state, refusedAt).record({ accountId: 'a', region: 'ap-x' });
    const inSecret = await Promise.all(
      (await secrets.keys()).map(async (key) => [key, await secrets.get(key)] as const),
    );
    assert.deepEqual(
      Object.fromEntries(inSecret.map(([key, text]) => [key, JSON.parse(text ?? '') as unknown])),
      kept.secrets,
    );
    const written = [...files.texts].map(([id, text]) => {
      const { createdAt, revision, ...others } = JSON.parse(text) as Record<string, unknown>;
      assert.deepEqual([typeof createdAt, typeof revision], ['number', 'string']);
      return [id, { ...others, createdAt: 1, revision: 'r' }];
    });
    assert.deepEqual(Object.fromEntries(written), kept.accountFiles);
    assert.deepEqual(Object.fromEntries(state.keys().map((key) => [key, state.get(key)])), kept.state);
  });

  it('is read where an earlier version wrote it', async () => {
    const [secrets, state] = [new MemorySecrets(), new MemoryState()];
    for (const [key, value] of Object.entries(kept.oldSecrets)) await secrets.store(key, JSON.stringify(value));
    for (const [key, value] of Object.entries(kept.state)) await state.update(key, value);
    const accounts = open(secrets, state);
    assert.deepEqual(
      (await accounts.list()).map(({ id }) => id),
      ['t', 'e', 'p'],
    );
    assert.equal((await accounts.current())?.id, kept.state['tem.currentAccount']);
    assert.deepEqual((await accounts.connect('t')).site, 'china');
    assert.deepEqual(new LastTargets(state).of(jar), target);
    assert.equal(new StoredThroughput(state).get(line), rate);
    assert.deepEqual(new StoredRecords(state).of(target), [uploaded]);
    assert.ok(new StoredRefusals(state, refusedAt).isRefused({ accountId: 'a', region: 'ap-x' }));
  });

  it('is read where a version that keeps each account by itself wrote it', async () => {
    const [secrets, state, files] = [new MemorySecrets(), new MemoryState(), new MemoryAccountFiles()];
    for (const [key, value] of Object.entries(kept.secrets)) await secrets.store(key, JSON.stringify(value));
    for (const [id, value] of Object.entries(kept.accountFiles)) await files.replace(id, JSON.stringify(value));
    const accounts = open(secrets, state, files);
    const found = await accounts.list();
    const wanted = kept.oldSecrets['tem.accounts'].map(({ id, name, site }) => ({ id, name, site }));
    assert.deepEqual(
      found,
      wanted.sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    for (const { id, key } of kept.oldSecrets['tem.accounts']) assert.deepEqual(await accounts.keySource(id), key);
  });
});

describe('what rows are to menus', () => {
  it('is as ever', () => {
    const values = [...nodes('china'), ...nodes('sandbox')]
      .map((node) => treeItem(node, noMarks))
      .concat(uploadStates.map((state) => uploadItem({ kind: 'upload', id: 'o-1', order: unfinished.order, state })))
      .map(({ contextValue = '' }) => contextValue);
    assert.deepEqual([...new Set(values)].sort(), names.contextValues);
  });
});

describe('what rows of deployments are to menus', () => {
  const valuesOf = (site: Site) => {
    const parent: EnvironmentNode = environmentOf({ id: 'a', name: 'Shop', site });
    const rollouts = [...rolloutStates].flatMap((state) => [
      ...[sampleRollout({ state }), othersRollout({ state })],
      ...(['continue', 'undo'] as const).map((asked) => sampleRollout({ state, asked })),
    ]);
    const items = rollouts.map((rollout) => treeItem({ kind: 'rollout', parent, rollout }, noMarks));
    return [...new Set(items.map(({ contextValue = '' }) => contextValue))].sort();
  };

  it('is as ever, in every state', () => {
    assert.deepEqual(valuesOf('china'), names.rolloutContextValues);
    assert.deepEqual(valuesOf('sandbox'), names.rolloutContextValues.map((value) => `${value} sandbox`).sort());
  });
});

const noMarks = () => ({ isCurrent: false, complaint: undefined });

function environmentOf(account: Account, more: Partial<EnvironmentNode['environment']> = {}): EnvironmentNode {
  const parent: ApplicationNode = { kind: 'application', account, region: 'ap-x', application: ordersApplication };
  const running = { environmentId: 'e', environmentName: 'test', versionName: '1', status: 'Running' };
  const version = { ...running, deploying: false, currentInstances: 1, expectedInstances: 1 };
  return { kind: 'environment', parent, environment: { running: version, kind: 'test', ...more } };
}

/** Every row that looks different to a menu. */
function nodes(site: Site): readonly Node[] {
  const account: Account = { id: 'a', name: 'Shop', site };
  const region: RegionNode = { kind: 'region', account, region: 'ap-x' };
  const group = { kind: 'group', parent: region } as const;
  const application = (more: Partial<Application>): ApplicationNode => {
    return { ...region, kind: 'application', application: { ...ordersApplication, ...more } };
  };
  const orders = application({});
  const packages = { kind: 'packages', parent: orders } as const;
  const environment = environmentOf(account);
  const instance = { id: 'i', status: 'Running', isReady: true, restarts: 0, version: '1' };
  const known = { packageName: 'orders.jar', version: '1', runningIn: [] };
  const notices = (['loading', 'stopped', 'empty', 'filtered', 'listingDenied'] as const).map((is) => ({ kind: is }));
  return [
    { kind: 'account', account },
    region,
    group,
    orders,
    application({ hasAuthority: false }),
    ...(site === 'sandbox' ? [] : [application({ deployMode: 'IMAGE' })]),
    packages,
    { kind: 'environments', parent: orders },
    environment,
    environmentOf(account, { origin: { commit: 'abc', isDirty: true } }),
    { kind: 'instance', parent: environment, instance },
    { kind: 'package', parent: orders, known },
    { kind: 'package', parent: orders, known: { ...known, uploaded } },
    { kind: 'loadMore', parent: packages, left: 1 },
    ...[...notices, { kind: 'failed' as const, error: new AppError('denied', 'no') }].map((notice) => {
      return { kind: 'placeholder', parent: packages, placeholder: notice } as const;
    }),
  ];
}

const remains = remainsOf(unfinished);
const error = new AppError('offline', 'no network');

const uploadStates: readonly UploadState[] = [
  { kind: 'queued' },
  { kind: 'running', progress: { stage: 'checking' }, bytesPerSecond: undefined },
  { kind: 'failed', error },
  { kind: 'failed', error, remains },
  ...(['expiredKey', 'proxy', 'certificate', 'badVersion', 'unsupportedRegion'] as const).flatMap((failure) => {
    const helped = { kind: 'failed', error: new AppError(failure, 'x') } as const;
    return [helped, { ...helped, remains }];
  }),
  { kind: 'interrupted', remains },
  { kind: 'cancelled' },
  { kind: 'finished', uploaded },
];
