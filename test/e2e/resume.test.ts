import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { cacheDir } from '../harness/cacheDir';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const name = 'orders-2.0.0.jar';
const file = `orders/target/${name}`;

describe('an upload of 300 MB that meets everything', () => {
  let editor: EditorOnSandbox;
  let jar: Buffer;
  before(async () => {
    editor = await openOnSandbox();
    jar = await bootJar({ name: 'orders', version: '2.0.0', main: 'com/acme/Orders', bytes: 300e6, seed: 3 });
    await writeFile(path.join(editor.folder, file), jar);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
  });
  after(() => editor?.stop());

  const arrived = () => editor.sandbox.requests.of('UploadPart').filter(({ status }) => status === 200);
  const partsArrive = async (count: number): Promise<void> => {
    while (arrived().length < count) await editor.sandbox.requests.next('UploadPart');
  };

  it('goes on through silence and an expired token, and after a reload of the window where it stood', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.sharedBandwidth = 30_000_000;
    sandbox.conditions.tokenLifetime = 3;
    sandbox.requests.clear();
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu(file);
    await menu.choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');

    await partsArrive(10);
    // Nothing that is sent now is heard for four seconds, and one request comes when its token has expired.
    sandbox.conditions.latency = 4000;
    sandbox.conditions.faults = [
      { kind: 'UploadPart', nth: 1, effect: { type: 'status', status: 403, code: 'ExpiredToken' } },
    ];
    const expired = sandbox.requests.next('UploadPart');
    await expired;
    await partsArrive(12);
    sandbox.conditions.latency = 0;
    await partsArrive(30);
    assert.ok(sandbox.requests.of('CreateCosToken').length >= 2, 'the token was not renewed');

    await workbench.reload();
    const offer = await workbench.notifications.waitFor(/The upload of orders-2\.0\.0\.jar to orders stopped at \d+%/);
    const [, percent = '0'] = /(\d+)%/.exec(await offer.innerText()) ?? [];
    assert.ok(Number(percent) >= 20, `stopped at ${percent}%`);
    const view = await workbench.view('TEM', 'Uploads');
    await view.rowDescribed(`stopped at ${percent}%`).waitFor();
    await workbench.picture(path.join(cacheDir, 'pictures', 'uploads-interrupted-light.png'));

    await workbench.notifications.click(/stopped at/, 'Resume Upload');
    await workbench.notifications.waitFor(/Uploaded orders-2\.0\.0\.jar to orders as/);
    const [stored] = sandbox.store.objects().filter(({ key }) => key.endsWith(name));
    assert.ok(stored);
    assert.ok(stored.bytes.equals(jar), 'what was stored is not the file');
    assert.deepEqual(sandbox.store.uploads, []);
    const received = arrived().reduce((sum, part) => sum + part.received, 0);
    const inFlight = 16 * Math.max(...arrived().map((part) => part.received));
    assert.ok(received - stored.size <= inFlight, `${received - stored.size} bytes were sent twice`);
  });

  it('is discarded with another one, both confirmed once', async () => {
    const { workbench, sandbox } = editor;
    await workbench.clearNotifications();
    const other = 'orders-2.1.0.jar';
    await writeFile(path.join(editor.folder, `orders/target/${other}`), jar);
    sandbox.conditions.sharedBandwidth = 30_000_000;
    sandbox.requests.clear();
    for (const one of [name, other]) {
      await workbench.openExplorer();
      await (await workbench.explorer.openContextMenu(`orders/target/${one}`)).choose('Upload Package to TEM…');
      await workbench.quickInput.step('Which application do you want to upload to?');
      await workbench.quickInput.choose('orders');
      await workbench.quickInput.gone();
      // Both are what the upload before has stored.
      await workbench.modal.answer('Upload');
    }
    const begun = () => new Set(arrived().map(({ key }) => key)).size;
    while (begun() < 2) await sandbox.requests.next('UploadPart');
    await partsArrive(arrived().length + 20);
    await workbench.reload();
    sandbox.conditions.sharedBandwidth = 0;
    const view = await workbench.view('TEM', 'Uploads');
    // One alone is discarded without a question by its menu; a key is pressed more easily.
    await view.row(other).waitFor();
    await view.focusByKey(other);
    await workbench.page.keyboard.press('Delete');
    assert.match(await workbench.modal.text(), /Discard the upload of orders-2\.1\.0\.jar\?/);
    await workbench.modal.answer('Cancel');
    const menu = await view.openContextMenuOfSeveral([name, other]);
    await menu.choose('Discard Upload');
    assert.match(await workbench.modal.text(), /Discard 2 uploads\?\s+orders-2\.\d\.0\.jar → orders/);
    await workbench.modal.answer('Discard');
    await view.welcome.waitFor();
    assert.deepEqual(sandbox.store.uploads, []);
  });
});
