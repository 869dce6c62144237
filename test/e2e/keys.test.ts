import assert from 'node:assert/strict';
import { appendFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders-1.4.2.jar';

describe('keys in the views', function () {
  this.timeout(120_000);
  let editor: EditorOnSandbox;
  let applications: TreeView;
  let uploads: TreeView;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    applications = await editor.workbench.view('TEM', 'Applications');
    uploads = await editor.workbench.openedView('TEM', 'Uploads');
    await applications.row('orders').waitFor();
  });
  after(() => editor?.stop());

  const press = (key: string) => editor.workbench.page.keyboard.press(key);
  const focus = async (view: 'Applications' | 'Uploads', row: string) => {
    const { workbench } = editor;
    const { page } = workbench;
    await workbench.run(`TEM: Focus on ${view} View`);
    const tree = view === 'Applications' ? applications : uploads;
    await page.locator('[role=tree]:focus-within').first().waitFor();
    await tree.focusByKey(row);
  };

  it('copy the row that has the focus, whatever is selected', async () => {
    const { workbench } = editor;
    await focus('Applications', 'orders');
    await press('ControlOrMeta+C');
    assert.match(await workbench.copied('service-gn54vdy6'), /^service-gn54vdy6$/);
    await focus('Applications', 'Guangzhou');
    await press('ControlOrMeta+C');
    assert.equal(await workbench.copied('ap-guangzhou'), 'ap-guangzhou');
  });

  it('read a row again that could not be read, however often', async () => {
    const { sandbox, workbench } = editor;
    for (let round = 0; round < 2; round++) {
      sandbox.conditions.faults.push({
        service: 'tem',
        nth: 1,
        effect: { type: 'status', status: 200, code: 'UnauthorizedOperation', message: 'not yours' },
      });
      await focus('Applications', 'Guangzhou');
      await press('F5');
      await applications.row('No permission').waitFor();
      await workbench.run('TEM: Filter Applications…');
      await workbench.quickInput.type('orders');
      await workbench.quickInput.accept();
      await workbench.run('TEM: Clear Filter');
      await focus('Applications', 'No permission');
      await press('F5');
      await applications.row('orders').waitFor();
    }
  });

  it('try a failed upload again, and copy the path of its package', async () => {
    const { sandbox, workbench } = editor;
    sandbox.conditions.microserviceOffline = true;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(`orders/target/${orders}`)).choose('Upload Package to TEM…');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/Could not upload orders/);
    await workbench.clearNotifications();
    await workbench.view('TEM', 'Uploads');
    sandbox.conditions.microserviceOffline = false;
    await focus('Uploads', orders);
    await press('F5');
    await uploads.rowDescribed(/^\d{14} · .+ · orders$/).waitFor();
    await focus('Uploads', orders);
    await press('ControlOrMeta+C');
    assert.match(await workbench.copied('tem/'), /^tem\/.*orders-1\.4\.2\.jar$/);
  });

  it('leave the other view alone, and so does the palette', async () => {
    const { workbench } = editor;
    await applications.expand('orders', 'Packages');
    await applications.select('20261108093012');
    await uploads.select(orders);
    await workbench.run('TEM: Copy Package Path');
    assert.match(await workbench.copied(orders), /^tem\/\S*orders-1\.4\.2\.jar$/);
    await applications.select('20261019160455');
    await workbench.run('TEM: Copy Package Path');
    assert.match(await workbench.copied('orders-1.4.0.jar'), /^tem\/\S*orders-1\.4\.0\.jar$/);
    await focus('Uploads', orders);
    await press('Delete');
    await uploads.welcome.waitFor();
    await applications.row('20261108093012').waitFor();
  });

  it('hide with a filter what has no match, and say so in one line', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Filter Applications…');
    await workbench.quickInput.type('payments');
    await workbench.quickInput.accept();
    const said = workbench.page.locator('.part.sidebar .message', { hasText: 'applications shown: 1' });
    await said.waitFor();
    await workbench.run('TEM: Filter Applications…');
    await workbench.quickInput.type('no such name');
    await workbench.quickInput.accept();
    await workbench.page.locator('.message', { hasText: 'applications shown: 0 · regions hidden: 1' }).waitFor();
    assert.deepEqual(await applications.rows(), []);
    await workbench.run('TEM: Clear Filter');
    await applications.row('orders').waitFor();
  });

  it('ask before they sign out', async () => {
    const { workbench } = editor;
    await focus('Applications', 'Shop');
    await press('Delete');
    assert.match(await workbench.modal.text(), /Sign out of Shop\?/);
    await workbench.modal.answer('Cancel');
    await focus('Applications', 'orders');
    await press('Delete');
    await workbench.page.locator('.statusbar-item', { hasText: 'The selected items cannot be removed' }).waitFor();
  });

  it('rename an account', async () => {
    const { page, quickInput } = editor.workbench;
    await focus('Applications', 'Shop');
    await press('F2');
    await quickInput.input.waitFor();
    await press('ControlOrMeta+A');
    await page.keyboard.type('Shop of keys');
    await press('Enter');
    await applications.row('Shop of keys').waitFor();
  });

  it('renew the key of an account where it was refused, and its rows are there again', async () => {
    const { sandbox, workbench } = editor;
    const account = sandbox.world.accountOf(sandbox.credential.secretId);
    assert.ok(account);
    account.secretKey = 'secretThatWasMadeAnew';
    await focus('Applications', 'Shop of keys');
    await press('F5');
    await focus('Applications', 'Sign in again');
    await press('Enter');
    await workbench.quickInput.step('How do you want to sign in?');
    await press('Enter');
    for (const [prompt, text] of [
      ['SecretId', account.secretId],
      ['SecretKey', account.secretKey],
      ['Session token', ''],
    ] as const) {
      await workbench.quickInput.step(prompt);
      await workbench.page.keyboard.type(text);
      await press('Enter');
    }
    await applications.row('orders').waitFor();
    assert.deepEqual(
      (await applications.rows()).filter(({ level }) => level === 1).map(({ label }) => label),
      ['Shop of keys'],
    );
  });

  it('are followed by words that say how to mend the settings where these cannot be written', async () => {
    const { workbench } = editor;
    const root = path.join(editor.folder, '..');
    const files = await readdir(root, { recursive: true });
    const file = files.find((one) => one.endsWith(path.join('User', 'settings.json')));
    assert.ok(file);
    // What stands before the mistake counts on: requests go to the sandbox.
    await appendFile(path.join(root, file), '\n{');
    await workbench.run('TEM: Group by Environment');
    const said = 'VS Code cannot write the settings';
    await workbench.notifications.waitFor(new RegExp(said));
    assert.ok((await workbench.notifications.buttons(new RegExp(said))).includes('Open Settings (JSON)'));
  });
});
