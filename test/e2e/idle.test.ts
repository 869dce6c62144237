import assert from 'node:assert/strict';
import { followLife, type Life } from '../harness/followLife';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

describe('a window in which nothing is done', () => {
  let life: Life;
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    life = await followLife();
    editor = await openOnSandbox(life.options);
    await life.awake();
    view = await editor.workbench.view('TEM', 'Applications');
  });
  after(async () => {
    await editor?.stop();
    life?.close();
  });

  describe('while nobody is signed in', () => {
    before(() => view.welcome.waitFor());

    it('has no timer', async () => assert.deepEqual(await life.left('timer'), []));
    it('watches no file', async () => assert.deepEqual(await life.left('watcher'), []));
    it('has read the secret storage once at most', () => assert.deepEqual(life.reads.slice(1), []));
  });

  describe('while somebody is signed in', () => {
    before(async () => {
      await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
      await view.row('orders').waitFor();
    });

    it('has no timer', async () => assert.deepEqual(await life.left('timer'), []));
    it('has none once more rows were shown, either', async () => {
      await view.expand('orders', 'Packages');
      await view.expand('Environments');
      assert.deepEqual(await life.left('timer'), []);
    });
  });
});
