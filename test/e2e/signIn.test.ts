import assert from 'node:assert/strict';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

describe('signing in', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox();
  });
  after(() => editor?.stop());

  it('offers both buttons while nobody is signed in', async () => {
    const view = await editor.workbench.view('TEM', 'Applications');
    assert.deepEqual(await view.welcomeButtons(), ['Sign In', 'Try with the Local Sandbox']);
  });

  it('leads from the Sign In button to the question how', async () => {
    const view = await editor.workbench.view('TEM', 'Applications');
    const { quickInput } = editor.workbench;
    await view.clickWelcome('Sign In', quickInput.said('How do you want to sign in?'));
    const ways = (await quickInput.rows()).map(({ label }) => label);
    assert.deepEqual(ways.slice(0, 3), [
      'Enter a SecretId and SecretKey',
      'Use Environment Variables',
      'Use a Tencent Cloud CLI Profile',
    ]);
    await quickInput.close();
  });

  it('does not show the key while it is typed', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Sign In…');
    await workbench.quickInput.choose('Enter a SecretId and SecretKey');
    await workbench.quickInput.choose('China');
    await workbench.quickInput.step('SecretId');
    assert.equal(await workbench.quickInput.isMasked(), false);
    await workbench.quickInput.type('AKIDsomething');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('SecretKey');
    assert.equal(await workbench.quickInput.isMasked(), true);
    await workbench.quickInput.close();
  });

  it('refuses a wrong key in words and keeps nothing', async () => {
    const { workbench, sandbox } = editor;
    await typeKey(workbench, { ...sandbox.credential, secretKey: 'wrongKey0123456789abcdefghijklmn' }, 'Wrong');
    await workbench.notifications.waitFor('The SecretKey does not belong to this SecretId');
    const view = await workbench.view('TEM', 'Applications');
    assert.deepEqual(await view.welcomeButtons(), ['Sign In', 'Try with the Local Sandbox']);
  });

  it('refuses an unknown id in words', async () => {
    const { workbench, sandbox } = editor;
    await workbench.clearNotifications();
    await typeKey(workbench, { ...sandbox.credential, secretId: 'AKIDnobodyKnowsThis0123456789abcdefg' }, 'Unknown');
    await workbench.notifications.waitFor('Tencent Cloud cannot find this SecretId');
  });

  it('wrote why to the log, which the palette shows, and no key', async () => {
    const { workbench, sandbox } = editor;
    await workbench.run('TEM: Show Log');
    await workbench.outputLine('wrongKey');
    const log = await workbench.outputText();
    assert.ok(!log.includes(sandbox.credential.secretKey) && !log.includes('wrongKey0123456789'), log);
  });

  it('takes the right key and shows the applications', async () => {
    const { workbench, sandbox } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    const view = await workbench.view('TEM', 'Applications');
    await view.row('orders').waitFor();
    const rows = await view.rows();
    assert.equal(rows[0]?.label, 'Shop');
    assert.match(rows.find(({ label }) => label === 'orders')?.description ?? '', /^JAR/);
  });

  it('keeps the account across a reload of the window', async () => {
    const { workbench } = editor;
    await workbench.reload();
    const view = await workbench.view('TEM', 'Applications');
    await view.row('orders').waitFor();
    assert.equal((await view.rows())[0]?.label, 'Shop');
  });

  it('forgets the account when signed out', async () => {
    const { workbench } = editor;
    const view = await workbench.view('TEM', 'Applications');
    const menu = await view.openContextMenu('Shop');
    await menu.choose('Sign Out…');
    await workbench.modal.answer('Sign Out');
    assert.deepEqual(await view.welcomeButtons(), ['Sign In', 'Try with the Local Sandbox']);
  });
});
