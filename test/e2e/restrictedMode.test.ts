import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const asksForTrust = 'Packages are uploaded from trusted workspaces only.';

describe('in a workspace that is not trusted', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    editor = await openOnSandbox({ trust: 'refused', user: { 'tem.regions': ['ap-guangzhou'] } });
    view = await editor.workbench.view('TEM', 'Applications');
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
  });
  after(() => editor?.stop());

  it('applications are shown as always', async () => {
    await view.expand('orders');
    await view.expand('Packages');
    await view.rowDescribed('orders-1.4.1.jar').waitFor();
  });

  it('its settings say nothing: neither the regions nor where requests go', async () => {
    const { folder, workbench } = editor;
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    const hostile = { 'tem.regions': ['ap-shanghai'], 'tem.endpoint': 'https://elsewhere.invalid' };
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(hostile));
    await workbench.run('TEM: Refresh');
    await view.row('orders').waitFor();
    const regions = (await view.rows()).filter(({ level }) => level === 2).map(({ label }) => label);
    assert.deepEqual(regions, ['Guangzhou']);
  });

  it('an upload asks for trust; without it nothing is sent', async () => {
    const { workbench, sandbox } = editor;
    await workbench.run('TEM: Upload Package to TEM…');
    assert.match(await workbench.modal.text(), new RegExp(asksForTrust));
    await workbench.modal.answer('Cancel');
    const stores = ['PutObject', 'InitiateMultipartUpload'];
    assert.ok(!sandbox.requests.all.some(({ kind }) => stores.includes(kind)));
  });

  it('goes on with the upload once the workspace is trusted, and then its regions count', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Upload Package to TEM…');
    await workbench.modal.answer('Manage Workspace Trust');
    await workbench.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    await workbench.quickInput.step('Which package?');
    await view.row('Shanghai').waitFor();
    await workbench.quickInput.choose('orders-1.4.2.jar');
    await workbench.quickInput.choose('shipping');
    await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to shipping/);
  });
});
