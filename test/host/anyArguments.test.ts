import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpArguments, madeUpRows, type MadeUpFiles } from '../fixtures/madeUpArguments';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { note } from '../harness/note';

const { executeCommand } = vscode.commands;
const id = 'tem-toolkit.tem-toolkit';
/** The first two show a view, which lists applications in its own time; the last asks where a file that is passed goes. */
const listing = ['tem.startSandbox', 'tem.filterApplications', 'tem.uploadPackage'];

/** A list that is opened closes the one before: so many calls wait for a person no longer than one. */
const atOnce = 16;

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

// By its name it is run before those that put views of their own in the place of the extension's.
describe('commands that are called with made-up arguments', () => {
  let sandbox: Sandbox;
  let folder: string;
  let elsewhere: string;
  let files: MadeUpFiles;
  let calls = 0;

  before(async function () {
    this.timeout(120_000);
    const extension = vscode.extensions.getExtension<unknown>(id);
    assert.equal(await extension?.activate(), undefined, 'it hands something out');
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    elsewhere = await mkdtemp(join(tmpdir(), 'tem-elsewhere-'));
    files = { inside: join(folder, samplePackages.inventory), outside: join(elsewhere, 'secret.jar') };
    await cp(files.inside, files.outside);
    sandbox = await Sandbox.start();
    const { temUrl: tem, cosUrl: cos, credential } = sandbox;
    process.env['TEM_TOOLKIT_SANDBOX'] = JSON.stringify({ tem, cos, ...credential });
    await begin();
    await upload();
    await leave();
  });

  after(async () => {
    delete process.env['TEM_TOOLKIT_SANDBOX'];
    await executeCommand('tem.stopSandbox');
    await executeCommand('tem.clearUploads');
    await executeCommand('workbench.action.closeAllEditors');
    await leave();
    await vscode.workspace.getConfiguration('tem').update('groupBy', undefined, vscode.ConfigurationTarget.Global);
    await sandbox.stop();
    await rm(elsewhere, { recursive: true });
    note(`${calls} calls with made-up arguments of ${contributes.commands.length} commands`);
  });

  async function begin(): Promise<void> {
    // Rows are listed that could be taken for the made-up ones. A view that VS Code closes again meanwhile lists none, and
    // whoever waits for its focus may wait for ever.
    await Promise.race([executeCommand('tem.startSandbox'), moment(10_000)]);
    const deadline = performance.now() + 60_000;
    while (sandbox.requests.of('DescribeApplications').length === 0) {
      assert.ok(performance.now() < deadline, 'the view has listed nothing');
      const shown = executeCommand('tem.applications.focus').then(() => executeCommand('tem.refresh'));
      await Promise.race([Promise.all([shown, sandbox.requests.next('DescribeApplications')]), moment(1000)]);
    }
    await hideViews();
  }

  /** Closes the views, and lets what they were reading arrive: it is no doing of the next command. */
  async function hideViews(): Promise<void> {
    await executeCommand('workbench.action.closeSidebar');
    for (let before = -1; before < sandbox.requests.all.length; await moment(300)) before = sandbox.requests.all.length;
  }

  /** A real upload, which fails: its row stays listed. */
  async function upload(): Promise<void> {
    sandbox.conditions.microserviceOffline = true;
    const target = { applicationId: 'service-inv7r3qa', region: 'ap-guangzhou' };
    const ended = executeCommand('tem.uploadPackage', vscode.Uri.file(files.inside), { target });
    await Promise.race([sandbox.requests.next('CreateCosToken'), ended, moment(20_000)]);
    assert.equal(sandbox.requests.of('CreateCosToken').length, 1, 'the upload has sent no request');
    await overWith(ended);
    sandbox.conditions.microserviceOffline = false;
    sandbox.requests.clear();
  }

  /** Closes whatever waits for a person. */
  async function leave(): Promise<void> {
    await executeCommand('workbench.action.closeQuickOpen');
    await executeCommand('notifications.clearAll');
  }

  /** What a command resolves with, once nobody answers what it asks. */
  async function overWith(call: Thenable<unknown>): Promise<unknown> {
    let isOver = false;
    const over = Promise.resolve(call).finally(() => (isOver = true));
    over.catch(() => undefined);
    const deadline = performance.now() + 20_000;
    for (let ms = 5; !isOver && performance.now() < deadline; ms = Math.min(100, ms * 2)) {
      await Promise.race([over, moment(ms)]);
      if (!isOver) await leave();
    }
    assert.ok(isOver, 'it waits for something that is not shown');
    return over;
  }

  /** The kinds of requests that calls sent. */
  async function sentBy(calls: readonly (() => Thenable<unknown>)[]): Promise<readonly string[]> {
    const before = sandbox.requests.all.length;
    const told = (await overWith(Promise.all(calls.map((call) => call())))) as readonly unknown[];
    assert.deepEqual([...new Set(told)], [undefined], 'its caller was told something');
    return [...new Set(sandbox.requests.all.slice(before).map(({ kind }) => kind))];
  }

  const state = async () => {
    const names = await readdir(folder, { recursive: true });
    const found = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs]));
    return JSON.stringify([found.sort(), sandbox.store.objects().map(({ key }) => key), sandbox.store.uploads.length]);
  };

  async function check(command: string, ways: ReadonlyMap<string, () => Thenable<unknown>>): Promise<void> {
    const before = await state();
    const usual = await sentBy([() => executeCommand(command)]);
    const allowed = listing.includes(command) ? [...usual, 'DescribeApplications'] : usual;
    const all = [...ways];
    for (let n = 0; n < all.length; n += atOnce) {
      const some = all.slice(n, n + atOnce);
      const sent = await sentBy(some.map(([, call]) => call));
      calls += some.length;
      const more = sent.filter((kind) => !allowed.includes(kind));
      assert.deepEqual(more, [], `${command} with one of: ${some.map(([what]) => what).join('; ')}`);
    }
    if (command === 'tem.stopSandbox') await begin();
    else if (listing.includes(command)) await hideViews();
    assert.equal(await state(), before);
  }

  const { contributes } = vscode.extensions.getExtension(id)?.packageJSON as Manifest;
  for (const { command } of contributes.commands) {
    it(`${command}: by another extension`, () => {
      const all = [...madeUpArguments(files)];
      return check(command, new Map(all.map(([what, args]) => [what, () => executeCommand(command, ...args)])));
    });

    it(`${command}: by a link`, () => {
      // As a link does, it goes through the window, which hands on JSON only.
      const file: unknown = vscode.Uri.file(files.outside).toJSON();
      const all = Object.entries<unknown>({
        ...madeUpRows(files),
        'a path': files.outside,
        null: null,
        'a file': file,
      });
      const run = (args: unknown) => executeCommand<unknown>('runCommands', { commands: [{ command, args }] });
      return check(command, new Map(all.map(([what, args]) => [what, () => run(args)])));
    });
  }

  it('in all, and in their own time, they have asked for nothing but lists', () => {
    assert.deepEqual([...new Set(sandbox.requests.all.map(({ kind }) => kind))], ['DescribeApplications']);
  });

  it('every command that is registered is among them', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((one) => /^tem\.[a-zA-Z]+$/.test(one));
    const contributed = new Set(contributes.commands.map(({ command }) => command));
    assert.deepEqual(
      registered.filter((one) => !contributed.has(one)),
      [],
    );
  });
});

function moment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
