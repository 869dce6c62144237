import type { Node } from '../../browse/nodes';
import type { Upload } from '../uploads/upload';
import { isPassed } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { passedArray } from '../vscode/passedFiles';

/** The views whose rows have keys. */
export interface KeyedViews {
  readonly applications: NodeView<Node>;
  readonly uploadsView: NodeView<Upload>;
}

/** A row of either view. */
export type KeyedNode = Node | Upload;

/**
 * Lists the nodes that a key is for. The keybinding passes the view that has the focus, and its focused row: arrow keys move
 * the focus and leave the selection behind. That row alone counts, or the whole selection where it is part of it; none where
 * the row is gone, as the selected ones were not meant. Without these, as another keybinding may call it, what is selected in
 * the view used last.
 */
export function keyedNodes({ applications, uploadsView }: KeyedViews, passed: unknown): readonly KeyedNode[] {
  const [id, focused] = passedArray(passed);
  const lastUsed = uploadsView.lastUsed() > applications.lastUsed() ? 'tem.uploads' : 'tem.applications';
  const isKnown = id === 'tem.uploads' || id === 'tem.applications';
  const view: NodeView<Node> | NodeView<Upload> =
    (isKnown ? id : lastUsed) === 'tem.uploads' ? uploadsView : applications;
  const selected: readonly KeyedNode[] = view.selected();
  if (!isPassed(focused)) return selected;
  const node: KeyedNode | undefined = view.find(focused);
  if (node === undefined) return [];
  return selected.includes(node) ? selected : [node];
}
