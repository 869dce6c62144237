import type { Node } from './browse/nodes';
import type { ApplicationsView } from './ui/applications/applicationsView';
import type { Upload } from './ui/uploads/upload';
import type { UploadsView } from './ui/uploads/uploadsView';
import { lazyDrop, type DropHandler } from './ui/vscode/lazyDrop';
import { LazyTree, type LazyTreeDeps, type LoadTree } from './ui/vscode/lazyTree';

/** The contents of the views, and what takes what is dropped there. */
export interface ViewContents {
  readonly applications: LoadTree<Node, ApplicationsView>;
  readonly uploads: LoadTree<Upload, UploadsView>;
  readonly drop: () => Promise<DropHandler<Node>>;
}

/** Shows both views; `load` is called with their first use. */
export function createViews(load: () => Promise<ViewContents>, deps: LazyTreeDeps) {
  return {
    applications: new LazyTree<Node, ApplicationsView>(
      deps,
      'tem.applications',
      async (view) => (await load()).applications(view),
      {
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: lazyDrop(deps, async () => (await load()).drop()),
      },
    ),
    uploads: new LazyTree<Upload, UploadsView>(deps, 'tem.uploads', async (view) => (await load()).uploads(view), {
      canSelectMany: true,
    }),
  };
}
