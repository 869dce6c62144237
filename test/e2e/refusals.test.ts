import assert from 'node:assert/strict';
import { appendFile, copyFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const orders = 'orders/target/orders-1.4.2.jar';

describe('an upload that is refused', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox();
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    // Messages that come faster than any line allows stay behind the bell.
    editor.sandbox.conditions.latency = 300;
  });
  beforeEach(() => editor.workbench.clearNotifications());
  after(() => editor?.stop());

  const inFolder = (file: string) => path.join(editor.folder, ...file.split('/'));
  const begin = async (file: string) => {
    const { workbench } = editor;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(file)).choose('Upload Package to TEM…');
  };
  const beginTo = async (application: string) => {
    await begin(orders);
    await editor.workbench.quickInput.step('Which application do you want to upload to?');
    await editor.workbench.quickInput.choose(application);
  };
  const says = (text: string | RegExp) => editor.workbench.notifications.waitFor(text);

  it('by TEM with a null Result names the RequestId and goes through when tried again', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.nullResult = true;
    await beginTo('orders');
    const what =
      /^Could not upload orders-1\.4\.2\.jar: TEM returned no upload credentials\. Check that the application still exists, then try again\. RequestId: [\w-]+$/;
    await says(what);
    assert.deepEqual(await workbench.notifications.buttons(what), ['Try Again', 'Show Log']);
    sandbox.conditions.nullResult = false;
    await workbench.notifications.click(what, 'Try Again');
    await says(/Uploaded orders-1\.4\.2\.jar to orders/);
  });

  it('for the network is down', async () => {
    const { sandbox } = editor;
    sandbox.conditions.faults.push({
      kind: 'CreateCosToken',
      nth: 1,
      times: Infinity,
      effect: { type: 'reset', when: 'beforeBody' },
    });
    await beginTo('orders');
    await says(/^Could not upload orders-1\.4\.2\.jar: The server cannot be reached\. Check the network connection/);
    sandbox.conditions.faults.splice(0);
  });

  it('for the file is empty', async () => {
    await writeFile(inFolder('orders/target/empty.jar'), '');
    await begin('orders/target/empty.jar');
    await says('Could not upload empty.jar: The package is empty. Build the package again, then upload it.');
  });

  it('for the file is gone; it is taken once it was built again', async () => {
    const { workbench } = editor;
    const file = inFolder('orders/target/soon-gone.jar');
    await copyFile(inFolder('inventory/build/libs/inventory-2.0.0-SNAPSHOT.jar'), file);
    await begin('orders/target/soon-gone.jar');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await rename(file, `${file}.away`);
    await workbench.quickInput.choose('inventory');
    const what =
      'Could not upload soon-gone.jar: The file no longer exists. Build or download it again, then try again.';
    await says(what);
    await rename(`${file}.away`, file);
    await workbench.notifications.click(what, 'Try Again');
    await says(/Uploaded soon-gone\.jar to inventory/);
    await rm(file);
  });

  it('for the file changed on the way; nothing of it stays in the store', async () => {
    const { sandbox } = editor;
    const before = sandbox.store.objects().length;
    // In one piece, which waits for the line: parts would all have been read before the file changes.
    sandbox.conditions.policy.multipart = false;
    sandbox.conditions.bandwidth = 4_000_000;
    await beginTo('payments');
    await says(/sending \d+%/);
    await appendFile(inFolder(orders), 'built once more');
    await says(
      'Could not upload orders-1.4.2.jar: The file changed during the upload, and nothing was stored. Wait for the build to finish, then try again.',
    );
    assert.equal(sandbox.store.objects().length, before);
  });
});
