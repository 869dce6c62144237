import * as vscode from 'vscode';
import { nodeId } from '../../browse/nodeId';
import type { Node } from '../../browse/nodes';

/** The rows of a view that a person has collapsed, by their ids. */
export class CollapsedRows implements vscode.Disposable {
  readonly ids = new Set<string>();
  private readonly listening: vscode.Disposable;

  /** Calls `onDidChange` after each change. */
  constructor(
    view: Pick<vscode.TreeView<Node>, 'onDidCollapseElement' | 'onDidExpandElement'>,
    onDidChange: () => void,
  ) {
    this.listening = vscode.Disposable.from(
      view.onDidCollapseElement(({ element }) => {
        this.ids.add(nodeId(element));
        onDidChange();
      }),
      view.onDidExpandElement(({ element }) => {
        this.ids.delete(nodeId(element));
        onDidChange();
      }),
    );
  }

  dispose(): void {
    this.listening.dispose();
  }
}
