import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const upload = 'Upload Package to TEM…';
const orders = 'orders/target/orders-1.4.2.jar';
const portal = 'portal/target/portal-3.1.0.WAR';

describe('every way to upload', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox();
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  const bytesOf = (file: string) => readFile(path.join(editor.folder, file));
  const storedAs = (name: string) => editor.sandbox.store.objects().filter(({ key }) => key.endsWith(`/${name}`));

  it('several files at once: each kind asks for its application and is stored', async () => {
    const { workbench } = editor;
    const menu = await workbench.explorer.openContextMenuOfSeveral([orders, portal]);
    await menu.choose(upload);
    for (const [file, name] of [
      ['orders-1.4.2.jar', 'orders'],
      ['portal-3.1.0.WAR', 'web-portal'],
    ] as const) {
      await workbench.quickInput.step(`Upload ${file} with Shop`);
      await workbench.quickInput.choose(name);
    }
    await workbench.notifications.waitFor('2 packages uploaded to 2 applications');
    assert.ok(storedAs('orders-1.4.2.jar')[0]?.bytes.equals(await bytesOf(orders)));
    assert.ok(storedAs('portal-3.1.0.WAR')[0]?.bytes.equals(await bytesOf(portal)));
    await workbench.clearNotifications();
    // What stays selected would be uploaded along with the next file.
    await workbench.explorer.select('notes.txt');
  });

  it('from the palette: built packages of every module with size and age, and any other file as the last row', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Upload Package…');
    await workbench.quickInput.step('Which package?');
    const rows = await workbench.quickInput.rows();
    assert.deepEqual(rows.map(({ label }) => label).sort(), [
      'Select a file…',
      'Select several…',
      'inventory-2.0.0-SNAPSHOT.jar',
      'orders-1.4.2.jar',
      'portal-3.1.0.WAR',
    ]);
    assert.equal(rows.at(-1)?.label, 'Select a file…');
    const row = rows.find(({ label }) => label === 'orders-1.4.2.jar');
    assert.match(row?.description ?? '', /^orders · 16\.8 MB · \d+ \w+ ago$/);
    await workbench.quickInput.choose('orders-1.4.2.jar');
    await workbench.quickInput.step('Which application do you want to upload to?');
  });

  it('the application last used for the module stands first, one Enter away', async () => {
    const { workbench } = editor;
    const [first] = await workbench.quickInput.rows();
    assert.equal(first?.label, 'orders');
    assert.match(first?.description ?? '', /service-gn54vdy6 · Guangzhou/);
    const count = storedAs('orders-1.4.2.jar').length;
    await workbench.quickInput.accept();
    assert.match(await workbench.modal.text(), /TEM already has this package/);
    await workbench.modal.answer('Upload');
    await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to orders/);
    assert.equal(storedAs('orders-1.4.2.jar').length, count + 1);
  });

  it('what cannot take a package says why and is not taken; images are not offered', async () => {
    const { workbench } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu(portal);
    await menu.choose(upload);
    await workbench.quickInput.row('web-portal').waitFor();
    await workbench.quickInput.row('label-printer').waitFor();
    const rows = await workbench.quickInput.rows();
    assert.ok(!rows.some(({ label }) => label === 'gateway'));
    assert.match(
      rows.find(({ label }) => label === 'orders')?.description ?? '',
      /orders accepts JAR files, not WAR files/,
    );
    const refused = workbench.page.locator('.quick-input-title', {
      hasText: 'orders accepts JAR files, not WAR files',
    });
    await untilSeen(refused, () => workbench.quickInput.row('orders').click());
    await workbench.quickInput.close();
  });

  it('from an application in the side bar, which asks for the package only', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Refresh Applications');
    const view = await workbench.view('TEM', 'Applications');
    await view.clickInline('payments', 'Upload Package to Application…', workbench.quickInput.said('Which package?'));
    await workbench.quickInput.choose('inventory-2.0.0-SNAPSHOT.jar');
    await workbench.notifications.waitFor(/Uploaded inventory-2\.0\.0-SNAPSHOT\.jar to payments/);
  });

  it('after which the id of the application and the path of the package can be copied', async () => {
    const { workbench } = editor;
    const view = await workbench.view('TEM', 'Applications');
    await (await view.openContextMenu('payments')).choose('Copy ID');
    assert.equal(await workbench.copied('service-p4yw2k8d'), 'service-p4yw2k8d');
    await view.expand('payments', 'Packages');
    const [stored] = storedAs('inventory-2.0.0-SNAPSHOT.jar');
    const version = stored?.key.split('/').at(-2) ?? '';
    await view.row(version).waitFor();
    await (await view.openContextMenu(version)).choose('Copy Package Path');
    assert.equal(await workbench.copied('tem/pkg/'), stored?.key);
  });

  it('not a file that is no package: it is refused in words before anything is asked', async () => {
    const { workbench, folder, sandbox } = editor;
    await writeFile(path.join(folder, 'orders', 'target', 'broken.jar'), 'not a ZIP at all');
    sandbox.requests.clear();
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('orders/target/broken.jar');
    await menu.choose(upload);
    await workbench.notifications.waitFor('Could not upload broken.jar: The file is not a runnable JAR or WAR.');
    assert.deepEqual(sandbox.requests.all, []);
  });
});
