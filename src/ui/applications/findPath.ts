import type { BranchNode, Node } from '../../browse/nodes';
import { pathTo, type PackagePlace, type Path, type PathToDeps } from '../../browse/pathTo';
import type { TreeModel } from '../../browse/treeModel';
import { withViewProgress } from '../vscode/showProgress';

/** Dependencies of the search: the tree, and what draws a node again that was read again. */
export interface FindPathDeps extends Omit<PathToDeps, 'tree'> {
  readonly tree: Pick<TreeModel, 'loadedChildren' | 'invalidate'>;
  readonly redraw: (node: Node) => void;
}

/** Finds the way to an application or package, under the progress of the view: a long list takes a while. Throws as `pathTo`. */
export async function findPath(deps: FindPathDeps, place: PackagePlace): Promise<Path> {
  const tree = {
    loadedChildren: (branch: BranchNode) => deps.tree.loadedChildren(branch),
    invalidate: (node: Node) => {
      deps.tree.invalidate(node);
      deps.redraw(node);
    },
  };
  return withViewProgress(() => pathTo({ ...deps, tree }, place));
}
