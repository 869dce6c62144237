import type * as vscode from 'vscode';

/**
 * Tracks when a person last used a tree view. VS Code tells extensions of no focus: a row that is selected, opened or closed
 * is what they see of it.
 */
export class ViewUse implements vscode.Disposable {
  private readonly listening: readonly vscode.Disposable[];
  private latest = 0;

  constructor(
    view: Pick<vscode.TreeView<unknown>, 'onDidChangeSelection' | 'onDidExpandElement' | 'onDidCollapseElement'>,
  ) {
    const use = () => void (this.latest = performance.now());
    this.listening = [view.onDidChangeSelection(use), view.onDidExpandElement(use), view.onDidCollapseElement(use)];
  }

  /** Time of the last use, in ms of `performance.now()`; 0 before the first. */
  get last(): number {
    return this.latest;
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }
}
