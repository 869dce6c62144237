import assert from 'node:assert/strict';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RequestRecord } from '../../src/sandbox/requestLog';
import { Sandbox } from '../../src/sandbox/sandbox';
import { bootJar } from '../fixtures/bootJar';
import { repoRoot } from '../harness/cacheDir';
import { openEditor, type Editor } from '../harness/openEditor';
import { vsixFile } from '../harness/packageVsix';
import type { TreeView } from '../harness/workbench/treeView';
import { typeKey } from './typeKey';

const older = path.join(repoRoot, 'test', 'fixtures', 'vsix', 'tem-toolkit-970064f.vsix');
const large = 'orders-2.0.0.jar';
const upload = 'Upload Package to TEM…';
const maxArriving = 10;

describe('an update of the extension, its older version killed in the middle of an upload', () => {
  let sandbox: Sandbox;
  let editor: Editor;
  let jar: Buffer;
  let version: string;
  let noted: number;
  let view: TreeView;

  const arrived = () => sandbox.requests.of('UploadPart').filter(({ status }) => status === 200);
  const bytesOf = (parts: readonly RequestRecord[]) => parts.reduce((sum, { received }) => sum + received, 0);
  const begin = async (file: string) => {
    const { workbench } = editor;
    await workbench.openExplorer();
    await (await workbench.explorer.openContextMenu(file)).choose(upload);
    await workbench.quickInput.step(/Which application do you want to upload to\?|To which application\?/);
    await workbench.quickInput.row('orders').waitFor();
  };

  before(async () => {
    sandbox = await Sandbox.start();
    // Where the older version looks for them, and where the present one does.
    const endpoints = { 'tem.endpoint': sandbox.temUrl, 'tem.cosEndpoint': sandbox.cosUrl };
    editor = await openEditor({ vsix: older, user: endpoints, machine: endpoints });
    jar = await bootJar({ name: 'orders', version: '2.0.0', main: 'com/acme/Orders', bytes: 120e6, seed: 5 });
    await writeFile(path.join(editor.folder, 'orders', 'target', large), jar);

    const { workbench } = editor;
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await begin('orders/target/orders-1.4.2.jar');
    await workbench.quickInput.choose('orders');
    const done = await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to orders as \d{14}/);
    version = /as (\d{14})/.exec(await done.innerText())?.[1] ?? '';

    sandbox.requests.clear();
    // What is under way when a process is killed may or may not arrive: here it never does.
    const effect = { type: 'hang', when: 'beforeBody' } as const;
    sandbox.conditions.faults = [{ kind: 'UploadPart', nth: maxArriving + 1, times: Infinity, effect }];
    await begin(`orders/target/${large}`);
    await workbench.quickInput.choose('orders');
    await untilNoted(path.join(editor.storage, 'uploads'), maxArriving);
    noted = bytesOf(arrived());
    await editor.update(vsixFile);
    sandbox.conditions.faults = [];
  });
  after(async () => {
    await editor?.stop();
    await sandbox?.stop();
  });

  it('is the update', async () => {
    const manifest = await readFile(path.join(repoRoot, 'package.json'), 'utf8');
    const { version: present } = JSON.parse(manifest) as { version: string };
    const installed = path.join(editor.folder, '..', 'extensions', `tem-toolkit.tem-toolkit-${present}`, 'dist');
    const built = await readFile(path.join(repoRoot, 'dist', 'extension.js'));
    assert.ok(built.equals(await readFile(path.join(installed, 'extension.js'))));
  });

  it('the account is signed in still', async () => {
    view = await editor.workbench.view('TEM', 'Applications');
    await view.row('orders').waitFor();
    const [account] = await view.rows();
    assert.equal(`${account?.label}: ${account?.description}`, 'Shop: China');
  });

  it('what was uploaded is listed, also where the store lists nothing', async () => {
    sandbox.conditions.policy.listing = false;
    await view.expand('orders', 'Packages');
    await view.row(version).waitFor();
    const row = (await view.rows()).find(({ label }) => label === version);
    assert.match(row?.description ?? '', /^orders-1\.4\.2\.jar · 1\d\.\d M/);
    sandbox.conditions.policy.listing = true;
  });

  it('the application last used for the module is offered first', async () => {
    const { quickInput } = editor.workbench;
    await begin('orders/target/orders-1.4.2.jar');
    await quickInput.row('inventory').waitFor();
    const [first] = await quickInput.rows();
    assert.equal(first?.label, 'orders');
    assert.match(first?.description ?? '', /service-gn54vdy6 · Guangzhou/);
    await quickInput.close();
  });

  it('the killed upload goes on where it stood, and nothing that had arrived is sent again', async () => {
    const { notifications } = editor.workbench;
    const resumed = Date.now();
    await notifications.click(/The upload of orders-2\.0\.0\.jar to orders stopped at \d+%/, 'Resume Upload');
    await notifications.waitFor(/Uploaded orders-2\.0\.0\.jar to orders as/);
    const [stored] = sandbox.store.objects().filter(({ key }) => key.endsWith(large));
    assert.ok(stored?.bytes.equals(jar), 'what was stored is not the file');
    assert.deepEqual(sandbox.store.uploads, []);
    const sent = bytesOf(arrived().filter(({ time }) => time >= resumed));
    assert.ok(noted > 0 && sent <= jar.length - noted, `${sent + noted - jar.length} bytes were sent again`);
  });

  const accounts = async () => {
    const { workbench } = editor;
    await workbench.run('TEM: Switch Account…');
    await workbench.quickInput.step(/[Ww]hich account/);
    const rows = await workbench.quickInput.rows();
    await workbench.quickInput.close();
    return rows.map(({ label }) => label);
  };
  const signIn = async (name: string) => {
    await typeKey(editor.workbench, sandbox.credential, name);
    await editor.workbench.notifications.waitFor(`Signed in as ${name}`);
  };

  it('the older version finds its account as it left it, and what it adds then is taken over as well', async () => {
    await signIn('Newer');
    assert.deepEqual(await accounts(), ['Shop', 'Newer']);
    await editor.update(older);
    await signIn('Older');
    assert.deepEqual(await accounts(), ['Shop', 'Older']);
    await editor.update(vsixFile);
    assert.deepEqual(await accounts(), ['Shop', 'Older', 'Newer']);
  });
});

/** Resolves once a note in the journal's folder counts so many parts as arrived. */
async function untilNoted(folder: string, parts: number): Promise<void> {
  const isNoted = async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')));
    return texts.some((text) => arrivedIn(text) === parts);
  };
  const watcher = watch(folder);
  try {
    for (let changed = once(watcher, 'change'); !(await isNoted()); changed = once(watcher, 'change')) await changed;
  } finally {
    watcher.close();
  }
}

/** How many parts a note counts as arrived; 0 for one that is just being written. */
function arrivedIn(text: string): number {
  try {
    const { point } = JSON.parse(text) as { readonly point: { readonly arrived: readonly unknown[] } };
    return point.arrived.length;
  } catch {
    return 0;
  }
}
