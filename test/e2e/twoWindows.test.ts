import assert from 'node:assert/strict';
import type { Workbench } from '../harness/workbench/workbench';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { answerAgain, typeKey } from './typeKey';

describe('two windows that sign in at the same moment', () => {
  let editor: EditorOnSandbox;
  let windows: readonly (readonly [Workbench, string])[];
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    windows = [
      [editor.workbench, 'One'],
      [await editor.openAnother(), 'Two'],
    ];
  });
  after(() => editor?.stop());

  const accountsIn = async (workbench: Workbench) => {
    const view = await workbench.view('TEM', 'Applications');
    await Promise.all(windows.map(([, name]) => view.row(name).waitFor()));
    return (await view.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
  };

  it('lose none of the two accounts, and each sees both', async () => {
    await Promise.all(windows.map(([workbench, name]) => typeKey(workbench, editor.sandbox.credential, name)));
    for (const [workbench, name] of windows) await workbench.notifications.waitFor(`Signed in as ${name}`);
    const [one, two] = await Promise.all(windows.map(([workbench]) => accountsIn(workbench)));
    assert.deepEqual([...(one ?? [])].sort(), ['One', 'Two']);
    assert.deepEqual(two, one);
  });

  it('keep the name that one gives an account while the other one signs in to it again', async () => {
    const [[first], [second]] = windows as readonly [readonly [Workbench, string], readonly [Workbench, string]];
    const view = await first.view('TEM', 'Applications');
    await (await view.openContextMenu('Two')).choose('Sign In Again…');
    await first.quickInput.step('How do you want to sign in?');
    await (await (await second.view('TEM', 'Applications')).openContextMenu('Two')).choose('Rename Account…');
    await second.quickInput.type('Second');
    await second.quickInput.accept();
    await view.row('Second').waitFor();
    await answerAgain(first, editor.sandbox.credential);
    await first.notifications.waitFor('Signed in as Second');
    await view.row('Second').waitFor();
  });

  it('see at once whom the other one signs out of', async () => {
    const [[first], [second]] = windows as readonly [readonly [Workbench, string], readonly [Workbench, string]];
    await second.run('TEM: Sign Out…');
    await second.quickInput.choose('One');
    await second.modal.answer('Sign Out');
    for (const workbench of [second, first]) {
      const view = await workbench.view('TEM', 'Applications');
      await view.row('One').waitFor({ state: 'detached' });
      await view.row('Second').waitFor();
    }
  });
});
