import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { classFile } from '../fixtures/classFile';
import { zipBytes, type ZipEntry } from '../fixtures/zipBytes';
import { cacheDir } from '../harness/cacheDir';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const main = 'com/acme/orders/Main';
const runs: ZipEntry = {
  name: 'META-INF/MANIFEST.MF',
  content: `Manifest-Version: 1.0\r\nMain-Class: ${main.replaceAll('/', '.')}\r\n\r\n`,
};
const own = (release: number): ZipEntry => ({ name: `${main}.class`, content: classFile(main, release + 44) });
const name = 'orders-2.0.0.jar';
const question = `${name} will not start as it is. Upload it anyway?`;

describe('the question before an upload', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  const stored = () => editor.sandbox.store.objects().filter(({ key }) => key.endsWith(name)).length;
  const build = async (file: string, ...entries: readonly ZipEntry[]) => {
    await mkdir(path.dirname(path.join(editor.folder, file)), { recursive: true });
    await writeFile(path.join(editor.folder, file), await zipBytes(entries));
  };
  const choose = async (...files: readonly string[]) => {
    const { workbench } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenuOfSeveral(files);
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.row('orders').waitFor();
    await workbench.quickInput.choose('orders');
  };
  const chooseOne = async () => {
    await editor.workbench.clearNotifications();
    await choose(`orders/target/${name}`);
    await editor.workbench.modal.text();
  };

  it('sends nothing when it is closed by Escape, whatever was found in several files', async () => {
    const { workbench } = editor;
    const long = `${'configuration-of-the-warehouse/'.repeat(5)}application.yml`;
    await build(`orders/target/${name}`, runs, own(21), { name: long, content: 'db:\n  password: Tr0ub4dor-and-3\n' });
    await build('billing/target/billing-1.0-sources.jar', runs, { name: 'com/acme/A.java', content: 'class A {}' });
    await build('stock/target/stock-1.jar', own(17));
    const files = [`orders/target/${name}`, 'billing/target/billing-1.0-sources.jar', 'stock/target/stock-1.jar'];
    await choose(...files);
    const asked = await workbench.modal.text();
    assert.match(asked, /\d packages will not start as they are\. Upload them anyway\?/);
    assert.match(asked, /orders-2\.0\.0\.jar:\n.*stock-1\.jar:/s);
    assert.match(asked, /warehouse\/application\.yml, line 2 \(password\)/);
    await workbench.page.locator('.monaco-dialog-box .codicon-dialog-warning').waitFor();
    await workbench.picture(path.join(cacheDir, 'pictures', 'checkSeveral-light.png'));
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    assert.deepEqual(editor.sandbox.store.uploads, []);
    await workbench.explorer.select('notes.txt');
  });

  it('leads from the details on to the upload', async () => {
    const { workbench } = editor;
    const clear = async () => {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    };
    await takeInEveryTheme(editor, 'checkQuestion', { arrange: chooseOne, clear });
    await chooseOne();
    await workbench.modal.answer('Show Details');
    const text = await workbench.editorText(`${name} (check)`);
    assert.match(text, /will not start: 1 error/);
    const before = stored();
    await workbench.notifications.waitFor(question);
    await takeInEveryTheme(editor, 'checkDetails');
    await workbench.notifications.click(question, 'Upload Anyway');
    await workbench.notifications.waitFor(new RegExp(`Uploaded ${name.replaceAll('.', '\\.')} to orders`));
    assert.equal(stored(), before + 1);
  });

  it('is not about a package that was built again meanwhile: that one is checked', async () => {
    const { workbench } = editor;
    await build(`orders/target/${name}`, runs, own(21), { name: 'note.txt', content: 'not stored yet' });
    await chooseOne();
    await build(`orders/target/${name}`, runs, own(21));
    await workbench.modal.answer('Upload Anyway');
    assert.match(await workbench.modal.text(), /It requires Java 21/);
    await build(`orders/target/${name}`, runs, own(17), { name: 'note.txt', content: 'mended' });
    const before = stored();
    await workbench.modal.answer('Upload Anyway');
    await workbench.notifications.waitFor(new RegExp(`Uploaded ${name.replaceAll('.', '\\.')} to orders`));
    assert.equal(stored(), before + 1);
  });

  it('lets a person wait for TEM no longer than seconds, and cancel that', async () => {
    const { workbench, sandbox } = editor;
    await workbench.clearNotifications();
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(`orders/target/${name}`)).choose('Upload Package to TEM…');
    await workbench.quickInput.row('orders').waitFor();
    sandbox.conditions.latency = 60_000;
    const before = stored();
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(`Checking ${name}`);
    await workbench.picture(path.join(cacheDir, 'pictures', 'checkSlow-light.png'));
    await workbench.notifications.click(`Checking ${name}`, 'Cancel');
    await workbench.notifications.waitUntilGone(`Checking ${name}`);
    sandbox.conditions.latency = 0;
    assert.equal(stored(), before);
    assert.deepEqual(sandbox.store.uploads, []);
  });
});
