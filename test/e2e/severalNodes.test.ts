import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir } from '../harness/cacheDir';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders-1.4.2.jar';
const portal = 'portal-3.1.0.WAR';

describe('several nodes', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    const { workbench, sandbox } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await workbench.run('Developer: Set Log Level...');
    await workbench.quickInput.row('TEM Toolkit').click();
    await workbench.quickInput.row('Debug').click();
    await workbench.quickInput.gone();
  });
  after(() => editor?.stop());

  it('are led to where none is listed yet', async () => {
    const { workbench } = editor;
    const said = 'The Applications view lists no package yet.';
    await workbench.run('TEM: Copy Version');
    await workbench.notifications.waitFor(said);
    assert.deepEqual(await workbench.notifications.buttons(said), ['Show Applications', 'Find Application']);
    await workbench.notifications.click(said, 'Find Application');
    await workbench.quickInput.step('Find Application');
    await workbench.quickInput.close();
    await workbench.run('TEM: Copy Version');
    await workbench.notifications.click(said, 'Show Applications');
    view = await workbench.openedView('TEM', 'Applications');
    await view.row('orders').waitFor();
  });

  it('are read again together', async () => {
    const { sandbox } = editor;
    const menu = await view.openContextMenuOfSeveral(['inventory', 'orders']);
    sandbox.requests.clear();
    await menu.choose('Refresh Item');
    for (let read = 0; read < 2;) {
      await new Promise(setImmediate);
      read = sandbox.requests.of('DescribeApplications').length;
    }
  });

  it('look in a list as they do in the view, in every theme', async () => {
    const { workbench } = editor;
    for (const theme of ['dark', 'highContrast'] as const) {
      await editor.useTheme(theme);
      await view.select('Shop');
      await workbench.run('TEM: Copy ID');
      await workbench.quickInput.step('Which id? You can choose several.');
      await workbench.quickInput.rows();
      await workbench.picture(path.join(cacheDir, 'pictures', `pick-applications-${theme}.png`));
      await workbench.quickInput.close();
    }
    await editor.useTheme('light');
  });

  it('are taken off the list of uploads together', async () => {
    const { workbench } = editor;
    for (const [file, application] of [
      [`orders/target/${orders}`, 'orders'],
      [`portal/target/${portal}`, 'web-portal'],
    ] as const) {
      await workbench.openExplorer();
      await (await workbench.explorer.openContextMenu(file)).choose('Upload Package to TEM…');
      await workbench.quickInput.step('Which application do you want to upload to?');
      await workbench.quickInput.choose(application);
      await workbench.notifications.waitFor(new RegExp(`Uploaded ${file.split('/')[2]}`));
    }
    const uploads = await workbench.view('TEM', 'Uploads');
    await uploads.row(portal).waitFor();
    await (await uploads.openContextMenuOfSeveral([orders, portal])).choose('Remove Upload from List');
    assert.match(await uploads.welcomeText(), /^No uploads in this window/);
  });

  it('of which one is the sandbox are not signed out of by one menu; the palette says what goes with the sandbox', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Try with the Local Sandbox');
    view = await workbench.view('TEM', 'Applications');
    await view.row('Practice').waitFor();
    const menu = await view.openContextMenuOfSeveral(['Practice', 'Shop']);
    assert.deepEqual(
      (await menu.titles()).filter((title) => /Sign Out|Stop/.test(title)),
      [],
    );
    await menu.close();
    await workbench.run('TEM: Sign Out…');
    await workbench.quickInput.choose('Practice');
    assert.match(await workbench.modal.text(), /Sign out of Practice\?\s+The local sandbox of this window will stop/);
    await workbench.modal.answer('Sign Out');
    await view.row('Practice').waitFor({ state: 'detached' });
    assert.ok(!(await workbench.offers('TEM: Stop the Local Sandbox')));
  });

  it('leave a line for each request in the log, and nothing that is secret or typed', async () => {
    const { folder, sandbox } = editor;
    const root = path.join(folder, '..');
    const files = await readdir(root, { recursive: true });
    const file = files.find((one) => path.basename(one) === 'TEM Toolkit.log');
    assert.ok(file);
    const lines = (await readFile(path.join(root, file), 'utf8')).trimEnd().split('\n');
    for (const line of lines) {
      assert.match(line, /^\d{4}-\d\d-\d\d [\d:.]+ \[(?:debug|info)\] /);
      const { secretId, secretKey } = sandbox.credential;
      for (const secret of [secretId, secretKey, 'q-signature', 'Authorization', 'token', folder])
        assert.ok(!line.includes(secret), line);
    }
    for (const wanted of [
      /TEM DescribeApplications .*: ok/,
      /COS PutObject: HTTP 200|COS UploadPart: HTTP 200/,
      /upload of/,
    ])
      assert.ok(
        lines.some((line) => wanted.test(line)),
        `${wanted} in ${lines.join('\n')}`,
      );
  });
});
