import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders/target/orders-1.4.2.jar';

for (const host of ['oldest', 'newest'] as const) {
  describe(`dropping packages, ${host} VS Code`, () => {
    let editor: EditorOnSandbox;
    before(async () => {
      editor = await openOnSandbox({ host });
      await writeFile(path.join(editor.folder, 'orders', 'target', 'readme.txt'), 'no package');
      const { workbench } = editor;
      await typeKey(workbench, editor.sandbox.credential, 'Shop');
      await workbench.notifications.waitFor('Signed in as Shop');
      await workbench.clearNotifications();
      await (await workbench.view('TEM', 'Applications')).row('payments').waitFor();
    });
    after(() => editor?.stop());

    const storedAs = (name: string) => editor.sandbox.store.objects().filter(({ key }) => key.endsWith(`/${name}`));

    /** Drags a file of the explorer over the icon of the view, which opens it, to a row. */
    async function drag(file: string, label: string): Promise<void> {
      const { workbench } = editor;
      const { mouse } = workbench.page;
      await workbench.openExplorer();
      const row = await workbench.explorer.reveal(file);
      const icon = workbench.page.locator('.activitybar .action-item:has(.action-label[aria-label^="TEM"])');
      const target = workbench.page.locator('.part.sidebar [role=tree][aria-label="Applications"]');
      await row.hover();
      await mouse.down();
      await moveTo(icon);
      await untilSeen(target, () => moveTo(icon));
      const application = target.locator('.monaco-list-row', {
        has: workbench.page.locator('.label-name', { hasText: label }),
      });
      await application.first().waitFor();
      await moveTo(application.first());
      await moveTo(application.first());
      await mouse.up();
    }

    async function moveTo(to: Locator): Promise<void> {
      const box = await to.boundingBox();
      assert.ok(box);
      const { mouse } = editor.workbench.page;
      await mouse.move(box.x + box.width / 2 - 3, box.y + box.height / 2);
      await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
    }

    it('uploads one of the explorer to the application that it is dropped on', async () => {
      await drag(orders, 'payments');
      await editor.workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to payments/);
      assert.equal(storedAs('orders-1.4.2.jar').length, 1);
      assert.match(storedAs('orders-1.4.2.jar')[0]?.key ?? '', /service-p4yw2k8d/);
    });

    it('refuses in words what is no package, and says where to drop it', async () => {
      const { notifications } = editor.workbench;
      await drag('orders/target/readme.txt', 'payments');
      await notifications.waitFor(
        'Only JAR and WAR files can be dropped here, and readme.txt is neither. Nothing was uploaded.',
      );
      await drag(orders, 'Guangzhou');
      await notifications.waitFor('Drop packages on an application or on its Packages item.');
      assert.equal(storedAs('orders-1.4.2.jar').length, 1);
    });
  });
}
