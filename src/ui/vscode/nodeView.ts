import type * as vscode from 'vscode';

/** View whose nodes commands act on. Of what a command is called with it believes nothing but which node that is. */
export interface NodeView<N> {
  /** Finds the node, as it is listed now, that `passed` is; `undefined` for whatever else a caller made up or kept. */
  find(passed: unknown): N | undefined;
  /** Lists the selected nodes while a person sees them, else none. */
  selected(): readonly N[];
  /** Gives when it was used last, in ms of `performance.now()`; 0 where it was not used. */
  lastUsed(): number;
  /** Lists every node that has been loaded, in the order of the view. */
  listed(): readonly N[];
  /** Draws a node as the view shows it. */
  itemOf(node: N): vscode.TreeItem;
  /** Tells what a node stands for from everything else; nodes that stand for the same have the same. */
  keyOf(node: N): string;
  /** Names what the node is below, nearest first; empty where its description says it all. */
  pathOf(node: N): readonly string[];
  /** Gives the name of the view. */
  title(): string;
  /** Gives the commands that lead to more nodes. */
  remedies(): readonly NodeRemedy[];
}

/** Button of a message that no node fits, and what it runs. */
export interface NodeRemedy {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** Joins two views into one. In both of them nodes are selected: those of the view that was used last count. */
export function bothViews<A, B>(one: NodeView<A>, other: NodeView<B>): NodeView<A | B> {
  const viewOf = (node: A | B) => (one.find(node) === undefined ? other : one) as NodeView<A | B>;
  return {
    find: (passed) => one.find(passed) ?? other.find(passed),
    selected: () => {
      const [last, before] = one.lastUsed() >= other.lastUsed() ? [one, other] : [other, one];
      const selected = last.selected();
      return selected.length > 0 ? selected : before.selected();
    },
    lastUsed: () => Math.max(one.lastUsed(), other.lastUsed()),
    listed: () => [...one.listed(), ...other.listed()],
    itemOf: (node) => viewOf(node).itemOf(node),
    keyOf: (node) => viewOf(node).keyOf(node),
    pathOf: (node) => viewOf(node).pathOf(node),
    title: () => `${one.title()} · ${other.title()}`,
    remedies: () => [...one.remedies(), ...other.remedies()],
  };
}
