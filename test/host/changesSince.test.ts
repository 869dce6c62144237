import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { EnvironmentNode } from '../../src/browse/nodes';
import type { PackageOrigin } from '../../src/core/model';
import { changesSince } from '../../src/ui/applications/changesSince';
import { showChangesSinceDeployed } from '../../src/ui/applications/showChangesSinceDeployed';
import { gitApi, type GitApi } from '../../src/ui/vscode/gitApi';
import { ordersApplication } from '../fixtures/ordersApplication';

const run = promisify(execFile);

interface OpeningGit extends GitApi {
  openRepository(root: vscode.Uri): Promise<unknown>;
}

/** The tests of this stage run without git; once it is on, it stays so. */
async function enableGit(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('git');
  // The repository of the test is no folder of the workspace.
  await settings.update('openRepositoryInParentFolders', 'always', vscode.ConfigurationTarget.Global);
  const extension = vscode.extensions.getExtension<{ enabled: boolean; onDidChangeEnablement: vscode.Event<boolean> }>(
    'vscode.git',
  );
  const git = await extension?.activate();
  if (!git || git.enabled) return;
  const enabled = new Promise<void>((resolve) => {
    const listening = git.onDidChangeEnablement(() => {
      listening.dispose();
      resolve();
    });
  });
  await settings.update('enabled', true, vscode.ConfigurationTarget.Global);
  await enabled;
}

describe('changes since an environment was deployed to', () => {
  let folder: string;
  let git: GitApi;
  let origin: PackageOrigin;

  const inFolder = (name: string) => join(folder, name);
  const call = async (...args: string[]) => (await run('git', args, { cwd: folder })).stdout.trim();
  const commit = async (text: string) => {
    await call('add', '-A');
    await call('-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', 'commit', '-q', '-m', text);
    return call('rev-parse', 'HEAD');
  };

  before(async function () {
    this.timeout(60_000);
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tem-git-')));
    await call('init', '-q', '-b', 'main');
    for (const name of ['kept', 'changed', 'removed', 'old name'])
      await writeFile(inFolder(name), `${name}\n`.repeat(20));
    origin = { commit: await commit('deployed'), branch: 'main', isDirty: false };
    await enableGit();
    const found = await gitApi();
    assert.ok(found, 'VS Code has its git extension');
    git = found;
    await (git as OpeningGit).openRepository(vscode.Uri.file(folder));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const settings = vscode.workspace.getConfiguration('git');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    await settings.update('openRepositoryInParentFolders', undefined, vscode.ConfigurationTarget.Global);
    await rm(folder, { recursive: true, force: true });
  });

  function node(from: PackageOrigin): EnvironmentNode {
    const account = { id: 'a1', name: 'Practice', site: 'sandbox' } as const;
    const parent = { kind: 'application', account, region: 'ap-x', application: ordersApplication } as const;
    const version = { environmentId: 'e', environmentName: 'shop-test', versionName: '1.4.2', status: '' };
    const running = { ...version, deploying: false, currentInstances: 1, expectedInstances: 1 };
    return { kind: 'environment', parent, environment: { running, kind: 'test', origin: from } };
  }

  const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs: open }) => open.map(({ label }) => label));

  it('are none where nothing has changed, which opens nothing', async () => {
    assert.deepEqual(await changesSince(git, origin), []);
    const before = tabs();
    await showChangesSinceDeployed(node(origin));
    assert.deepEqual(tabs(), before);
  });

  it('are those of later commits and of the work tree, with what is new, gone and renamed', async () => {
    await writeFile(inFolder('added'), 'a');
    await rm(inFolder('removed'));
    await commit('later');
    await rename(inFolder('old name'), inFolder('new name'));
    await call('add', '-A');
    await writeFile(inFolder('changed'), 'another');
    await writeFile(inFolder('untracked'), 'u');
    // The git extension reads the work tree at times of its own.
    await (git.getRepository(vscode.Uri.file(folder)) as unknown as { status(): Promise<void> }).status();
    const found = (await changesSince(git, origin)) ?? [];
    const name = (uri: vscode.Uri | undefined) =>
      uri && `${uri.scheme === 'git' ? 'git:' : ''}${uri.path.split('/').pop()}`;
    assert.deepEqual(
      found.map((uris) => uris.map(name)),
      [
        ['added', undefined, 'added'],
        ['changed', 'git:changed', 'changed'],
        ['new name', 'git:old name', 'new name'],
        ['removed', 'git:removed', undefined],
        ['untracked', undefined, 'untracked'],
      ],
    );
    const then = found.find(([uri]) => name(uri) === 'changed')?.[1];
    assert.ok(then);
    assert.match((await vscode.workspace.openTextDocument(then)).getText(), /^changed\n/);
    const opened = new Promise<void>((resolve) => {
      const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
        if (!tabs().some((label) => label.startsWith('Changes since 1.4.2 in shop-test'))) return;
        listening.dispose();
        resolve();
      });
    });
    await showChangesSinceDeployed(node({ ...origin, isDirty: true }));
    await opened;
  });

  it('cannot be had where no repository has the commit, and git is never asked for an option', async () => {
    const asked: string[] = [];
    const repository = {
      getCommit: (ref: string) => {
        asked.push(ref);
        return Promise.reject(new Error('no such commit'));
      },
    };
    const none = { ...git, repositories: [repository as unknown as GitApi['repositories'][number]] };
    const missing = 'f'.repeat(40);
    assert.equal(await changesSince(none, { ...origin, commit: missing }), undefined);
    assert.equal(await changesSince(none, { ...origin, commit: `--output=${inFolder('x')}` }), undefined);
    assert.deepEqual(asked, [missing]);
    assert.equal(await changesSince(git, { ...origin, commit: missing }), undefined);
    const before = tabs();
    await showChangesSinceDeployed(node({ ...origin, commit: missing }));
    await showChangesSinceDeployed(node(origin), () => Promise.resolve(undefined));
    assert.deepEqual(tabs(), before);
  });

  it('are those of the work tree on the branch of the package, where several have the commit', async () => {
    const on = (branch: string) => ({
      state: { HEAD: { name: branch }, mergeChanges: [], indexChanges: [], workingTreeChanges: [] },
      getConfig: () => Promise.resolve(''),
      getCommit: () => Promise.resolve({}),
      diffWith: () => Promise.resolve([{ uri: vscode.Uri.file(`/${branch}`), ...of(branch) }]),
    });
    const of = (branch: string) => ({ originalUri: vscode.Uri.file(`/${branch}`), renameUri: undefined, status: 5 });
    const toGitUri = (uri: vscode.Uri) => uri.with({ scheme: 'git' });
    const found = await changesSince({ repositories: [on('topic'), on('main')], toGitUri }, origin);
    assert.deepEqual(
      found?.map(([uri]) => uri.path),
      ['/main'],
    );
  });
});
