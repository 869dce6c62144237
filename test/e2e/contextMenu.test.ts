import assert from 'node:assert/strict';
import { openEditor, type Editor } from '../harness/openEditor';

const entries = ['Upload Package to TEM…', 'Show Package Details', 'Compare with Another Package…'];

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

    const ours = (titles: readonly string[]) => titles.filter((title) => entries.includes(title));

    it('offers the upload, the facts and the comparison on a .jar', async () => {
      assert.deepEqual(ours(await titlesOf('orders/target/orders-1.4.2.jar')), entries);
    });

    it('offers them on a .WAR in capitals', async () => {
      assert.deepEqual(ours(await titlesOf('portal/target/portal-3.1.0.WAR')), entries);
    });

    it('does not offer them on a .txt', async () => {
      const titles = await titlesOf('notes.txt');
      assert.ok(titles.length > 3);
      assert.deepEqual(ours(titles), []);
    });

    it('does not offer them on a folder', async () => {
      assert.deepEqual(ours(await titlesOf('orders/target')), []);
    });
  });
}
