import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { StatusItem } from '../harness/workbench/statusItem';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const large = 'orders-2.0.0.jar';

describe('signing out while an upload runs', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    const jar = await bootJar({ name: 'orders', version: '2.0.0', main: 'com/acme/Orders', bytes: 40e6, seed: 5 });
    await writeFile(path.join(editor.folder, 'orders', 'target', large), jar);
    const { workbench, sandbox } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    // It has to run until the last question, on the slowest machine.
    sandbox.conditions.sharedBandwidth = 400_000;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(`orders/target/${large}`)).choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/[1-9]\d?% · .* of 40/);
  });
  after(() => editor?.stop());

  const asks = async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Sign Out…');
    const text = await workbench.modal.text();
    assert.match(
      text,
      /Sign out of Shop\?\s+1 upload is running or waiting and will be cancelled\.\s+The key will be deleted/,
    );
  };

  it('asks, and lets it go on', async () => {
    const { workbench } = editor;
    await asks();
    await workbench.modal.answer('Cancel');
    await new StatusItem(workbench.page, 'tem.account').says('TEM: Shop · China');
  });

  it('cancels it, leaves nothing in COS, and shows the welcome text whatever was filtered by', async () => {
    const { workbench, sandbox } = editor;
    const view = await workbench.view('TEM', 'Applications');
    await workbench.run('TEM: Filter Applications…');
    await workbench.quickInput.type('orders');
    await workbench.quickInput.accept();
    await view.row('orders').waitFor();
    await asks();
    await workbench.modal.answer('Cancel Upload and Sign Out');
    await view.welcome.waitFor();
    assert.deepEqual(sandbox.store.uploads, []);
    const uploads = await workbench.view('TEM', 'Uploads');
    await uploads.rowDescribed('cancelled · orders').waitFor();
    await new StatusItem(workbench.page, 'tem.account').says('TEM: Sign In');
  });
});
