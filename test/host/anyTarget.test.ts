import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Sandbox } from '../../src/sandbox/sandbox';
import { samplePackages } from '../fixtures/makeSampleWorkspace';

const { executeCommand } = vscode.commands;

/** The arguments of the example in the README, of a keybinding. */
const example: unknown = exampleOf(readFileSync(join(__dirname, '..', '..', '..', 'README.md'), 'utf8'));

// By its name it is run before those that put views of their own in the place of the extension's.
describe('a target that a command is called with', () => {
  let sandbox: Sandbox;
  let elsewhere: string;

  before(async function () {
    this.timeout(60_000);
    await vscode.extensions.getExtension('tem-toolkit.tem-toolkit')?.activate();
    elsewhere = await mkdtemp(join(tmpdir(), 'tem-elsewhere-'));
    sandbox = await Sandbox.start();
    const { temUrl: tem, cosUrl: cos, credential } = sandbox;
    process.env['TEM_TOOLKIT_SANDBOX'] = JSON.stringify({ tem, cos, ...credential });
    await executeCommand('tem.startSandbox');
  });
  after(async () => {
    delete process.env['TEM_TOOLKIT_SANDBOX'];
    await executeCommand('tem.stopSandbox');
    await executeCommand('tem.clearUploads');
    await executeCommand('notifications.clearAll');
    await sandbox.stop();
    await rm(elsewhere, { recursive: true });
  });

  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  /** The packages that a call stores, and what it asks TEM for the right to store. Messages and questions are put away. */
  async function storedBy(
    ...args: readonly unknown[]
  ): Promise<{ readonly stored: readonly string[]; readonly grants: number }> {
    const before = new Set(sandbox.store.objects().map(({ key }) => key));
    const grants = sandbox.requests.of('CreateCosToken').length;
    let isOver = false;
    const call = Promise.resolve(executeCommand('tem.uploadPackage', ...args)).finally(() => (isOver = true));
    while (!isOver) {
      await Promise.race([call, new Promise((resolve) => setTimeout(resolve, 100))]);
      if (!isOver) await executeCommand('notifications.clearAll');
      if (!isOver) await executeCommand('workbench.action.closeQuickOpen');
    }
    const stored = sandbox.store.objects().filter(({ key }) => !before.has(key));
    return {
      stored: stored.map(({ key }) => `${key.split('/').at(-1)} ${/service-\w+/.exec(key)?.[0]}`),
      grants: sandbox.requests.of('CreateCosToken').length - grants,
    };
  }

  const orders = { applicationId: 'service-gn54vdy6', region: 'ap-guangzhou' };

  it('takes the package of the example at once, without a question', async () => {
    assert.deepEqual((await storedBy(example)).stored, ['orders-1.4.2.jar service-gn54vdy6']);
  });

  it('may stand beside the file, and name its account', async () => {
    const file = vscode.Uri.file(join(folder(), samplePackages.inventory));
    const target = { applicationId: 'service-p4yw2k8d', region: 'ap-guangzhou', account: 'sandbox' };
    assert.deepEqual((await storedBy(file, { target })).stored, ['inventory-2.0.0-SNAPSHOT.jar service-p4yw2k8d']);
  });

  it('is refused before anything is sent where it is none, or is of nobody', async () => {
    const files = join(folder(), samplePackages.orders);
    const throws = () => {
      throw new Error('a getter of the caller');
    };
    for (const target of [
      { ...orders, applicationId: 'service-nowhere' },
      { ...orders, applicationId: '../x' },
      { ...orders, region: 'ap-nowhere' },
      { ...orders, account: 'nobody' },
      { ...orders, account: 1 },
      { ...orders, more: true },
      { applicationId: orders.applicationId },
      'service-gn54vdy6',
      [orders],
      new Proxy(orders, { get: throws, ownKeys: throws }),
      Object.defineProperties({}, { applicationId: { get: throws, enumerable: true } }),
    ])
      assert.deepEqual(await storedBy({ files, target }), { stored: [], grants: 0 });
  });

  it('is asked about where the application runs WAR files', async () => {
    const files = join(folder(), samplePackages.orders);
    const { stored } = await storedBy({ files, target: { ...orders, applicationId: 'service-w3bp0rt1' } });
    assert.deepEqual(stored, []);
  });

  it('spares nobody the question about a file from outside the workspace', async () => {
    const outside = join(elsewhere, 'secret.jar');
    await cp(join(folder(), samplePackages.inventory), outside);
    assert.deepEqual(await storedBy({ files: outside, target: orders }), { stored: [], grants: 0 });
  });
});

function exampleOf(readme: string): unknown {
  const [, keybinding = ''] = /In `keybindings\.json`:\s+```json\n([^`]+)```/.exec(readme) ?? [];
  const { command, args } = JSON.parse(keybinding) as { readonly command: string; readonly args: unknown };
  assert.equal(command, 'tem.uploadPackage');
  return args;
}
