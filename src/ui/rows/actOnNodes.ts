import type { NodeFilter } from '../vscode/forSelectedNodes';
import type { KeyedNode } from './keyedNodes';

/** Action of a key: is run once with all of the rows that fit. */
export interface NodeAction {
  readonly fits: (node: KeyedNode) => boolean;
  readonly run: (nodes: readonly KeyedNode[]) => Promise<void>;
}

/** Makes an action for nodes of one view: `run` is called as the menu of the first of them calls a command. */
export function nodeAction<N extends KeyedNode>(
  isOf: (node: KeyedNode) => node is N,
  filter: Pick<NodeFilter<N>, 'of'>,
  run: (first: N, all: readonly N[]) => Promise<void>,
): NodeAction {
  return {
    fits: (node) => isOf(node) && filter.of(node) !== undefined,
    run: async (nodes) => {
      const [first, ...others] = nodes.filter(isOf);
      if (first) await run(first, [first, ...others]);
    },
  };
}

/** Does with each node what the first action does that fits, with all nodes of an action at once; resolves with whether any fits. */
export async function actOnNodes(nodes: readonly KeyedNode[], actions: readonly NodeAction[]): Promise<boolean> {
  const byAction = new Map<NodeAction, KeyedNode[]>();
  for (const node of nodes) {
    const action = actions.find(({ fits }) => fits(node));
    if (action) byAction.set(action, [...(byAction.get(action) ?? []), node]);
  }
  for (const [action, several] of byAction) await action.run(several);
  return byAction.size > 0;
}
