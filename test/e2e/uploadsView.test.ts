import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { cacheDir } from '../harness/cacheDir';
import type { TreeView } from '../harness/workbench/treeView';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders-1.4.2.jar';
const inventory = 'inventory-2.0.0-SNAPSHOT.jar';
const portal = 'portal-3.1.0.WAR';

describe('the Uploads view, with one upload at a time', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.upload.maxConcurrent': 1 } });
    // More than the sockets of this machine take in at once, and still under way when the last one is begun, however slowly.
    const jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 150e6, seed: 6 });
    await writeFile(path.join(editor.folder, 'orders', 'target', orders), jar);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    await editor.workbench.widenSideBar(560);
  });
  after(() => editor?.stop());

  const start = async (file: string, application: string) => {
    const { workbench } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu(file);
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose(application);
    await workbench.quickInput.gone();
  };
  const described = async (label: string) =>
    (await view.rows()).find((row) => row.label === label)?.description ?? `no row ${label}`;
  const keys = () => editor.sandbox.store.objects().map(({ key }) => key);
  const picture = (name: string) =>
    editor.workbench.picture(path.join(cacheDir, 'pictures', `uploads-${name}-light.png`));

  it('says that there are none', async () => {
    const { workbench } = editor;
    view = await workbench.view('TEM', 'Uploads');
    assert.match(await view.welcomeText(), /^No uploads in this window\./);
    assert.deepEqual(await view.welcomeButtons(), ['Upload a Package', 'Find an Application']);
    await picture('none');
  });

  it('shows one running and two that wait, newest first, and how many there are', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.sharedBandwidth = 1_500_000;
    await start(`orders/target/${orders}`, 'orders');
    await start(`inventory/build/libs/${inventory}`, 'inventory');
    await start(`portal/target/${portal}`, 'web-portal');
    await workbench.notifications.waitFor('waiting for another upload');
    view = await workbench.view('TEM', 'Uploads');
    await view.rowDescribed('/s · orders').waitFor();
    // Its check asks TEM over the line that the first one fills.
    await view.rowDescribed('waiting for another upload · web-portal').waitFor();
    const rows = await view.rows();
    assert.deepEqual(
      rows.map(({ label }) => label),
      [portal, inventory, orders],
    );
    assert.equal(rows[0]?.description, 'waiting for another upload · web-portal');
    assert.equal(rows[1]?.description, 'waiting for another upload · inventory');
    assert.match(rows[2]?.description ?? '', /^\d+% · .+ of 150 MB · .+\/s · orders$/);
    assert.match(rows[2]?.spoken ?? '', /^orders-1\.4\.2\.jar is being uploaded to orders: sending 150 MB\.$/);
    await workbench.badge('TEM', 3);
    await picture('running');
  });

  it('cancels two at once, which their rows alone tell, and tries both again', async () => {
    const { workbench } = editor;
    const menu = await view.openContextMenuOfSeveral([inventory, portal]);
    assert.deepEqual(await menu.titles(), ['Cancel Upload']);
    await menu.choose('Cancel Upload');
    await view.rowDescribed('cancelled · inventory').waitFor();
    await view.rowDescribed('cancelled · web-portal').waitFor();
    const messages = await workbench.notifications.texts();
    assert.deepEqual(
      messages.filter((text) => /cancelled/.test(text)),
      [],
    );
    await (await view.openContextMenuOfSeveral([portal, inventory])).choose('Retry Upload');
    await view.rowDescribed('waiting for another upload · inventory').waitFor();
    await view.rowDescribed('waiting for another upload · web-portal').waitFor();
  });

  it('cancels one that waits, and the others finish', async () => {
    const { workbench, sandbox } = editor;
    // An icon of one of several selected rows is for all of them.
    await view.select(orders);
    await view.clickInline(inventory, 'Cancel', view.rowDescribed('cancelled · inventory'));
    await view.rowDescribed('cancelled · inventory').waitFor();
    sandbox.conditions.sharedBandwidth = 0;
    await workbench.notifications.waitFor(/Uploaded orders/);
    await workbench.notifications.waitFor(/Uploaded portal/);
    await view.rowDescribed(/^\d{14} · 150 MB · orders$/).waitFor();
    await view.rowDescribed(/^\d{14} · \d\.\d MB · web-portal$/).waitFor();
    assert.equal(await described(inventory), 'cancelled · inventory');
    await workbench.badge('TEM', 0);
    assert.ok(!keys().some((key) => key.endsWith(inventory)), 'what was cancelled is in the store');
  });

  it('tries the cancelled one again, from the keyboard', async () => {
    const { workbench } = editor;
    await workbench.clearNotifications();
    const menu = await view.openContextMenuByKey(inventory);
    assert.deepEqual(await menu.titles(), ['Retry Upload', 'Reveal Package File', 'Remove Upload from List']);
    await menu.chooseByKey('Retry Upload');
    await workbench.notifications.waitFor(/Uploaded inventory/);
    await view.rowDescribed(/^\d{14} · \d\.\d MB · inventory$/).waitFor();
    assert.ok(keys().some((key) => key.endsWith(inventory)));
  });

  it('tells everything of a finished one, and leads to its file and to its package', async () => {
    const { workbench } = editor;
    await workbench.clearNotifications();
    await picture('finished');
    const tooltip = await view.tooltip(orders);
    for (const said of ['File: /', 'Application: orders', 'Region: Guangzhou', 'Version: ', 'CRC-64: ', 'Path: tem/']) {
      assert.ok(tooltip.includes(said), `no "${said}" in ${tooltip}`);
    }
    const menu = await view.openContextMenu(orders);
    assert.deepEqual(await menu.titles(), [
      'Reveal in Applications',
      'Copy Package Path',
      'Reveal Package File',
      'Remove Upload from List',
    ]);
    await menu.choose('Reveal in Applications');
    const applications = await workbench.openedView('TEM', 'Applications');
    await applications.rowDescribed(orders).waitFor();
    await (await view.openContextMenu(orders)).choose('Reveal Package File');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row.selected', { hasText: orders }).waitFor();
  });

  it('says once more why one failed, and tries it again from there', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.microserviceOffline = true;
    await start(`portal/target/${portal}`, 'web-portal');
    await workbench.notifications.waitFor(/Could not upload portal/);
    await workbench.clearNotifications();
    view = await workbench.view('TEM', 'Uploads');
    const why = workbench.notifications.message(/Could not upload portal-3\.1\.0\.WAR: .* RequestId: /);
    await untilSeen(why, () => view.rowDescribed('TEM service offline · web-portal').click());
    assert.deepEqual(await workbench.notifications.buttons(/Could not upload/), ['Try Again', 'Show Log']);
    await picture('failed');
    sandbox.conditions.microserviceOffline = false;
    await workbench.notifications.click(/Could not upload/, 'Try Again');
    await workbench.notifications.waitFor(/Uploaded portal/);
  });

  it('is cleared of what is finished', async () => {
    await view.clickTitle('Clear Finished Uploads', view.welcome);
    assert.match(await view.welcomeText(), /^No uploads in this window\./);
  });
});
