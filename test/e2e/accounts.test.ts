import assert from 'node:assert/strict';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { answerAgain, answerWithKey, typeKey } from './typeKey';

const signedOut = 'You are not signed in.';

describe('accounts', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    view = await editor.workbench.view('TEM', 'Applications');
  });
  after(() => editor?.stop());

  const accounts = async () =>
    (await view.rows()).filter(({ level }) => level === 1).map(({ label, description }) => `${label}: ${description}`);

  describe('while nobody is signed in', () => {
    const asksHow = async () => {
      const { quickInput } = editor.workbench;
      await quickInput.step('How do you want to sign in?');
      await quickInput.close();
    };

    for (const command of ['TEM: Refresh Applications', 'TEM: Sign Out…']) {
      it(`${command} offers to sign in and the sandbox`, async () => {
        const { workbench } = editor;
        await workbench.run(command);
        await workbench.notifications.waitFor(signedOut);
        assert.deepEqual(await workbench.notifications.buttons(signedOut), ['Sign In…', 'Try with the Local Sandbox']);
        await workbench.notifications.click(signedOut, 'Sign In…');
        await asksHow();
        await workbench.notifications.waitUntilGone(signedOut);
      });
    }

    it('TEM: Switch Account… asks how to sign in', async () => {
      await editor.workbench.run('TEM: Switch Account…');
      await asksHow();
    });

    it('an upload asks the same, and goes on from there', async () => {
      const { workbench, sandbox } = editor;
      await workbench.run('TEM: Upload Package…');
      await answerWithKey(workbench, sandbox.credential, 'Shop');
      await workbench.notifications.waitFor('Signed in as Shop');
      await workbench.quickInput.step('Which package?');
      await workbench.quickInput.choose('inventory-2.0.0-SNAPSHOT.jar');
      await workbench.quickInput.step('Upload inventory-2.0.0-SNAPSHOT.jar with Shop');
      await workbench.quickInput.choose('inventory');
      await workbench.notifications.waitFor(/Uploaded inventory-2\.0\.0-SNAPSHOT\.jar to inventory/);
    });
  });

  describe('of which there are two', () => {
    before(async () => {
      const { workbench, sandbox } = editor;
      await workbench.clearNotifications();
      await typeKey(workbench, sandbox.credential, 'Overseas', 'International');
      await workbench.notifications.waitFor('Signed in as Overseas');
      await view.rowDescribed('International · in use').waitFor();
    });

    it('show which one is in use', async () => {
      assert.deepEqual(await accounts(), ['Shop: China', 'Overseas: International · in use']);
    });

    it('are switched from the palette, and uploads go with the chosen one', async () => {
      const { workbench } = editor;
      await workbench.run('TEM: Switch Account…');
      await workbench.quickInput.step('Which account do you want to use for uploads?');
      const rows = (await workbench.quickInput.rows()).map(({ label, description }) => `${label}: ${description}`);
      assert.deepEqual(rows, ['Shop: China', 'Overseas: International · in use']);
      await workbench.quickInput.choose('Shop');
      await workbench.notifications.waitFor('Uploads now use Shop');
      await view.rowDescribed('China · in use').waitFor();
      await workbench.run('TEM: Upload Package…');
      await workbench.quickInput.choose('orders-1.4.2.jar');
      await workbench.quickInput.step('Upload orders-1.4.2.jar with Shop');
      await workbench.quickInput.close();
    });

    it('are switched on the row of the other one', async () => {
      const { workbench } = editor;
      await (await view.openContextMenu('Overseas')).choose('Use Account for Uploads');
      await workbench.notifications.waitFor('Uploads now use Overseas');
      await view.rowDescribed('International · in use').waitFor();
      assert.deepEqual(await accounts(), ['Shop: China', 'Overseas: International · in use']);
    });

    for (const [account, address] of [
      ['Shop', 'https://console.cloud.tencent.com/tem'],
      ['Overseas', 'https://console.tencentcloud.com/tem'],
    ] as const) {
      it(`open the console of their own site: ${address}`, async () => {
        const { modal } = editor.workbench;
        await (await view.openContextMenu(account)).choose('Open in Console');
        assert.ok((await modal.text()).split(/\s+/).includes(address), await modal.text());
        await modal.answer('Cancel');
      });
    }

    it('are renamed from the row, to a name that no other one has', async () => {
      const { workbench } = editor;
      const { quickInput } = workbench;
      await (await view.openContextMenu('Overseas')).choose('Rename Account…');
      await quickInput.step('Display name of this account');
      assert.equal(await quickInput.input.inputValue(), 'Overseas');
      await quickInput.type('Shop');
      await quickInput.accept();
      await quickInput.said('Another account already has this name.').waitFor();
      await quickInput.type('Abroad');
      await quickInput.accept();
      await view.row('Abroad').waitFor();
      await workbench.run('TEM: Rename Account…');
      await quickInput.step('Which account do you want to rename?');
      await quickInput.choose('Abroad');
      await quickInput.step('Display name of this account');
      await quickInput.type('Overseas');
      await quickInput.accept();
      await view.row('Overseas').waitFor();
      assert.deepEqual(await accounts(), ['Shop: China', 'Overseas: International · in use']);
    });

    it('are signed in to again where the key was changed, each on its own, without a second row', async () => {
      const { workbench, sandbox } = editor;
      const account = sandbox.world.accountOf(sandbox.credential.secretId);
      assert.ok(account);
      account.secretKey = 'renewedKey0123456789abcdefghijkl';
      await workbench.run('TEM: Refresh Applications');
      await view.row('Sign in again').waitFor();
      await (await view.openContextMenu('Shop')).choose('Sign In Again…');
      await answerAgain(workbench, account);
      await workbench.notifications.waitFor('Signed in as Shop');
      await view.row('orders').waitFor();
      await view.rowDescribed('International · in use · sign in again').waitFor();
      assert.deepEqual(await accounts(), ['Shop: China', 'Overseas: International · in use · sign in again']);
    });
  });
});
