import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const jar = 'orders/target/orders-1.4.2.jar';

for (const host of ['oldest', 'newest'] as const) {
  describe(`uploading, ${host} VS Code`, () => {
    let editor: EditorOnSandbox;
    let version: string;
    before(async () => {
      editor = await openOnSandbox({ host });
      await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
      await editor.workbench.notifications.waitFor('Signed in as Shop');
    });
    after(() => editor?.stop());

    it('goes from a right-click to "Uploaded …", the bytes in the store being those of the file', async () => {
      const { workbench, sandbox, folder } = editor;
      const before = keysOf(sandbox);
      const menu = await workbench.explorer.openContextMenu(jar);
      await menu.choose('Upload Package to TEM…');
      await workbench.quickInput.step('Which application do you want to upload to?');
      await workbench.quickInput.choose('orders');
      const done = await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to orders as \d{14}/);
      version = /as (\d{14})/.exec(await done.innerText())?.[1] ?? '';
      const [stored, ...others] = sandbox.store.objects().filter(({ key }) => !before.has(key));
      assert.ok(stored);
      assert.equal(others.length, 0);
      assert.ok(stored.bytes.equals(await readFile(path.join(folder, jar))));
    });

    it('offers to deploy it, to copy its path and to show it in TEM', async () => {
      const { notifications } = editor.workbench;
      assert.deepEqual(await notifications.buttons(/Uploaded/), [
        'Deploy…',
        'Copy Package Path',
        'Reveal in Applications',
      ]);
    });

    it('shows the package below its application, revealed by the button', async () => {
      const { workbench } = editor;
      await workbench.notifications.click(/Uploaded/, 'Reveal in Applications');
      const view = await workbench.openedView('TEM', 'Applications');
      await view.row(version).waitFor();
      const row = (await view.rows()).find(({ label }) => label === version);
      assert.match(row?.description ?? '', /^orders-1\.4\.2\.jar · 1\d\.\d M/);
    });
  });
}

function keysOf(sandbox: Sandbox): ReadonlySet<string> {
  return new Set(sandbox.store.objects().map(({ key }) => key));
}
