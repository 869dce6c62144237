import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const minute = 60_000;
const orders = path.basename(samplePackages.orders);

/** Collects what is said in live regions, and each change of what the row under the cursor is called. */
const listen = `(() => {
  const told = (window.temTold = []);
  const regionOf = (node) => {
    for (let one = node.nodeType === 1 ? node : node.parentElement; one; one = one.parentElement) {
      const live = one.getAttribute('aria-live');
      if (live === 'off') return undefined;
      if (live || ['alert', 'status', 'log'].includes(one.getAttribute('role'))) return one;
    }
    return undefined;
  };
  new MutationObserver((records) => {
    const regions = new Set();
    for (const { type, target, oldValue } of records) {
      if (type !== 'attributes') regions.add(regionOf(target));
      else if (target.matches('.monaco-list-row.focused') && oldValue !== target.getAttribute('aria-label'))
        told.push('row: ' + target.getAttribute('aria-label'));
    }
    for (const region of regions) if (region?.textContent.trim()) told.push(region.textContent.trim());
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ['aria-label'], attributeOldValue: true,
  });
})()`;

describe('an upload of a minute', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    // Much more than the sockets of this machine take in at once: what they hold is sent already, as far as can be told.
    const jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 150e6, seed: 6 });
    await writeFile(path.join(editor.folder, samplePackages.orders), jar);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    await editor.workbench.clearNotifications();
  });
  after(() => editor?.stop());

  it('is told to a screen reader no more than 20 times, its row included', async () => {
    const { workbench, sandbox } = editor;
    const { page, quickInput } = workbench;
    const menu = await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar');
    await menu.choose('Upload Package to TEM…');
    await quickInput.step('Which application do you want to upload to?');
    sandbox.conditions.sharedBandwidth = 2_500_000;
    await page.evaluate(listen);
    const began = Date.now();
    await quickInput.choose('orders');
    await quickInput.gone();
    const view = await workbench.view('TEM', 'Uploads');
    await view.select(orders);
    await view.rowDescribed(/^\d{14} · 150 MB · orders$/).waitFor({ timeout: 2 * minute });
    const took = Date.now() - began;
    await workbench.notifications.waitFor(/Uploaded orders/);
    const told = await page.evaluate<readonly string[]>('window.temTold');
    const ours = told.filter((text) => /orders-1\.4\.2\.jar/.test(text));
    console.log(
      `      told ${ours.length} times in ${Math.round(took / 1000)} s (${told.length} with what is not of it)`,
    );
    assert.ok(took > 50_000, `over in ${took} ms`);
    assert.ok(ours.length >= 8, ours.join('\n'));
    assert.ok(ours.length <= 20, ours.join('\n'));
  });
});
