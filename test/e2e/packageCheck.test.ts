import assert from 'node:assert/strict';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { classFile } from '../fixtures/classFile';
import { zipBytes, type ZipEntry } from '../fixtures/zipBytes';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const main = 'com/acme/orders/Main';
const manifest = (...lines: readonly string[]): ZipEntry => ({
  name: 'META-INF/MANIFEST.MF',
  content: `${['Manifest-Version: 1.0', ...lines].join('\r\n')}\r\n\r\n`,
});
const runs = manifest(`Main-Class: ${main.replaceAll('/', '.')}`);

describe('the check of a package', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  async function build(name: string, ...entries: readonly ZipEntry[]): Promise<void> {
    await writeFile(path.join(editor.folder, 'orders', 'target', name), await zipBytes(entries));
  }

  /** Chooses a package of the workspace, and orders as where it goes. */
  async function choose(command: string, name: string): Promise<void> {
    const { workbench } = editor;
    await workbench.clearNotifications();
    await workbench.run(command);
    await workbench.quickInput.step('Which package?');
    await workbench.quickInput.choose(name);
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
  }

  it('tells of a Java that no environment has, and lets it be uploaded all the same', async () => {
    const { workbench } = editor;
    await build('orders-2.0.0.jar', runs, { name: `${main}.class`, content: classFile(main, 65) });
    await choose('TEM: Upload Package…', 'orders-2.0.0.jar');
    const asked = await workbench.modal.text();
    assert.match(asked, /orders-2\.0\.0\.jar will not start as it is\. Upload it anyway\?/);
    assert.match(asked, /requires Java 21 \(com\/acme\/orders\/Main\.class\); shop-test has Java 17 \(KONA:17\)/);
    assert.match(asked, /Build for Java 17/);
    await workbench.modal.answer('Upload Anyway');
    await workbench.notifications.waitFor(/Uploaded orders-2\.0\.0\.jar to orders/);
  });

  it('leads to the version that TEM has already', async () => {
    const { workbench, sandbox } = editor;
    const objects = sandbox.store.objects().length;
    await choose('TEM: Upload Package…', 'orders-2.0.0.jar');
    assert.match(await workbench.modal.text(), /TEM already has this package: orders-2\.0\.0\.jar, version \d{14}/);
    const version = /version (\d{14})/.exec(await workbench.modal.text())?.[1] ?? '';
    await workbench.modal.answer(`Use Version ${version}`);
    await workbench.notifications.waitFor(`orders-2.0.0.jar is in orders as ${version}. Nothing was uploaded.`);
    assert.equal(sandbox.store.objects().length, objects);
  });

  it('stands in the plan of a deployment', async () => {
    const { workbench } = editor;
    await choose('TEM: Upload and Deploy Package…', 'orders-2.0.0.jar');
    await workbench.quickInput.row('shop-test').waitFor();
    await workbench.quickInput.choose('shop-test');
    const plan = await workbench.modal.text();
    assert.match(plan, /✖ It requires Java 21 \(com\/acme\/orders\/Main\.class\); shop-test has Java 17/);
    assert.match(plan, /Environment: shop-test \(test\), 1 instance, Java KONA:17/);
    await workbench.modal.answer('Cancel');
    assert.equal(editor.sandbox.rollouts.filter((one) => !one.byColleague).length, 0);
  });

  it('takes the package that is meant by one key', async () => {
    const { workbench } = editor;
    const own: ZipEntry = { name: `${main}.class`, content: classFile(main) };
    await build('orders-2.0.1.jar', manifest(), own);
    await build('orders-2.0.1-exec.jar', runs, own, { name: 'note.txt', content: 'this one runs' });
    await choose('TEM: Upload Package…', 'orders-2.0.1.jar');
    assert.match(await workbench.modal.text(), /The same build has orders-2\.0\.1-exec\.jar\./);
    await workbench.page.keyboard.press('Enter');
    await workbench.notifications.waitFor(/Uploaded orders-2\.0\.1-exec\.jar to orders/);
  });

  it('tells of a source that is newer than the package, until that is put away for the module', async () => {
    const { workbench } = editor;
    await build('orders-2.0.2.jar', runs, { name: `${main}.class`, content: classFile(main) });
    const source = path.join(editor.folder, 'orders', 'src', 'main', 'java', 'com', 'acme', 'orders');
    await mkdir(source, { recursive: true });
    await writeFile(path.join(source, 'Main.java'), 'class Main {}\n');
    const anHourAgo = Date.now() / 1000 - 3600;
    await utimes(path.join(editor.folder, 'orders', 'target', 'orders-2.0.2.jar'), anHourAgo, anHourAgo);
    await choose('TEM: Upload Package…', 'orders-2.0.2.jar');
    const asked = await workbench.modal.text();
    assert.match(asked, /Upload orders-2\.0\.2\.jar\?/);
    assert.match(asked, /Main\.java has changed since the build/);
    await workbench.modal.answer("Don't Warn Again for This Module");
    await workbench.notifications.waitFor(/Uploaded orders-2\.0\.2\.jar to orders/);
  });

  it('names the line of a secret, and never the secret', async () => {
    const { workbench } = editor;
    const settings = 'server.port=8080\nspring.datasource.password=Tr0ub4dor-and-3\n';
    await build(
      'orders-2.0.3.jar',
      runs,
      { name: `${main}.class`, content: classFile(main) },
      { name: 'application.properties', content: settings },
    );
    await workbench.clearNotifications();
    await workbench.run('TEM: Check Package');
    await workbench.quickInput.step('Which package?');
    await workbench.quickInput.choose('orders-2.0.3.jar');
    const text = await workbench.editorText('orders-2.0.3.jar (check)');
    assert.match(text, /Secrets in clear text: application\.properties, line 2 \(password\)\./);
    assert.match(text, /Environment: shop-prod, Java KONA:17/);
    assert.doesNotMatch(text, /Tr0ub4dor/);
  });
});
