import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const upload = 'Upload Package to TEM…';
const orders = 'orders/target/orders-1.4.2.jar';
const portal = 'portal/target/portal-3.1.0.WAR';
const billing = 'billing/target/billing-1.jar';
const stock = 'stock/target/stock-1.jar';
const fresh = 'fresh/target/fresh-1.jar';

for (const host of ['oldest', 'newest'] as const) {
  describe(`several packages, ${host} VS Code`, () => {
    let editor: EditorOnSandbox;
    before(async () => {
      editor = await openOnSandbox({ host });
      for (const file of [billing, stock, fresh]) {
        await mkdir(path.join(editor.folder, path.dirname(file)), { recursive: true });
        await copyFile(path.join(editor.folder, samplePackages.inventory), path.join(editor.folder, file));
      }
      await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
      await editor.workbench.notifications.waitFor('Signed in as Shop');
    });
    after(() => editor?.stop());

    const asked = () => editor.sandbox.requests.of('DescribeApplications').length;
    const count = () => editor.sandbox.store.objects().length;
    /** Resolves once `more` packages are stored that were not before; gives the applications they went to. */
    const stored = async (more: number, act: () => Promise<unknown>): Promise<readonly string[]> => {
      const before = new Set(editor.sandbox.store.objects().map(({ key }) => key));
      await act();
      for (const deadline = Date.now() + 30_000; count() < before.size + more;) {
        assert.ok(Date.now() < deadline, `${count() - before.size} of ${more} have arrived`);
        // What TEM has already is asked about, and uploaded again.
        if (await editor.workbench.modal.isShown()) await editor.workbench.modal.answer('Upload');
        await editor.workbench.page.evaluate('new Promise(requestAnimationFrame)');
      }
      // What ends now would take the focus from a menu that is opened meanwhile.
      await editor.workbench.notifications.waitFor(/uploaded/i);
      await editor.workbench.clearNotifications();
      const fresh = editor.sandbox.store.objects().filter(({ key }) => !before.has(key));
      return fresh.map(({ key }) => `${key.split('/').at(-1)} ${/service-\w+/.exec(key)?.[0]}`).sort();
    };
    const choose = async (...files: readonly string[]) => {
      const { explorer } = editor.workbench;
      await editor.workbench.openExplorer();
      const menu = await explorer.openContextMenuOfSeveral(files);
      await menu.choose(upload);
    };

    it('of one kind ask once for their application, which takes them all', async () => {
      const { quickInput } = editor.workbench;
      await choose(orders, billing, stock);
      await quickInput.step('Upload 3 packages with Shop');
      await quickInput.row('orders').waitFor();
      const went = await stored(3, () => quickInput.choose('orders'));
      const id = 'service-gn54vdy6';
      assert.deepEqual(went, [`billing-1.jar ${id}`, `orders-1.4.2.jar ${id}`, `stock-1.jar ${id}`]);
    });

    it('go where they went last time by Enter; nothing is listed for that once more', async () => {
      const { quickInput } = editor.workbench;
      await choose(orders, billing, stock);
      await quickInput.step('Upload 3 packages with Shop');
      await quickInput.row('payments').waitFor();
      const before = asked();
      const [first] = await quickInput.rows();
      assert.equal(first?.label, 'As last time');
      for (const module of ['orders', 'billing', 'stock'])
        assert.ok(first?.description.includes(`${module} to orders`), first?.description);
      assert.equal((await stored(3, () => quickInput.accept())).length, 3);
      assert.equal(asked(), before);
    });

    it('of which some were never uploaded: those are asked for after the others', async () => {
      const { quickInput } = editor.workbench;
      await choose(orders, fresh);
      await quickInput.step('Upload 2 packages with Shop');
      const again = 'As last time for 1 of 2, then select for the others';
      await quickInput.choose(again);
      await quickInput.step('Upload fresh-1.jar with Shop');
      await quickInput.step('(2/2)');
      assert.deepEqual(await stored(2, () => quickInput.choose('payments')), [
        'fresh-1.jar service-p4yw2k8d',
        'orders-1.4.2.jar service-gn54vdy6',
      ]);
    });

    it('of two kinds ask twice, with a way back', async () => {
      const { quickInput, page } = { ...editor.workbench, page: editor.workbench.page };
      const before = asked();
      await choose(orders, portal);
      await quickInput.step('Upload orders-1.4.2.jar with Shop');
      await quickInput.step('(1/2)');
      await quickInput.choose('payments');
      await quickInput.step('Upload portal-3.1.0.WAR with Shop');
      await quickInput.step('(2/2)');
      const first = quickInput.said('Upload orders-1.4.2.jar with Shop');
      await untilSeen(first, () => page.locator('.quick-input-widget .codicon-quick-input-back').click());
      await quickInput.choose('payments');
      await quickInput.step('Upload portal-3.1.0.WAR with Shop');
      assert.deepEqual(await stored(2, () => quickInput.choose('web-portal')), [
        'orders-1.4.2.jar service-p4yw2k8d',
        'portal-3.1.0.WAR service-w3bp0rt1',
      ]);
      assert.equal(asked(), before);
    });

    it('that cannot be taken say why in the title at Enter, and nothing else happens', async () => {
      const { workbench } = editor;
      const { quickInput } = workbench;
      await workbench.clearNotifications();
      await choose(portal);
      await quickInput.step('Upload portal-3.1.0.WAR with Shop');
      await quickInput.type('orders');
      await quickInput.row('orders').waitFor();
      const why = 'orders accepts JAR files, not WAR files';
      const title = workbench.page.locator('.quick-input-title', { hasText: why });
      await untilSeen(title, () => quickInput.accept());
      assert.ok((await quickInput.input.getAttribute('aria-label'))?.includes(why));
      assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
      await quickInput.type('web');
      await quickInput.step('Upload portal-3.1.0.WAR with Shop');
      await quickInput.close();
    });

    const begin = async () => {
      await editor.workbench.run('TEM: Upload Package…');
      await editor.workbench.quickInput.step('Which package?');
      await editor.workbench.quickInput.row('orders-1.4.2.jar').waitFor();
    };
    const boxes = () => editor.workbench.page.locator('.quick-input-widget .quick-input-list .monaco-checkbox').first();
    const button = (name: string) =>
      editor.workbench.page.locator(`.quick-input-titlebar .action-label[aria-label^="${name}"]`);

    it('are ticked in the list after a click on its button; what was typed stays, and a click goes back', async () => {
      const { quickInput } = editor.workbench;
      await begin();
      await quickInput.type('1');
      await untilSeen(boxes(), () => button('Select Several').click());
      assert.equal(await quickInput.input.inputValue(), '1');
      await untilSeen(button('Select Several'), () => button('Select One').click());
      await boxes().waitFor({ state: 'hidden' });
      assert.equal(await quickInput.input.inputValue(), '1');
      await untilSeen(boxes(), () => button('Select Several').click());
      await quickInput.chooseSeveral(['orders-1.4.2.jar', 'billing-1.jar']);
      await quickInput.step('Upload 2 packages with Shop');
      assert.equal((await stored(2, () => quickInput.choose('orders'))).length, 2);
    });

    it('and by the keyboard alone', async () => {
      const { workbench } = editor;
      const { quickInput, page } = { quickInput: workbench.quickInput, page: workbench.page };
      await begin();
      await quickInput.type('several');
      await untilSeen(boxes(), () => page.keyboard.press('Enter'));
      await quickInput.type('-1');
      // Both modules have been uploaded before.
      for (const file of ['billing-1.jar', 'stock-1.jar']) {
        await quickInput.type(file);
        const ticked = page.locator('.quick-input-list .monaco-list-row .monaco-checkbox[aria-checked=true]').first();
        await untilSeen(ticked, async () => {
          await page.keyboard.press('ArrowDown');
          await page.keyboard.press('Space');
        });
      }
      await untilSeen(quickInput.said('Upload 2 packages with Shop'), () => page.keyboard.press('Enter'));
      await quickInput.row('As last time').waitFor();
      assert.equal((await stored(2, () => quickInput.accept())).length, 2);
    });
  });
}
