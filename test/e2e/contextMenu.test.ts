import assert from 'node:assert/strict';
import { openEditor, type Editor } from '../harness/openEditor';

const entry = 'Upload Package to TEM…';

for (const host of ['oldest', 'newest'] as const) {
  describe(`the context menu of the explorer, ${host} VS Code`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ host });
    });
    after(() => editor?.stop());

    const titlesOf = async (file: string) => {
      const menu = await editor.workbench.explorer.openContextMenu(file);
      const titles = await menu.titles();
      await menu.close();
      return titles;
    };

    it('offers the upload on a .jar', async () => {
      assert.ok((await titlesOf('orders/target/orders-1.4.2.jar')).includes(entry));
    });

    it('offers the upload on a .WAR in capitals', async () => {
      assert.ok((await titlesOf('portal/target/portal-3.1.0.WAR')).includes(entry));
    });

    it('does not offer it on a .txt', async () => {
      const titles = await titlesOf('notes.txt');
      assert.ok(titles.length > 3);
      assert.ok(!titles.includes(entry));
    });

    it('does not offer it on a folder', async () => {
      assert.ok(!(await titlesOf('orders/target')).includes(entry));
    });
  });
}
