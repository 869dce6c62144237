import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const name = 'orders-3.0.0.jar';
const file = `orders/target/${name}`;

describe('a package that is damaged inside', () => {
  let editor: EditorOnSandbox;
  let jar: Buffer;
  before(async () => {
    editor = await openOnSandbox();
    jar = await bootJar({ name: 'orders', version: '3.0.0', main: 'com/acme/Orders', bytes: 8e6, seed: 3 });
    // In a library in the middle: its directory, and so its facts, stay as they are.
    jar[4_000_000] = (jar[4_000_000] ?? 0) ^ 1;
    await writeFile(path.join(editor.folder, file), jar);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  it('is not completed until a person wants it anyway, and is then stored as it is', async () => {
    const { workbench, sandbox } = editor;
    const stored = () => sandbox.store.objects().filter(({ key }) => key.endsWith(name));
    sandbox.requests.clear();
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(file)).choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/do not match their checksums.*\(BOOT-INF\/lib\/.*\.jar\)/s);
    const view = await workbench.view('TEM', 'Uploads');
    await view.rowDescribed(/Damaged inside/).waitFor();
    assert.deepEqual([stored(), sandbox.requests.of('CompleteMultipartUpload')], [[], []]);

    await workbench.notifications.click(/do not match their checksums/, 'Upload Anyway');
    await workbench.notifications.waitFor(new RegExp(`Uploaded ${name} to orders as`));
    assert.equal(sandbox.requests.of('CompleteMultipartUpload').length, 1);
    assert.ok(stored()[0]?.bytes.equals(jar), 'what was stored is not the file');
    assert.deepEqual(sandbox.store.uploads, []);
  });
});
