import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seededBytes } from '../fixtures/seededBytes';
import { storeObject } from '../fixtures/storeObject';
import type { TreeView } from '../harness/workbench/treeView';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const asksForTrust = 'Packages can be uploaded only from trusted workspaces.';

describe('in a workspace that is not trusted', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    // What a container brings along has no say in where requests go either.
    const machine = { 'tem.endpoint': 'https://machine.invalid', 'tem.cosEndpoint': 'https://machine.invalid' };
    editor = await openOnSandbox({ trust: 'refused', user: { 'tem.regions': ['ap-guangzhou'] }, machine });
    view = await editor.workbench.view('TEM', 'Applications');
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
  });
  after(() => editor?.stop());

  it('applications are shown as always', async () => {
    await view.expand('orders');
    await view.expand('Packages');
    await view.rowDescribed('orders-1.4.1.jar').waitFor();
  });

  it('a download follows no link that the workspace has laid where it writes', async () => {
    const { folder, workbench, sandbox } = editor;
    const outside = await TemporaryFiles.create();
    try {
      const [version, name] = ['20261108093012', 'orders-1.4.1.jar'];
      const jar = seededBytes(3, 2_000_000);
      storeObject(sandbox, version, name, jar);
      const victim = await outside.write('as it was', 'victim');
      const target = path.join(folder, name);
      await symlink(path.join(outside.folder, '.bash_profile'), `${target}.part`);
      await symlink('/dev/zero', `${target}.part.json`);
      await symlink(victim, `${target}.part.json.new`);
      await (await view.openContextMenu(version)).choose('Download Package…');
      await workbench.quickInput.row('..').waitFor();
      await workbench.quickInput.type(target);
      await workbench.quickInput.row('inventory').waitFor();
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(/Downloaded orders-1\.4\.1\.jar, .* Checksum verified/);
      assert.ok(jar.equals(await readFile(target)));
      assert.equal(await readFile(victim, 'utf8'), 'as it was');
      assert.deepEqual(await readdir(outside.folder), ['victim']);
      const beside = (await readdir(folder)).filter((one) => one.startsWith(name)).sort();
      assert.deepEqual(beside, [name, `${name}.part`, `${name}.part.json`, `${name}.part.json.new`]);

      await rm(target);
      await symlink(victim, target);
      await (await view.openContextMenu(version)).choose('Download Package…');
      await workbench.quickInput.row('inventory').waitFor();
      await workbench.quickInput.accept();
      await workbench.quickInput.step('already exists');
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(/Could not download orders-1\.4\.1\.jar.*is a link to somewhere else/);
      assert.equal(await readFile(victim, 'utf8'), 'as it was');
      await workbench.clearNotifications();
    } finally {
      await outside.remove();
    }
  });

  it('its settings say nothing: neither the regions nor where requests go', async () => {
    const { folder, workbench } = editor;
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    const hostile = {
      'tem.regions': ['ap-shanghai'],
      'tem.groupBy': 'environment',
      'tem.endpoint': 'https://elsewhere.invalid',
    };
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(hostile));
    await workbench.run('TEM: Refresh Applications');
    await view.row('orders').waitFor();
    const regions = (await view.rows()).filter(({ level }) => level === 2).map(({ label }) => label);
    assert.deepEqual(regions, ['Guangzhou']);
    const below = (await view.rows()).filter(({ level }) => level === 3).map(({ label }) => label);
    assert.ok(below.includes('orders'), `grouped: ${below.join(', ')}`);
  });

  it('an upload asks for trust; without it nothing is sent', async () => {
    const { workbench, sandbox } = editor;
    await workbench.run('TEM: Upload Package…');
    assert.match(await workbench.modal.text(), new RegExp(asksForTrust));
    await workbench.modal.answer('Cancel');
    const stores = ['PutObject', 'InitiateMultipartUpload'];
    assert.ok(!sandbox.requests.all.some(({ kind }) => stores.includes(kind)));
  });

  it('goes on with the upload once the workspace is trusted, and then its regions count', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Upload Package…');
    await workbench.modal.answer('Manage Workspace Trust');
    await workbench.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await workbench.quickInput.step('Which package?');
    await view.row('Shanghai').waitFor();
    await workbench.quickInput.choose('orders-1.4.2.jar');
    await workbench.quickInput.choose('shipping');
    await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to shipping/);
  });
});
