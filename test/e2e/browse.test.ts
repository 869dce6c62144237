import assert from 'node:assert/strict';
import path from 'node:path';
import { askedOf } from '../fixtures/askedOf';
import { regionIds, twoAccounts } from '../fixtures/twoAccounts';
import { cacheDir } from '../harness/cacheDir';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const pictures = path.join(cacheDir, 'pictures');

describe('browsing two accounts with three regions of sixty applications', function () {
  this.timeout(180_000);
  let editor: EditorOnSandbox;
  let view: TreeView;

  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': regionIds } }, { seed: twoAccounts() });
    const { workbench, sandbox } = editor;
    const [shop, readOnly] = sandbox.world.accounts;
    assert.ok(shop && readOnly);
    await typeKey(workbench, shop, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await typeKey(workbench, readOnly, 'Auditors', 'International');
    await workbench.notifications.waitFor('Signed in as Auditors');
    await workbench.clearNotifications();
    sandbox.requests.clear();
  });
  after(() => editor?.stop());

  /** What a step of a person asks for, once that many requests have ended; what comes after that, the next step finds. */
  const costOf = async (requests: number, step: () => Promise<unknown>) => {
    const { sandbox } = editor;
    assert.equal(askedOf(sandbox), '');
    await step();
    while (sandbox.requests.all.length < requests) await sandbox.requests.next();
    return askedOf(sandbox);
  };

  const filter = async (text: string) => {
    const { workbench } = editor;
    await workbench.run('TEM: Filter Applications…');
    await workbench.quickInput.type(text);
    await workbench.quickInput.accept();
  };

  it('opens with one request a region of each account, and costs that again only when all of it is read again', async () => {
    const { workbench } = editor;
    const open = async () => (view = await workbench.view('TEM', 'Applications'));
    assert.equal(await costOf(6, open), 'DescribeApplications 6');
    await workbench.widenSideBar(620);
    assert.equal(await costOf(6, () => workbench.run('TEM: Refresh Applications')), 'DescribeApplications 6');
    const use = (account: string) => async () => {
      await workbench.run('TEM: Switch Account…');
      await workbench.quickInput.choose(account);
      await workbench.notifications.waitFor(`Uploads now use ${account}`);
    };
    // Whom uploads go with changes nothing of what is listed.
    assert.equal(await costOf(0, use('Auditors')), '');
    assert.equal(await costOf(0, use('Shop')), '');
    const tick = (region: string) => async () => {
      await workbench.run('TEM: Select Regions…');
      await workbench.quickInput.step('Regions to show in TEM');
      await workbench.quickInput.chooseSeveral([region]);
    };
    assert.equal(await costOf(4, tick('Beijing')), 'DescribeApplications 4');
    assert.equal(await costOf(6, tick('Beijing')), 'DescribeApplications 6');
    await workbench.clearNotifications();
  });

  it('narrows the tree; the region that fails does not disturb the others', async () => {
    await filter('orders');
    await view.row('Region not supported').waitFor();
    await view.row('orders').waitFor();
    const rows = await view.rows();
    const orders = rows.find(({ label }) => label === 'orders');
    assert.match(
      orders?.spoken ?? '',
      /^orders, JAR application, version 20261108093012 running in shop-test, 1 of 1 ready, version/,
    );
  });

  it('shows what runs where, and every package with its place', async () => {
    const open = async (rows: readonly string[], shown: string) => {
      await view.expand(...rows);
      await view.rowDescribed(shown).waitFor();
    };
    assert.equal(await costOf(0, () => filter('payments')), '');
    assert.equal(
      await costOf(3, () => open(['payments', 'Environments'], 'not all ready')),
      'DescribeApplicationInfo 2, DescribeEnvironments 1',
    );
    assert.equal(
      await costOf(1, () => open(['shop-pre'], 'Readiness probe failed: HTTP 503')),
      'DescribeApplicationPods 1',
    );
    assert.equal(await costOf(2, () => open(['Packages'], 'payments-2.0.1.jar')), 'CreateCosToken 1, GetBucket 1');
    await takeInEveryTheme(editor, 'browse');
  });

  it('finds an application of any account and region, in one request a region, and goes to it past the filter', async () => {
    const { workbench } = editor;
    const search = async () => {
      await workbench.run('TEM: Find Application…');
      await workbench.quickInput.type('locked');
      await workbench.quickInput.row('Beijing could not be searched').waitFor();
    };
    assert.equal(await costOf(6, search), 'DescribeApplications 6');
    const choose = async () => {
      await workbench.quickInput.choose('locked-away');
      await view.row('locked-away').waitFor();
    };
    assert.equal(await costOf(0, choose), '');
    const rows = await view.rows();
    assert.match(rows.find(({ label }) => label === 'locked-away')?.description ?? '', /^no permission · JAR/);
  });

  it('says that the store lists nothing for a key that may only read', async () => {
    await filter('ledger');
    await view.expand('ledger', 'Packages');
    await view.row('No permission to list packages in COS').waitFor();
    await editor.workbench.picture(path.join(pictures, 'browse-denied.png'));
  });

  it('says so for one application among others too, and does not ask for it again', async () => {
    const { sandbox, workbench } = editor;
    const asked = () => sandbox.requests.all.filter(({ kind }) => kind === 'GetBucket').length;
    await filter('web-portal');
    sandbox.conditions.policy.listing = false;
    await view.expand('web-portal', 'Packages');
    await view.row('No permission to list packages in COS').waitFor();
    sandbox.conditions.policy.listing = true;
    const before = asked();
    await workbench.run('TEM: Refresh Applications');
    await view.row('No permission to list packages in COS').waitFor();
    assert.equal(asked(), before);
    await filter('inventory');
    await view.expand('inventory', 'Packages');
    await view.row('No packages yet').waitFor();
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
    await editor.workbench.run('TEM: Refresh Applications');
    await editor.workbench.page.locator('[aria-label*="being deployed to shop-test"]').first().waitFor();
    Object.assign(test, { deploying: false, version: '20261125000000' });
    await editor.workbench.page
      .locator('[aria-label*="version 20261125000000 running in shop-test"]')
      .first()
      .waitFor();
  });

  it('goes on to the first of the next rows by Load More, with the keyboard alone', async () => {
    const { page } = editor.workbench;
    const shanghai = editor.sandbox.world.accounts[1]?.regions[1];
    const [model] = shanghai?.applications ?? [];
    assert.ok(shanghai && model);
    for (let n = 0; n < 250; n++) {
      shanghai.applications.push({ ...model, id: `service-bulk${n}`, name: `bulk-${String(n).padStart(3, '0')}` });
    }
    const { requests } = editor.sandbox;
    requests.clear();
    await editor.workbench.run('TEM: Refresh Applications');
    while (requests.of('DescribeApplications').length < 9) await requests.next('DescribeApplications');
    await filter('bulk');
    await view.select('bulk-000');
    // A click opens the row as well: what follows is for the tree as it is then.
    await view.row('Packages').waitFor();
    // From the end: the notice of the region that is not served, that region, and the rest of this one.
    await page.keyboard.press('End');
    await view.row('Region not supported').and(page.locator('.focused')).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await view.row('Load More').and(page.locator('.focused')).waitFor();
    await page.keyboard.press('Enter');
    await view.row('bulk-200').and(page.locator('.focused.selected')).waitFor();
    await page.keyboard.press('ArrowDown');
    await view.row('bulk-201').and(page.locator('.focused')).waitFor();
  });
});
