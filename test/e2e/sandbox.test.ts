import assert from 'node:assert/strict';
import { openEditor, type Editor } from '../harness/openEditor';

describe('the local sandbox', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.stop());

  it('starts from the welcome view and shows the practice applications, marked as the sandbox', async () => {
    const view = await editor.workbench.view('TEM', 'Applications');
    await view.clickWelcome('Try with the Local Sandbox', view.row('Practice'));
    for (const name of ['orders', 'payments', 'inventory', 'web-portal', 'gateway']) await view.row(name).waitFor();
    const [first] = await view.rows();
    assert.equal(first?.label, 'Practice');
    assert.match(first?.description ?? '', /sandbox/i);
  });

  it('takes an upload like the real thing', async () => {
    const { workbench } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('portal/target/portal-3.1.0.WAR');
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('web-portal');
    await workbench.notifications.waitFor(/Uploaded portal-3\.1\.0\.WAR to web-portal/i);
  });

  it('is gone with its account when stopped, which asks while an upload to it runs', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Set Sandbox Conditions…');
    await workbench.quickInput.choose('Slow network');
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar');
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/Uploading orders-1\.4\.2\.jar to orders/);
    await workbench.run('TEM: Stop the Local Sandbox');
    assert.match(await workbench.modal.text(), /Stop the local sandbox\?\s+1 upload is running or waiting/);
    await workbench.modal.answer('Cancel Upload and Stop');
    const view = await workbench.view('TEM', 'Applications');
    assert.deepEqual(await view.welcomeButtons(), ['Sign In', 'Try with the Local Sandbox']);
  });
});
