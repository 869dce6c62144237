import * as vscode from 'vscode';
import { onFirstUse } from '../../core/onFirstUse';
import { outcomeOf, tryAgainAfter, type WithErrorReporting } from './errorReporter';

/** The contents of a tree. */
export interface TreeSource<T> extends vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<T | T[] | undefined>;
}

/** Gives the contents of a tree that is shown. */
export type LoadTree<T, Source extends TreeSource<T>> = (view: vscode.TreeView<T>) => Promise<Source>;

/** Dependencies of a tree: what tells of contents that cannot be loaded. */
export interface LazyTreeDeps {
  readonly withErrorReporting: WithErrorReporting;
}

/**
 * A tree view whose contents are loaded with the first children that VS Code asks for, or with the first command that needs
 * them. It is empty while they cannot be loaded, and filled with the first time they can.
 */
export class LazyTree<T, Source extends TreeSource<T>> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<T | T[] | undefined>();
  private readonly view: vscode.TreeView<T>;
  private readonly loading;
  private source: Source | undefined;
  private isMissed = false;
  private isDisposed = false;

  constructor(
    private readonly deps: LazyTreeDeps,
    id: string,
    load: LoadTree<T, Source>,
    options: Omit<vscode.TreeViewOptions<T>, 'treeDataProvider'> = {},
  ) {
    const provider: vscode.TreeDataProvider<T> = {
      onDidChangeTreeData: this.changed.event,
      getTreeItem: (node) => this.source?.getTreeItem(node) ?? this.load().then((source) => source.getTreeItem(node)),
      getChildren: async (node) => (await this.loaded())?.getChildren(node) ?? [],
      resolveTreeItem: (item, node, token) => this.source?.resolveTreeItem?.(item, node, token) ?? item,
      getParent: async (node) => (await this.load()).getParent?.(node),
    };
    this.view = vscode.window.createTreeView(id, { ...options, treeDataProvider: provider });
    this.loading = onFirstUse(async () => {
      const source = await load(this.view);
      if (this.isDisposed) source.dispose();
      source.onDidChangeTreeData((node) => this.changed.fire(node));
      this.source = source;
      // VS Code does not ask again by itself.
      if (this.isMissed) this.changed.fire(undefined);
      return source;
    });
  }

  /** Resolves with the contents, loaded at most once. */
  load(): Promise<Source> {
    return this.loading();
  }

  dispose(): void {
    this.isDisposed = true;
    this.source?.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  /** Gives the contents; `undefined`, and says so, where they cannot be loaded. */
  private async loaded(): Promise<Source | undefined> {
    const outcome = await outcomeOf(() => this.load());
    if (outcome.kind === 'done') return outcome.value;
    this.isMissed = true;
    // The view must not be waiting for as long as the message stands there.
    if (outcome.kind === 'failed') {
      void this.deps.withErrorReporting(
        'TEM Toolkit',
        tryAgainAfter(outcome.error, () => this.load()),
      );
    }
    return undefined;
  }
}
