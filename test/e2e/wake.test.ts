import assert from 'node:assert/strict';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wakeCause } from '../harness/wakeCause';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

/** Makes a folder of these files, each of which is empty. */
const filled = (files: readonly string[]) => async (folder: string) => {
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), '');
  }
};
const unreadable = /can no longer read its own files/;

describe('what wakes the extension', () => {
  let editor: EditorOnSandbox;
  afterEach(() => editor?.stop());

  // VS Code looks for patterns all at once, and names all of them.
  const below = '*/pom.xml,*/build.gradle,*/build.gradle.kts';
  for (const [file, cause] of [
    ['pom.xml', 'pom.xml'],
    ['orders/build.gradle', below],
    ['orders/build.gradle.kts', below],
  ] as const) {
    it(`a folder with ${file}`, async () => {
      editor = await openOnSandbox({ fill: filled(['notes.txt', file]) });
      assert.equal(await wakeCause(editor.storage, 'byItself'), `workspaceContains:${cause}`);
    });
  }

  describe('in a folder without a build file near its root', () => {
    beforeEach(async () => {
      editor = await openOnSandbox({ fill: filled(['notes.txt', 'java/orders/pom.xml']) });
      assert.equal(await wakeCause(editor.storage, 'byItself'), undefined);
    });

    it('a command, and that is run', async () => {
      const { workbench, storage } = editor;
      await workbench.run('TEM: Sign In…');
      await workbench.quickInput.step('How do you want to sign in?');
      assert.equal(await wakeCause(storage, 'later'), 'onCommand:tem.signIn');
    });

    it('its view, and that is filled', async () => {
      const view = await editor.workbench.view('TEM', 'Applications');
      await view.welcome.waitFor();
      assert.match((await wakeCause(editor.storage, 'later')) ?? '', /^onView:tem\.(applications|uploads)$/);
    });
  });
});

describe('a window whose extension has lost its files', () => {
  let editor: EditorOnSandbox;
  let dist: string;
  before(async () => {
    editor = await openOnSandbox({ fill: filled(['notes.txt']) });
    const extensions = path.join(editor.folder, '..', 'extensions');
    const [installed] = (await readdir(extensions)).filter((name) => name.startsWith('tem-toolkit.'));
    dist = path.join(extensions, installed ?? '', 'dist');
  });
  after(() => editor?.stop());

  const hidden = ['subjects.js', 'applications.js', 'uploads.js'];
  const move = (from: string, to: string) =>
    Promise.all(hidden.map((name) => rename(path.join(dist, name + from), path.join(dist, name + to))));

  it('says so in place of an empty view, and offers to reload', async () => {
    const { workbench } = editor;
    await move('', '.away');
    await workbench.view('TEM', 'Applications');
    await workbench.notifications.waitFor(unreadable);
    assert.deepEqual(await workbench.notifications.buttons(unreadable), ['Reload Window']);
    assert.ok((await workbench.notifications.texts()).every((text) => !/Cannot find module|require/i.test(text)));
  });

  it('says the same at a command', async () => {
    const { workbench } = editor;
    await workbench.clearNotifications();
    await workbench.run('TEM: Find Application…');
    await workbench.notifications.waitFor(unreadable);
    await workbench.run('TEM: Show Log');
    await workbench.outputLine('dist/extension');
  });

  it('goes on by the next command once they are back, and fills the view', async () => {
    const { workbench, sandbox } = editor;
    await workbench.clearNotifications();
    await move('.away', '');
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    const view = await workbench.openedView('TEM', 'Applications');
    await view.row('orders').waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Shop' }).waitFor();
    assert.ok((await workbench.notifications.texts()).every((text) => !unreadable.test(text)));
  });
});
