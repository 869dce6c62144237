import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { storeObject } from '../fixtures/storeObject';
import type { Account } from '../../src/sandbox/world';
import type { TreeView } from '../harness/workbench/treeView';
import { untilSeen } from '../harness/workbench/untilSeen';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { answerAgain, typeKey } from './typeKey';

const stored = { version: '20261108093012', name: 'orders-1.4.1.jar' };
const [large, other, small] = ['orders-2.0.0.jar', 'inventory-3.0.0.jar', 'inventory-2.0.0-SNAPSHOT.jar'];

describe('a temporary key that expires', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  let files: TemporaryFiles;
  let session: Account;
  let given = 0;

  before(async () => {
    files = await TemporaryFiles.create();
    await mkdir(path.join(files.folder, 'beside'));
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'] } });
    const built = { name: 'orders', version: '2.0.0', main: 'com/acme/Orders', bytes: 24e6 };
    const jar = await bootJar({ ...built, seed: 5 });
    await writeFile(path.join(editor.folder, 'orders', 'target', large), jar);
    await writeFile(path.join(editor.folder, 'inventory', 'build', 'libs', other), jar);
    storeObject(editor.sandbox, stored.version, stored.name, await bootJar({ ...built, seed: 6 }));
    await typeKey(editor.workbench, nextKey(), 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    view = await editor.workbench.view('TEM', 'Applications');
    await editor.workbench.widenSideBar(420);
    await view.expand('orders', 'Packages');
    await view.rowDescribed(stored.name).waitFor();
    await editor.workbench.clearNotifications();
  });
  after(async () => {
    await editor?.stop();
    await files.remove();
  });

  /** Has the cloud give out a key of an hour, as `tccli sts` would. */
  function nextKey() {
    const { world, credential } = editor.sandbox;
    const owner = world.accountOf(credential.secretId);
    assert.ok(owner);
    given += 1;
    const key = { secretId: `AKIDtemporary${given}`, secretKey: `secretOfKey${given}`, token: `tokenOfKey${given}` };
    session = { ...owner, ...key, expiresAt: Date.now() / 1000 + 3600 };
    world.sessions.push(session);
    return key;
  }
  const expire = () => void (session.expiresAt = 0);
  const renew = async (failed: RegExp) => {
    const { workbench } = editor;
    await workbench.notifications.click(failed, 'Sign In…');
    await answerAgain(workbench, nextKey());
  };
  const accounts = async () => (await view.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
  const upload = async (file: string, application: string) => {
    const { workbench } = editor;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(file)).choose('Upload Package to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose(application);
    await workbench.quickInput.gone();
  };

  it('is asked for once, however many uploads it stopped, and each goes on where it was', async () => {
    const { workbench, sandbox } = editor;
    // A grant that ends while parts are sent, and is asked for again with the key.
    Object.assign(sandbox.conditions, { tokenLifetime: 5, sharedBandwidth: 3_000_000 });
    await upload(`orders/target/${large}`, 'orders');
    await workbench.notifications.waitFor(/[1-9]\d?% · .* of 24\.\d MB/);
    await upload(`inventory/build/libs/${other}`, 'inventory');
    await workbench.notifications.waitFor(/Uploading inventory-3\.0\.0\.jar.*[1-9]\d?% · /);
    expire();
    await workbench.notifications.waitFor(/Could not upload .*expired/);
    await workbench.notifications.waitUntilGone(/Uploading/);
    const told = (await workbench.notifications.texts()).filter((text) => text.startsWith('Could not upload'));
    assert.equal(told.length, 1, told.join());
    Object.assign(sandbox.conditions, { tokenLifetime: 1800, sharedBandwidth: 0 });
    await renew(/Could not upload/);
    await workbench.notifications.waitFor(/Uploaded orders-2\.0\.0\.jar to orders/);
    await workbench.notifications.waitFor(/Uploaded inventory-3\.0\.0\.jar to inventory/);
    assert.equal(sandbox.requests.of('InitiateMultipartUpload').length, 2, 'one of them began anew');
    view = await workbench.view('TEM', 'Applications');
    // The next key ends when all has been read by this one.
    await view.rowDescribed(stored.name).waitFor();
    assert.deepEqual(await accounts(), ['Shop']);
    await workbench.clearNotifications();
  });

  it('is renewed from a download that it stopped, which then goes on', async () => {
    const { workbench } = editor;
    expire();
    const target = path.join(files.folder, stored.name);
    await (await view.openContextMenu(stored.version)).choose('Download Package…');
    await workbench.quickInput.row('..').waitFor();
    await workbench.quickInput.type(target);
    // What is accepted before it has listed that folder is lost.
    await workbench.quickInput.row('beside').waitFor();
    await workbench.quickInput.accept();
    await renew(/Could not download orders-1\.4\.1\.jar: .*expired/);
    await workbench.notifications.waitFor(/Downloaded orders-1\.4\.1\.jar/);
    assert.deepEqual(await accounts(), ['Shop']);
    await workbench.clearNotifications();
  });

  it('is renewed from its row, and the rows are there again', async () => {
    const { workbench } = editor;
    expire();
    await workbench.run('TEM: Refresh Applications');
    await view.row('Sign in again').waitFor();
    const how = workbench.quickInput.said('How do you want to sign in?');
    await untilSeen(how, () => view.row('Sign in again').click());
    await answerAgain(workbench, nextKey());
    await view.row('orders').waitFor();
    assert.deepEqual(await accounts(), ['Shop']);
  });

  it('loses nothing when a person closes the form: the upload can be gone on with from its row', async () => {
    const { workbench } = editor;
    expire();
    await upload(`inventory/build/libs/${small}`, 'inventory');
    await workbench.notifications.click(/Could not upload inventory/, 'Sign In…');
    await workbench.quickInput.step('How do you want to sign in?');
    await workbench.quickInput.close();
    const uploads = await workbench.view('TEM', 'Uploads');
    await uploads.rowDescribed('Key rejected · inventory').waitFor();
    const failed = /Could not upload inventory/;
    await untilSeen(workbench.notifications.message(failed), () => uploads.row(small).click());
    await renew(failed);
    await workbench.notifications.waitFor(/Uploaded inventory-2\.0\.0-SNAPSHOT\.jar to inventory/);
  });
});
