import assert from 'node:assert/strict';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const uploading = 'Uploading orders-1.4.2.jar';
const slow = 4_000_000;

describe('an upload over a slow line', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox();
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  const start = async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.sharedBandwidth = slow;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar');
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
  };

  it('is seen moving: percentage and bytes go up until it is done', async () => {
    const { notifications } = editor.workbench;
    await start();
    const toast = await notifications.waitFor(/sending \d+% · .+ of 1\d\.\d M/);
    const seen = new Set<string>();
    const percents: number[] = [];
    for (;;) {
      const percent = await notifications.percent(uploading);
      if (percent === undefined) break;
      percents.push(percent);
      // Gone between the two reads is the end that the loop waits for.
      seen.add(
        await toast
          .locator('.notification-list-item-message')
          .innerText({ timeout: 1000 })
          .catch(() => ''),
      );
      if (percents.length > 10_000) break;
    }
    await notifications.waitFor(/Uploaded orders-1\.4\.2\.jar/);
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
      'the bar went back',
    );
    assert.ok(new Set(percents).size >= 4, `the bar showed only ${[...new Set(percents)].join(', ')}`);
    assert.ok(
      [...seen].some((text) => /\/s · .+ left/.test(text)),
      `no speed and time left in ${[...seen].join('; ')}`,
    );
  });

  it('stops when cancelled, says so nowhere as an error, and leaves nothing in the store', async () => {
    const { workbench, sandbox } = editor;
    const before = sandbox.store.objects().length;
    sandbox.requests.clear();
    await start();
    // It is there from the first time.
    await workbench.modal.answer('Upload');
    await workbench.notifications.waitFor(/sending [1-9]\d*% /);
    const dropped = sandbox.requests.next('AbortMultipartUpload');
    await workbench.notifications.click(uploading, 'Cancel');
    await workbench.notifications.waitUntilGone(uploading);
    await dropped;
    assert.deepEqual(sandbox.requests.of('CompleteMultipartUpload'), []);
    assert.equal(sandbox.store.objects().length, before);
    assert.deepEqual(sandbox.store.uploads, []);
    const shown = await workbench.notifications.texts();
    assert.deepEqual(
      shown.filter((text) => /Could not|Uploading/.test(text)),
      [],
    );
  });
});
