import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const jar = 'orders/target/orders-1.4.2.jar';
const copying = { policy: { multipart: true, listing: true, copying: 'application' } } as const;

async function openSignedIn(user: Readonly<Record<string, unknown>>): Promise<EditorOnSandbox> {
  const editor = await openOnSandbox({ user }, { conditions: copying });
  await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
  await editor.workbench.notifications.waitFor('Signed in as Shop');
  return editor;
}

async function buildIn({ folder }: EditorOnSandbox, main: string): Promise<Buffer> {
  const bytes = await bootJar({ name: 'orders', version: '1.4.2', main, bytes: 11 * 1024 * 1024, seed: 17 });
  await writeFile(path.join(folder, jar), bytes);
  return bytes;
}

async function startIn({ workbench }: EditorOnSandbox): Promise<void> {
  await workbench.openExplorer();
  const menu = await workbench.explorer.openContextMenu(jar);
  await menu.choose('Upload Package to TEM…');
  await workbench.quickInput.step('Which application do you want to upload to?');
  await workbench.quickInput.choose('orders');
}

describe('a package that is rebuilt', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openSignedIn({});
  });
  after(() => editor?.stop());

  const build = (main: string): Promise<Buffer> => buildIn(editor, main);
  const start = (): Promise<void> => startIn(editor);
  /** Uploads the package; resolves with what is said of it, and the bytes that COS received. */
  const upload = async (said: RegExp): Promise<{ readonly text: string; readonly received: number }> => {
    const { workbench, sandbox } = editor;
    const from = sandbox.requests.all.length;
    await start();
    const text = await (await workbench.notifications.waitFor(said)).innerText();
    const stored = sandbox.requests.all.slice(from).filter(({ service }) => service === 'cos');
    return { text, received: stored.reduce((sum, one) => sum + one.received, 0) };
  };
  const storedLast = () => editor.sandbox.store.objects().reduce((a, b) => (b.modifiedAt > a.modifiedAt ? b : a)).bytes;

  it('is sent whole for the first time', async () => {
    const bytes = await build('com/acme/orders/Orders');
    const { text, received } = await upload(/Uploaded orders-1\.4\.2\.jar to orders as \d{14}/);
    assert.doesNotMatch(text, /TEM already/);
    assert.ok(received >= bytes.length);
    assert.ok(storedLast().equals(bytes));
  });

  it('is sent as far as it has changed after that, and how little that was is said', async () => {
    const bytes = await build('com/acme/orders/OrdersOfToday');
    const { text, received } = await upload(/the rest was in TEM already/);
    assert.match(text, /Uploaded orders-1\.4\.2\.jar · \d\.\d of 1\d\.\d MB sent, the rest was in TEM already/);
    assert.ok(received <= bytes.length * 0.2, `${received} of ${bytes.length} bytes were sent`);
    assert.ok(storedLast().equals(bytes));
    const { requests } = editor.sandbox;
    assert.ok(requests.of('UploadPartCopy').every(({ status }) => status === 200));
    assert.deepEqual(requests.of('GetObject'), [], 'its directory was kept');
  });

  it('is cancelled while COS copies, and nothing of it is left', async () => {
    const { workbench, sandbox } = editor;
    await workbench.clearNotifications();
    await build('com/acme/orders/OrdersOfNoon');
    const before = sandbox.store.objects().length;
    Object.assign(sandbox.conditions, { sharedBandwidth: 1_000_000, copyMs: 2000 });
    await start();
    await workbench.notifications.waitFor(/copying the 1\d\.\d MB that TEM already has/);
    const bar = await workbench.notifications.percent(/copying the/);
    assert.ok(bar === undefined || bar < 100, 'the bar is at its end while COS may still refuse');
    const dropped = sandbox.requests.next('AbortMultipartUpload');
    await workbench.notifications.click(/copying the/, 'Cancel');
    await workbench.notifications.waitUntilGone(/copying the/);
    await dropped;
    assert.equal(sandbox.store.objects().length, before);
    assert.deepEqual(sandbox.store.uploads, []);
  });

  it('goes on where it was copied when its window was closed', async () => {
    const { workbench, sandbox } = editor;
    const bytes = await build('com/acme/orders/OrdersOfTonight');
    await start();
    await workbench.notifications.waitFor(/copying the/);
    const { key } = await sandbox.requests.next('UploadPartCopy');
    await workbench.reload();
    await workbench.notifications.waitFor(/stopped at \d+%/);
    Object.assign(sandbox.conditions, { sharedBandwidth: 0, copyMs: 0 });
    const from = sandbox.requests.all.length;
    await workbench.notifications.click(/stopped at/, 'Resume Upload');
    const text = await (await workbench.notifications.waitFor(/Uploaded/)).innerText();
    assert.match(text, /· \d\.\d of 1\d\.\d MB sent, the rest was in TEM already/);
    const sent = sandbox.requests.all.slice(from).filter(({ kind }) => kind === 'UploadPart');
    assert.deepEqual(sent, [], 'what was sent is not sent again');
    const stored = sandbox.store.objects().find((object) => object.key === key);
    assert.ok(stored?.bytes.equals(bytes));
  });
});

describe('a package that is rebuilt where a person wants every byte sent', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openSignedIn({ 'tem.upload.delta': 'off' });
  });
  after(() => editor?.stop());

  it('is sent whole again', async () => {
    const { sandbox, workbench } = editor;
    for (const main of ['com/acme/orders/Orders', 'com/acme/orders/OrdersOfToday']) {
      const bytes = await buildIn(editor, main);
      const from = sandbox.requests.all.length;
      await startIn(editor);
      await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to orders as \d{14}/);
      await workbench.clearNotifications();
      const received = sandbox.requests.all.slice(from).reduce((sum, one) => sum + one.received, 0);
      assert.ok(received >= bytes.length, `${received} of ${bytes.length} bytes were sent`);
    }
    assert.deepEqual(sandbox.requests.of('UploadPartCopy'), []);
  });
});
