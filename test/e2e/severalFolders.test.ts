import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const billing = 'billing-0.1.0.jar';
const minute = 60_000;

describe('a workspace of several folders', () => {
  let editor: EditorOnSandbox;
  let other: string;

  before(async () => {
    other = await mkdtemp(path.join(tmpdir(), 'tem-billing-'));
    await mkdir(path.join(other, '.vscode'));
    await writeFile(
      path.join(other, '.vscode', 'settings.json'),
      JSON.stringify({ 'tem.versionName': 'rc-${name}-${timestamp}' }),
    );
    editor = await openOnSandbox({ otherFolders: [other], user: { 'tem.versionName': 'nightly-${name}' } });
    const { workbench, folder, sandbox } = editor;
    await mkdir(path.join(other, 'target'));
    await copyFile(path.join(folder, samplePackages.inventory), path.join(other, 'target', billing));
    const ages = { portal: 2, orders: 90, inventory: 7 * 24 * 60 } as const;
    const ago = (minutes: number) => new Date(Date.now() - minutes * minute);
    for (const [name, age] of Object.entries(ages) as [keyof typeof ages, number][]) {
      await utimes(path.join(folder, samplePackages[name]), ago(age), ago(age));
    }
    await utimes(path.join(other, 'target', billing), ago(10), ago(10));
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await workbench.clearNotifications();
  });
  after(async () => {
    await editor?.stop();
    await rm(other, { recursive: true });
  });

  const begin = async () => {
    await editor.workbench.run('TEM: Upload Package…');
    await editor.workbench.quickInput.step('Which package?');
  };
  const finish = async (application: string) => {
    const { quickInput } = editor.workbench;
    await quickInput.step('Which application do you want to upload to?');
    await quickInput.choose(application);
  };
  const stored = (name: string) => {
    const found = editor.sandbox.store.objects().find(({ key }) => key.endsWith(`/${name}`));
    assert.ok(found, `${name} is not in the store`);
    return found;
  };

  it('has the packages of all of them in one list, newest first', async () => {
    const { quickInput } = editor.workbench;
    await begin();
    const rows = await quickInput.rows();
    assert.deepEqual(
      rows.map(({ label }) => label),
      [
        'portal-3.1.0.WAR',
        billing,
        'orders-1.4.2.jar',
        'inventory-2.0.0-SNAPSHOT.jar',
        'Select several…',
        'Select a file…',
      ],
    );
    const module = path.basename(other);
    assert.match(rows[1]?.description ?? '', new RegExp(`^${module} · `));
    assert.ok(rows[1]?.detail.startsWith(`${module}/target/`), rows[1]?.detail);
  });

  it('names a version as it is set for the folder of the package', async () => {
    const { workbench } = editor;
    await workbench.quickInput.choose(billing);
    await finish('orders');
    await workbench.notifications.waitFor(/Uploaded billing-0\.1\.0\.jar to orders as rc-billing-0\.1\.0-\d{14}/);
    assert.match(stored(billing).key, /\/service-gn54vdy6\/rc-billing-0\.1\.0-\d{14}\/billing-0\.1\.0\.jar$/);
  });

  it('and as the user set it everywhere else', async () => {
    const { workbench } = editor;
    await begin();
    await workbench.quickInput.choose('orders-1.4.2.jar');
    await finish('orders');
    // Its build file is newer than it.
    await workbench.modal.answer('Upload');
    await workbench.notifications.waitFor('Uploaded orders-1.4.2.jar to orders as nightly-orders-1.4.2');
    assert.match(stored('orders-1.4.2.jar').key, /\/service-gn54vdy6\/nightly-orders-1\.4\.2\/orders-1\.4\.2\.jar$/);
  });

  it('takes any other file by the last row', async () => {
    const { workbench } = editor;
    const file = path.join(other, 'payments-9.jar');
    await copyFile(path.join(other, 'target', billing), file);
    await begin();
    await workbench.quickInput.choose('Select a file…');
    await workbench.quickInput.step('Select a JAR or WAR');
    // What is typed before it has listed its first folder is lost.
    await workbench.quickInput.row('..').waitFor();
    await workbench.quickInput.type(file);
    await workbench.quickInput.row('payments-9.jar').waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Upload payments-9.jar with Shop');
    await workbench.quickInput.choose('payments');
    await workbench.notifications.waitFor(/Uploaded payments-9\.jar to payments/);
    assert.ok(stored('payments-9.jar').bytes.equals(await readFile(file)));
  });
});
