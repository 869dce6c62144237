import * as vscode from 'vscode';
import { onFirstUse } from '../../core/onFirstUse';

/** The contents of a tree. */
export interface TreeSource<T> extends vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<T | T[] | undefined>;
}

/**
 * A tree view whose contents are loaded with the first children that VS Code asks for, or with the first command that needs
 * them.
 */
export class LazyTree<T, Source extends TreeSource<T>> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<T | T[] | undefined>();
  private readonly view: vscode.TreeView<T>;
  private readonly loading;
  private source: Source | undefined;

  constructor(
    id: string,
    load: (view: vscode.TreeView<T>) => Promise<Source>,
    options: Omit<vscode.TreeViewOptions<T>, 'treeDataProvider'> = {},
  ) {
    const provider: vscode.TreeDataProvider<T> = {
      onDidChangeTreeData: this.changed.event,
      getTreeItem: (node) => this.source?.getTreeItem(node) ?? this.load().then((source) => source.getTreeItem(node)),
      getChildren: async (node) => (await this.load()).getChildren(node),
      getParent: async (node) => (await this.load()).getParent?.(node),
    };
    this.view = vscode.window.createTreeView(id, { ...options, treeDataProvider: provider });
    this.loading = onFirstUse(async () => {
      const source = await load(this.view);
      source.onDidChangeTreeData((node) => this.changed.fire(node));
      return (this.source = source);
    });
  }

  /** Resolves with the contents, loaded at most once. */
  load(): Promise<Source> {
    return this.loading();
  }

  dispose(): void {
    this.source?.dispose();
    this.view.dispose();
    this.changed.dispose();
  }
}
