import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const upload = 'TEM: Upload Package…';

describe('a package that a link leads out of the workspace to', () => {
  let editor: EditorOnSandbox;
  let elsewhere: string;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    elsewhere = await realpath(await mkdtemp(path.join(tmpdir(), 'tem-elsewhere-')));
    await mkdir(path.join(elsewhere, 'target'));
    for (const name of ['secret.jar', path.join('target', 'deep.jar')])
      await cp(path.join(editor.folder, samplePackages.inventory), path.join(elsewhere, name));
    await symlink(path.join(elsewhere, 'secret.jar'), path.join(editor.folder, 'orders', 'target', 'linked-1.0.jar'));
    await symlink(path.join(elsewhere, 'target'), path.join(editor.folder, 'portal', 'linked'));
    // One that stays within is as good as any file.
    const within = path.join(editor.folder, 'portal', 'target', 'within-1.0.jar');
    await symlink(path.join(editor.folder, samplePackages.inventory), within);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(async () => {
    await editor?.stop();
    await rm(elsewhere, { recursive: true, force: true });
  });

  const sent = () => editor.sandbox.requests.of('CreateCosToken').length;
  const stored = (name: string) => editor.sandbox.store.objects().filter(({ key }) => key.endsWith(`/${name}`));

  it('is asked about with its real place, from the palette; nothing is sent without a yes', async () => {
    const { workbench } = editor;
    await workbench.run(upload);
    await workbench.quickInput.choose('linked-1.0.jar');
    const asked = await workbench.modal.text();
    assert.match(asked, /Upload a file from outside the workspace\?/);
    assert.ok(asked.includes(`linked-1.0.jar leads to ${path.join(elsewhere, 'secret.jar')}`), asked);
    await workbench.modal.answer('Cancel');
    assert.equal(sent(), 0);
  });

  it('is uploaded once that is meant', async () => {
    const { workbench } = editor;
    await workbench.run(upload);
    await workbench.quickInput.choose('linked-1.0.jar');
    await workbench.modal.answer('Upload');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/Uploaded linked-1\.0\.jar to orders/);
    assert.ok(stored('linked-1.0.jar')[0]?.bytes.equals(await readFile(path.join(elsewhere, 'secret.jar'))));
    await workbench.clearNotifications();
  });

  it('is asked about in the explorer too, also where the folder is the link', async () => {
    const { workbench } = editor;
    const before = sent();
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('portal/linked/deep.jar');
    await menu.choose('Upload Package to TEM…');
    const asked = await workbench.modal.text();
    assert.ok(asked.includes(`deep.jar leads to ${path.join(elsewhere, 'target', 'deep.jar')}`), asked);
    await workbench.modal.answer('Cancel');
    assert.equal(sent(), before);
  });

  it('is not asked about where the link stays within the workspace', async () => {
    const { workbench } = editor;
    await workbench.run(upload);
    await workbench.quickInput.choose('within-1.0.jar');
    await workbench.quickInput.choose('inventory');
    await workbench.notifications.waitFor(/Uploaded within-1\.0\.jar to inventory/);
  });
});
