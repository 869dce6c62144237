import assert from 'node:assert/strict';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import { StatusItem } from '../harness/workbench/statusItem';
import type { TreeView } from '../harness/workbench/treeView';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { answerAgain, typeKey } from './typeKey';

describe('the account in the status bar, and a key that is revoked', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  let status: StatusItem;
  before(async () => {
    editor = await openOnSandbox();
    status = new StatusItem(editor.workbench.page, 'tem.account');
    view = await editor.workbench.view('TEM', 'Applications');
    await view.welcomeText();
  });
  after(() => editor?.stop());

  const owner = () => {
    const account = editor.sandbox.world.accountOf(editor.sandbox.credential.secretId);
    assert.ok(account);
    return account;
  };
  const labels = async () => (await view.rows()).map(({ label, description }) => `${label}: ${description}`);

  it('is not there for those who never signed in', async () => {
    assert.equal(await status.isShown(), false);
  });

  it('is the account in use with its site, in words for everybody, and leads to the others', async () => {
    const { workbench, sandbox } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await status.says('TEM: Shop · China');
    await status.hasIcon('account');
    assert.match(await status.spoken(), /^TEM uploads use the account Shop \(China\)\. Switch account\./);
    assert.match(await status.tooltip(), /Shop \(China\)\s+Uploads use this account\.\s+Click to switch accounts\./);
    await view.expand('orders');
    await view.expand('Packages');
    await view.rowDescribed('orders-1.4.1.jar').waitFor();
    await workbench.clearNotifications();
    await takeInEveryTheme(editor, 'account-in-use');
  });

  it('marks the sandbox, and one click goes to another account', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Try with the Local Sandbox');
    await status.says('TEM: Practice · sandbox');
    await status.hasIcon('beaker');
    await takeInEveryTheme(editor, 'sandbox-in-use');
    await status.click(workbench.quickInput.said('Which account do you want to use for uploads?'));
    await workbench.quickInput.choose('Shop');
    await status.says('TEM: Shop · China');
    await workbench.run('TEM: Stop the Local Sandbox');
    await view.row('Practice').waitFor({ state: 'detached' });
  });

  it('turns into "sign in again" when the key is revoked: one row for the whole account', async () => {
    owner().secretKey = 'renewedKey0123456789abcdefghijkl';
    await editor.workbench.run('TEM: Refresh Applications');
    await view.row('Sign in again').waitFor();
    await view.row('Guangzhou').waitFor({ state: 'detached' });
    assert.deepEqual(await labels(), ['Shop: China · sign in again', 'Sign in again: Key rejected']);
    await status.says('TEM: Shop · sign in again');
    await status.hasIcon('warning');
    await editor.workbench.clearNotifications();
    await takeInEveryTheme(editor, 'sign-in-again');
  });

  it('is as before once the new key is given, by a click on the row', async () => {
    const { workbench } = editor;
    const { quickInput } = workbench;
    await untilSeen(quickInput.said('How do you want to sign in?'), () => view.row('Sign in again').click());
    await answerAgain(workbench, owner());
    await status.says('TEM: Shop · China');
    await view.expand('orders');
    await view.expand('Packages');
    await view.rowDescribed('orders-1.4.1.jar').waitFor();
    assert.equal((await labels())[0], 'Shop: China');
    assert.equal((await labels()).filter((label) => label.startsWith('Sign in again')).length, 0);
  });

  it('offers the way back after signing out', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Sign Out…');
    await workbench.modal.answer('Sign Out');
    await status.says('TEM: Sign In');
    await status.click(workbench.quickInput.said('How do you want to sign in?'));
    await workbench.quickInput.close();
  });
});
