import assert from 'node:assert/strict';
import path from 'node:path';
import { practiceSeed } from '../../src/sandbox/practiceSeed';
import type { Account, Region, Seed } from '../../src/sandbox/world';
import { cacheDir } from '../harness/cacheDir';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const pictures = path.join(cacheDir, 'pictures');
const regionIds = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing'];

describe('browsing two accounts with three regions of sixty applications', function () {
  this.timeout(180_000);
  let editor: EditorOnSandbox;
  let view: TreeView;

  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': regionIds } }, { seed: seed() });
    const { workbench, sandbox } = editor;
    const [shop, readOnly] = sandbox.world.accounts;
    assert.ok(shop && readOnly);
    await typeKey(workbench, shop, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await typeKey(workbench, readOnly, 'Auditors', 'International');
    await workbench.notifications.waitFor('Signed in as Auditors');
    await workbench.clearNotifications();
    view = await workbench.view('TEM', 'Applications');
    await workbench.widenSideBar(620);
  });
  after(() => editor?.stop());

  const find = async (text: string, label: string) => {
    const { workbench } = editor;
    await workbench.run('TEM: Find Application…');
    await workbench.quickInput.type(text);
    await workbench.quickInput.row(label).waitFor();
    await workbench.quickInput.choose(label);
    await view.row(label).waitFor();
  };
  const filter = async (text: string) => {
    const { workbench } = editor;
    await workbench.run('TEM: Filter Applications…');
    await workbench.quickInput.type(text);
    await workbench.quickInput.accept();
  };

  it('narrows the tree; the region that fails does not disturb the others', async () => {
    await filter('orders');
    await view.row('Region not served').waitFor();
    await view.row('orders').waitFor();
    const rows = await view.rows();
    const orders = rows.find(({ label }) => label === 'orders');
    assert.match(
      orders?.spoken ?? '',
      /^orders, JAR application, version 20261108093012 running in shop-test, 1 of 1 instances ready, version/,
    );
  });

  it('shows what runs where, and every package with its place', async () => {
    await filter('payments');
    await view.expand('payments', 'Environments', 'shop-pre', 'Packages');
    await view.rowDescribed('Readiness probe failed: HTTP 503').waitFor();
    await view.rowDescribed('payments-2.0.1.jar').waitFor();
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await editor.useTheme(theme);
      await editor.workbench.picture(path.join(pictures, `browse-${theme}.png`));
    }
    await editor.useTheme('light');
  });

  it('finds an application of any account and region, and goes to it past the filter', async () => {
    await find('locked', 'locked-away');
    const rows = await view.rows();
    assert.match(rows.find(({ label }) => label === 'locked-away')?.description ?? '', /^no permission · JAR/);
  });

  it('says that the store lists nothing for a key that may only read', async () => {
    await filter('ledger');
    await view.expand('ledger', 'Packages');
    await view.row('The store lists no packages for this key').waitFor();
    await editor.workbench.picture(path.join(pictures, 'browse-denied.png'));
  });

  it('says so for one application among others too, and does not ask for it again', async () => {
    const { sandbox, workbench } = editor;
    const asked = () => sandbox.requests.all.filter(({ kind }) => kind === 'GetBucket').length;
    await filter('web-portal');
    sandbox.knobs.policy.listing = false;
    await view.expand('web-portal', 'Packages');
    await view.row('The store lists no packages for this key').waitFor();
    sandbox.knobs.policy.listing = true;
    const before = asked();
    await workbench.run('TEM: Refresh');
    await view.row('The store lists no packages for this key').waitFor();
    assert.equal(asked(), before);
    await filter('inventory');
    await view.expand('inventory', 'Packages');
    await view.row('No packages known yet').waitFor();
    assert.equal(asked(), before + 1);
  });

  it('groups by environment, and shows everything again', async () => {
    await editor.workbench.run('TEM: Group by Environment');
    await editor.workbench.run('TEM: Clear Filter');
    await view.row('shop-pre').waitFor();
    await editor.workbench.picture(path.join(pictures, 'browse-grouped.png'));
    await editor.workbench.run('TEM: Group by Region');
  });

  it('follows a deployment while it is in sight, until it is over', async () => {
    const [test] = editor.sandbox.world.accounts[0]?.regions[0]?.applications[0]?.deployments ?? [];
    assert.ok(test);
    await filter('orders');
    test.deploying = true;
    await editor.workbench.run('TEM: Refresh');
    await editor.workbench.page.locator('[aria-label*="being deployed to shop-test"]').first().waitFor();
    Object.assign(test, { deploying: false, version: '20261125000000' });
    await editor.workbench.page
      .locator('[aria-label*="version 20261125000000 running in shop-test"]')
      .first()
      .waitFor();
  });
});

function seed(): Seed {
  const [model] = practiceSeed().accounts;
  const [guangzhou] = model?.regions ?? [];
  assert.ok(model && guangzhou);
  const filled = (id: string, begin: Region): Region => {
    const more = Array.from({ length: 60 - begin.applications.length }, (_, n) => ({
      ...(guangzhou.applications[2] as Region['applications'][number]),
      id: `service-${id.slice(3, 6)}${n}`,
      name: `app-${String(n).padStart(2, '0')}`,
    }));
    return { ...begin, id, applications: [...begin.applications, ...more] };
  };
  const bare = { environments: guangzhou.environments, applications: [] };
  const [orders] = guangzhou.applications;
  assert.ok(orders);
  const locked = { ...orders, id: 'service-locked', name: 'locked-away', hasAuthority: false };
  const ledger = { ...orders, id: 'service-ledger', name: 'ledger' };
  const shop: Account = {
    ...model,
    regions: [
      filled('ap-guangzhou', guangzhou),
      filled('ap-shanghai', { ...bare, id: '', applications: [locked] }),
      filled('ap-beijing', { ...bare, id: '' }),
    ],
  };
  const auditors: Account = {
    ...model,
    appId: 1300555552,
    secretId: 'AKIDsandboxAuditor0123456789abcdefg',
    secretKey: 'sandboxAuditorKey0123456789abcde',
    actions: ['tem:Describe*'],
    regions: [
      filled('ap-guangzhou', { ...bare, id: '', applications: [ledger] }),
      filled('ap-shanghai', { ...bare, id: '' }),
    ],
  };
  return { accounts: [shop, auditors] };
}
