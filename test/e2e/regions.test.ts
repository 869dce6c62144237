import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

describe('TEM: Select Regions…', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou', 'cn-private-1'] } });
    const { workbench, sandbox } = editor;
    view = await workbench.view('TEM', 'Applications');
    await typeKey(workbench, sandbox.credential, 'Shop');
    await view.row('cn-private-1').waitFor();
  });
  after(() => editor?.stop());

  const regions = async () => (await view.rows()).filter(({ level }) => level === 2).map(({ label }) => label);
  const open = async () => {
    await editor.workbench.run('TEM: Select Regions…');
    await editor.workbench.quickInput.step('Regions to show in TEM');
  };

  it('says of a region that is not served just that, on its own row, beside one that is', async () => {
    await view.row('Region not supported').waitFor();
    await view.row('orders').waitFor();
  });

  it('ticks what is shown, adds a known region by its name, and keeps the id it does not know', async () => {
    const { quickInput } = editor.workbench;
    await open();
    await quickInput.chooseSeveral(['Shanghai']);
    await view.row('shipping').waitFor();
    assert.deepEqual([...(await regions())].sort(), ['Guangzhou', 'Shanghai', 'cn-private-1']);
  });

  it('takes an id that is typed, and keeps what was ticked before', async () => {
    const { quickInput } = editor.workbench;
    await open();
    await quickInput.type('ap-elsewhere');
    await quickInput.row('ap-elsewhere').waitFor();
    await quickInput.accept();
    await view.row('ap-elsewhere').waitFor();
    assert.deepEqual([...(await regions())].sort(), ['Guangzhou', 'Shanghai', 'ap-elsewhere', 'cn-private-1']);
  });

  it('takes nothing that could not be part of a host name, and says what an id is', async () => {
    const { quickInput } = editor.workbench;
    await open();
    await quickInput.type('evil.example.com/');
    await quickInput.accept();
    await quickInput.step('A region ID has lowercase letters, digits and hyphens, such as ap-guangzhou.');
    await quickInput.close();
    assert.equal((await regions()).length, 4);
  });

  it('writes where the setting is: a workspace that has its own goes on having it', async () => {
    const { workbench, folder } = editor;
    const file = path.join(folder, '.vscode', 'settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ 'tem.regions': ['ap-shanghai'] }));
    await view.row('Guangzhou').waitFor({ state: 'detached' });
    await open();
    await workbench.quickInput.chooseSeveral(['Guangzhou']);
    await view.row('Guangzhou').waitFor();
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { 'tem.regions': ['ap-guangzhou', 'ap-shanghai'] });
  });
});
