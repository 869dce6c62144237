import type * as vscode from 'vscode';

let uses = 0;

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
    const use = () => void (this.latest = ++uses);
    this.listening = [view.onDidChangeSelection(use), view.onDidExpandElement(use), view.onDidCollapseElement(use)];
  }

  /** Number of the last use, greater than those of all uses before it of any view; 0 before the first. */
  get last(): number {
    return this.latest;
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }
}
