import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir, repoRoot } from '../harness/cacheDir';
import { takeInEveryTheme, themes } from '../harness/takeInEveryTheme';
import { writePicturesVariable } from '../harness/testEvent';
import { takeWebp } from '../harness/workbench/takeWebp';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const pictures = path.join(cacheDir, 'pictures');

describe('pictures', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox();
  });
  after(() => editor?.stop());

  const openPicker = async () => {
    const { workbench } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar');
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.row('orders').waitFor();
  };

  it('of the welcome view', async () => {
    await editor.workbench.view('TEM', 'Applications');
    await takeInEveryTheme(editor, 'welcome');
  });

  it('of the applications, which is one of the README', async () => {
    const { workbench, sandbox } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    const view = await workbench.view('TEM', 'Applications');
    await workbench.widenSideBar(520);
    await view.expand('orders', 'Environments', 'Packages');
    await view.rowDescribed('orders-1.4.1.jar').waitFor();
    await workbench.clearNotifications();
    if (process.env[writePicturesVariable]) {
      await takeWebp(workbench, path.join(repoRoot, 'media', 'readme', 'browse'));
    }
    await takeInEveryTheme(editor, 'applications');
  });

  it('of the application picker', async () => {
    const { workbench } = editor;
    await takeInEveryTheme(editor, 'picker', { arrange: openPicker, clear: () => workbench.quickInput.close() });
  });

  it('of an upload on its way, which is the first of the README', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.sharedBandwidth = 1_000_000;
    await workbench.page.setViewportSize({ width: 1000, height: 600 });
    await workbench.widenSideBar(300);
    await workbench.openFile('OrdersApplication.java');
    await openPicker();
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/sending [4-9]\d%.* left/);
    if (process.env[writePicturesVariable]) {
      await takeWebp(workbench, path.join(repoRoot, 'media', 'readme', 'upload'));
    }
    await takeInEveryTheme(editor, 'uploading');
    sandbox.conditions.sharedBandwidth = 0;
    await workbench.notifications.waitFor(/Uploaded/);
    await takeInEveryTheme(editor, 'uploaded');
  });

  it('differ from theme to theme', async () => {
    const read = (theme: (typeof themes)[number]) => readFile(path.join(pictures, `applications-${theme}.png`));
    const [dark, highContrast, light] = await Promise.all(themes.map(read));
    assert.ok(light && dark && highContrast);
    assert.ok(!light.equals(dark) && !dark.equals(highContrast));
  });
});
