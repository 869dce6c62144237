import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { cacheDir } from './cacheDir';
import { crc64 } from './crc64';
import type { Editor } from './openEditor';

const jar = 'orders/target/orders-1.4.2.jar';

/**
 * Goes the whole way from the right-click to a deployment that is watched to its verdict, says each step, and fails unless the package
 * is stored and runs.
 */
export async function walk({ workbench, folder }: Editor, sandbox: Sandbox): Promise<void> {
  let steps = 0;
  const say = async (name: string, text: string) => {
    const file = path.join(cacheDir, 'walk', `${String(++steps).padStart(2, '0')}-${name}.png`);
    await workbench.picture(file);
    console.log(`${steps}. ${text}  [${path.relative(process.cwd(), file)}]`);
  };
  const before = new Set(sandbox.store.objects().map(({ key }) => key));
  // Slow enough to be watched.
  sandbox.conditions.sharedBandwidth = 4_000_000;

  await workbench.explorer.reveal(jar);
  await say('open', `VS Code is open on the sample workspace, ${jar} is in sight`);

  const menu = await workbench.explorer.openContextMenu(jar);
  await menu.pointAt('Upload Package to TEM…');
  await say('menu', 'right-clicked it: the menu offers "Upload Package to TEM…"');

  await menu.choose('Upload Package to TEM…');
  await workbench.quickInput.step('Which application do you want to upload to?');
  await workbench.quickInput.row('orders').waitFor();
  const names = (await workbench.quickInput.rows()).map(({ label }) => label);
  await say('application', `asked for the application: ${names.join(', ')}`);

  await workbench.quickInput.choose('orders');
  const toast = await workbench.notifications.waitFor(/sending [1-9]\d*% .* left/);
  const progress = await toast.locator('.notification-list-item-message').innerText();
  await say('uploading', progress);

  const done = await workbench.notifications.waitFor(/Uploaded orders-1\.4\.2\.jar to orders as/);
  await say('uploaded', await done.locator('.notification-list-item-message').innerText());

  await workbench.notifications.click(/Uploaded/, 'Reveal in Applications');
  const view = await workbench.openedView('TEM', 'Applications');
  const row = view.rowDescribed('orders-1.4.2.jar');
  await row.waitFor();
  await say('sidebar', `the side bar shows it: ${await row.innerText()}`);

  const stored = sandbox.store.objects().find(({ key }) => !before.has(key));
  if (!stored) throw new Error('nothing was stored');
  const local = await readFile(path.join(folder, jar));
  const expected = crc64(local);
  console.log(`stored:  ${stored.bucket} ${stored.key}`);
  console.log(`         ${stored.size} bytes, CRC-64 ${stored.crc64}`);
  console.log(`on disk: ${local.length} bytes, CRC-64 ${expected}`);
  if (stored.crc64 !== expected || !stored.bytes.equals(local)) throw new Error('what was stored is not the file');
  console.log('the same: the package is in the sandbox');

  const version = await deploy();
  const [begun, ...others] = sandbox.rollouts;
  if (begun?.version !== version || others.length > 0) throw new Error('what was deployed is not that package, once');
  console.log('deployed once, and it runs');

  async function deploy(): Promise<string> {
    const label = await row.innerText();
    const [uploaded = ''] = /\d{14}/.exec(label) ?? [];
    await (await view.openContextMenu(uploaded)).choose('Deploy Package…');
    await workbench.quickInput.row('shop-test').waitFor();
    await say('environment', 'chose "Deploy Package…" of its row: asked for the environment');
    await workbench.quickInput.choose('shop-test');
    const [question = ''] = (await workbench.modal.text()).split('\n');
    await say('plan', question);
    await workbench.modal.answer('Deploy');
    const moving = await workbench.notifications.waitFor(/Deploying \d{14} to orders in shop-test/);
    await say('deploying', await moving.locator('.notification-list-item-message').innerText());
    const verdict = await workbench.notifications.waitFor(/orders \d{14} runs in shop-test/);
    await say('verdict', await verdict.locator('.notification-list-item-message').innerText());
    return uploaded;
  }
}
