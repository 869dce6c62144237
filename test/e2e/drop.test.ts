import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { bootJar } from '../fixtures/bootJar';
import { untilSeen } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders/target/orders-1.4.2.jar';

for (const host of ['oldest', 'newest'] as const) {
  describe(`dropping packages, ${host} VS Code`, () => {
    let editor: EditorOnSandbox;
    let small: Buffer;
    before(async () => {
      small = await bootJar({ name: 'dropped', version: '1', main: 'com/acme/Dropped', bytes: 100_000, seed: 5 });
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

    /** Drops a file that the page makes up, as the browser hands on one of the system. */
    async function dropFile(label: string, name: string, bytes: number): Promise<void> {
      const row = (await editor.workbench.view('TEM', 'Applications')).row(label);
      await row.evaluate(dropInPage, { name, bytes, base64: small.toString('base64') });
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
        'Only JAR and WAR files can be dropped here: readme.txt is none. Nothing was uploaded.',
      );
      await drag(orders, 'Guangzhou');
      await notifications.waitFor('Drop packages on an application, or on its Packages row.');
      assert.equal(storedAs('orders-1.4.2.jar').length, 1);
    });

    it('takes one of the system by its bytes', async () => {
      await dropFile('payments', 'dropped-1.jar', 0);
      await editor.workbench.notifications.waitFor(/Uploaded dropped-1\.jar to payments/);
      assert.ok(storedAs('dropped-1.jar')[0]?.bytes.equals(small));
    });

    it('and refuses one that is larger than can be taken so', async () => {
      await dropFile('payments', 'large.jar', 64 * 1024 * 1024 + 1);
      await editor.workbench.notifications.waitFor(/^large\.jar is larger than 6\d/);
      assert.equal(storedAs('large.jar').length, 0);
    });
  });
}

/** Run inside the page, which this project has no types of. */
const dropInPage = `(element, { name, bytes, base64 }) => {
  const content = bytes > 0 ? new Uint8Array(bytes) : Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([content], name, { type: 'application/java-archive' }));
  const { x, y, width, height } = element.getBoundingClientRect();
  const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true };
  for (const type of ['dragenter', 'dragover', 'drop']) element.dispatchEvent(new DragEvent(type, { dataTransfer, ...at }));
}`;
