import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { note } from '../harness/note';

const id = 'tem-toolkit.tem-toolkit';

interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string }[] };
}

describe('activation', () => {
  it('takes place in the real extension host, and says how long it took', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed here`);
    const started = performance.now();
    await extension.activate();
    note(`VS Code ${vscode.version}: asked for, loaded and active in ${(performance.now() - started).toFixed(1)} ms`);
    assert.equal(extension.isActive, true);
  });

  it('loads what wakes, then the composition and what tells who is signed in: no SDK, nor anything of a subject', () => {
    const first = ['extension.js', 'subjects.js', 'accountFiles.js'];
    assert.deepEqual(
      loadedBundles().filter((name) => !first.includes(name)),
      [],
    );
  });

  it('registers every command that package.json declares', async () => {
    const extension = vscode.extensions.getExtension(id);
    const declared = ((extension?.packageJSON as Manifest).contributes.commands ?? []).map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0, 'no command is declared');
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('is followed by the sandbox when that is asked for', async () => {
    await vscode.commands.executeCommand('tem.startSandbox');
    await vscode.commands.executeCommand('tem.stopSandbox');
    assert.ok(loadedBundles().includes('sandbox.js'));
  });
});

function loadedBundles(): readonly string[] {
  const folder = vscode.extensions.getExtension(id)?.extensionPath;
  const files = Object.keys(require.cache).filter((file) => dirname(dirname(file)) === folder);
  return files.map((file) => basename(file));
}
