import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LazyTree, type TreeSource } from '../../src/ui/vscode/lazyTree';
import type { WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { withoutMessages } from './withoutMessages';

describe('a view whose contents are loaded when it is shown', () => {
  let tree: LazyTree<string, TreeSource<string>>;
  let asked: number;
  let isDisposed: boolean;
  let wasAsked: () => void;
  let whenAsked: Promise<void>;
  beforeEach(() => {
    asked = 0;
    isDisposed = false;
    whenAsked = new Promise((resolve) => (wasAsked = resolve));
  });
  afterEach(() => tree.dispose());

  const source: TreeSource<string> = {
    onDidChangeTreeData: new vscode.EventEmitter<undefined>().event,
    getTreeItem: (row) => new vscode.TreeItem(row),
    getChildren: (row) => {
      asked += 1;
      wasAsked();
      return row ? [] : ['a row'];
    },
    dispose: () => void (isDisposed = true),
  };
  const open = (load: () => Promise<TreeSource<string>>, withErrorReporting: WithErrorReporting = withoutMessages) =>
    (tree = new LazyTree({ withErrorReporting }, 'tem.uploads', load));

  it('is empty where they cannot be loaded, and filled as soon as a command has loaded them', async () => {
    let isMissing = true;
    let wasTold = (): void => undefined;
    const told = new Promise<void>((resolve) => (wasTold = resolve));
    const load = () => (isMissing ? Promise.reject(new Error('no such file')) : Promise.resolve(source));
    open(load, (what, job) => {
      wasTold();
      return withoutMessages(what, job);
    });
    await vscode.commands.executeCommand('tem.uploads.focus');
    await told;
    assert.equal(asked, 0);
    isMissing = false;
    await tree.load();
    await whenAsked;
  });

  it('disposes of those that come when it is closed', async () => {
    let come = (_: TreeSource<string>): void => undefined;
    open(() => new Promise((resolve) => (come = resolve)));
    const loading = tree.load();
    tree.dispose();
    come(source);
    await loading;
    assert.equal(isDisposed, true);
  });
});
