import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import { listPackages } from '../../src/cloud/cos/listPackages';
import { TemClient } from '../../src/cloud/tem/temClient';
import { Catalog } from '../../src/browse/catalog';
import { searchEverywhere } from '../../src/browse/searchApplications';
import { AppError } from '../../src/core/errors';
import type { CredentialSource, UploadedPackage } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import type { Account as CloudAccount } from '../../src/sandbox/world';
import { LazyTree } from '../../src/ui/vscode/lazyTree';
import { Accounts } from '../../src/ui/accounts/accounts';
import { AuthState } from '../../src/ui/accounts/authState';
import type { StoredAccount } from '../../src/ui/accounts/storedAccount';
import { ApplicationsView } from '../../src/ui/applications/applicationsView';
import type { Node } from '../../src/browse/nodes';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { MemoryAccountFiles } from '../fixtures/memoryAccountFiles';
import { MemorySecrets } from './memorySecrets';
import { MemoryState } from './memoryState';
import { withoutMessages } from './withoutMessages';

describe('an account whose key is refused', () => {
  let sandbox: Sandbox;
  let owner: CloudAccount;
  let accounts: Accounts;
  let keys: AuthState;
  let view: ApplicationsView;
  let tree: LazyTree<Node, ApplicationsView>;
  let records: StoredRecords;
  let catalog: Catalog;

  beforeEach(async () => {
    sandbox = await Sandbox.start();
    owner = sandbox.world.accountOf(sandbox.credential.secretId) as CloudAccount;
    const endpoints = () => ({ tem: sandbox.temUrl, cos: sandbox.cosUrl });
    const state = new MemoryState();
    const readKey = (source: CredentialSource) =>
      source.from === 'typed' ? Promise.resolve(source.credential) : Promise.reject(new AppError('noKey', 'nowhere'));
    accounts = new Accounts({
      secrets: new MemorySecrets(),
      files: new MemoryAccountFiles(),
      state,
      readKey,
      endpoints,
    });
    keys = new AuthState();
    records = new StoredRecords(state);
    const regions = () => ['ap-guangzhou', 'ap-shanghai'];
    catalog = new Catalog({ accounts, auth: keys, tem: new TemClient(), store: { listPackages }, records });
    const clock = { sleep: () => new Promise<void>(() => undefined) };
    const needs = { accounts, catalog, regions, auth: keys, groupBy: () => 'region' as const, clock };
    tree = new LazyTree({ withErrorReporting: withoutMessages }, 'tem.applications', (shown) =>
      Promise.resolve(new ApplicationsView(needs, shown)),
    );
    view = await tree.load();
    await signIn();
  });
  afterEach(async () => {
    tree.dispose();
    keys.dispose();
    accounts.dispose();
    await sandbox.stop();
  });

  const signIn = () => {
    const { secretId, secretKey } = owner;
    const stored: StoredAccount = {
      id: 'a1',
      name: 'Shop',
      site: 'china',
      key: { from: 'typed', credential: { secretId, secretKey } },
    };
    return accounts.add(stored);
  };
  const revoke = () => void (owner.secretKey = 'renewedKey0123456789abcdefghijkl');
  const item = (node: Node): vscode.TreeItem => view.getTreeItem(node);
  const text = (node: Node) => `${item(node).label as string} | ${item(node).description as string}`;
  const accountRow = async () => (await view.getChildren())[0] as Node;
  const below = async () => view.getChildren(await accountRow());
  /** Resolves when something is found against the key, or taken back. */
  const nextChange = () => new Promise<void>((resolve) => keys.onDidChange(() => resolve()));

  /** Opens all regions as VS Code does, and resolves when something has been found against the key. */
  async function openRegions(): Promise<void> {
    const heard = nextChange();
    const regions = await below();
    void Promise.all(regions.map((region) => view.getChildren(region)));
    await heard;
  }

  it('has one row that leads to signing in again, instead of a failure in each region', async () => {
    revoke();
    const drawn: (Node | undefined)[] = [];
    view.onDidChangeTreeData((node) => drawn.push(...[node].flat()));
    const account = await accountRow();
    assert.equal(text(account), 'Shop | China');
    await openRegions();
    assert.ok(drawn.some((node) => node?.kind === 'account'));
    assert.equal(text(account), 'Shop | China · sign in again');
    assert.equal(
      item(account).accessibilityInformation?.label,
      'Account Shop, China. The key cannot be used: sign in again.',
    );
    const rows = await below();
    assert.deepEqual(rows.map(text), ['Sign in again | Key rejected']);
    const row = item(rows[0] as Node);
    const { command } = row;
    assert.equal(command?.command, 'tem.signInAgain');
    assert.equal(command?.arguments?.[0], rows[0]);
    assert.match(tooltipLines(row).join('\n'), /The SecretKey does not belong to this SecretId.*RequestId/);
  });

  it('is as before once it is signed in to again: the same account, its regions, what was uploaded from here', async () => {
    const before = (await below()).map((node) => item(node).id);
    await records.add(uploaded);
    revoke();
    await openRegions();
    await signIn();
    assert.equal(keys.of('a1'), undefined);
    const regions = await below();
    assert.deepEqual(
      regions.map((node) => item(node).id),
      before,
    );
    const applications = await view.getChildren(regions[0]);
    const orders = applications.find((node) => item(node).label === 'orders');
    const packagesRow = (await view.getChildren(orders)).find((node) => node.kind === 'packages');
    const known = (await view.getChildren(packagesRow)).find((node) => text(node).startsWith('20261123120500 |'));
    assert.match(
      tooltipLines(item(known as Node)).join('\n'),
      /Uploaded from this machine: .*Source: .*uploads from this machine/s,
    );
    assert.equal(text(await accountRow()), 'Shop | China');
  });

  it('gets another chance by Refresh, since a key can come back', async () => {
    const { secretKey } = owner;
    revoke();
    await openRegions();
    owner.secretKey = secretKey;
    view.refresh(await accountRow());
    assert.deepEqual((await below()).map(text), ['Guangzhou | ap-guangzhou', 'Shanghai | ap-shanghai']);
  });

  it('is found out by whatever asks: a row of an application that was there before, and a search', async () => {
    const [guangzhou] = await below();
    const applications = await view.getChildren(guangzhou);
    const orders = applications.find((node) => item(node).label === 'orders');
    const [environments, packages] = await view.getChildren(orders);
    await records.add(uploaded);
    const { secretKey } = owner;
    revoke();
    await Promise.all([nextChange(), view.getChildren(environments)]);
    assert.equal(keys.of('a1')?.failure, 'wrongKey');
    // What was kept from before is no sign that the key is taken again.
    await view.getChildren(guangzhou);
    assert.deepEqual((await below()).map(text), ['Sign in again | Key rejected']);
    keys.reset();
    await Promise.all([nextChange(), view.getChildren(packages)]);
    assert.equal(keys.of('a1')?.failure, 'wrongKey');
    keys.reset();
    const regions = () => ['ap-guangzhou'];
    const search = () => {
      const needs = { accounts, auth: keys, tem: new TemClient(), regions, loaded: () => [] };
      return searchEverywhere(needs, 'orders', { onResults: () => undefined, signal: new AbortController().signal });
    };
    await search();
    assert.equal(keys.of('a1')?.failure, 'wrongKey');
    owner.secretKey = secretKey;
    await search();
    assert.equal(keys.of('a1'), undefined);
  });

  describe('is known', () => {
    const signal = new AbortController().signal;
    const refusal = new AppError('unknownKey', 'SecretIdNotFound');

    it('by what is said of the key, and by no other failure', async () => {
      for (const failure of ['denied', 'offline', 'unsupportedRegion', 'clockSkewed', 'throttled'] as const) {
        await assert.rejects(keys.observe('a', signal, Promise.reject(new AppError(failure, ''))), { failure });
      }
      assert.equal(keys.of('a'), undefined);
      await assert.rejects(keys.observe('a', signal, Promise.reject(refusal)), refusal);
      assert.equal(keys.of('a'), refusal);
      assert.equal(keys.of('b'), undefined);
    });

    it('not by an answer to a question that nobody waits for any more', async () => {
      await assert.rejects(keys.observe('a', AbortSignal.abort(), Promise.reject(refusal)), refusal);
      assert.equal(keys.of('a'), undefined);
    });

    it('not by an answer that was asked for before the key got another chance', async () => {
      let refuse: (error: AppError) => void = () => undefined;
      const earlier = keys.observe('a', signal, new Promise<void>((_resolve, reject) => (refuse = reject)));
      keys.reset('a');
      refuse(refusal);
      await assert.rejects(earlier, refusal);
      assert.equal(keys.of('a'), undefined);
    });

    it('until the key is taken again; an answer from before the refusal takes nothing back', async () => {
      let answer: () => void = () => undefined;
      const earlier = keys.observe('a', signal, new Promise<void>((resolve) => (answer = resolve)));
      await assert.rejects(keys.observe('a', signal, Promise.reject(refusal)));
      answer();
      await earlier;
      assert.equal(keys.of('a'), refusal);
      await keys.observe('a', signal, Promise.resolve());
      assert.equal(keys.of('a'), undefined);
    });
  });
});

const uploaded: UploadedPackage = {
  target: { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-gn54vdy6', applicationName: 'orders' },
  packageName: 'orders-1.4.2.jar',
  version: '20261123120500',
  bucket: 'b',
  key: 'k',
  bytes: 1,
  crc64: '1',
  uploadedAt: 0,
};
