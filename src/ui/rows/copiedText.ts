import { nodeCloudId } from '../applications/nodeCloudId';
import { finishedUploads, storedKey } from '../uploads/uploadFilters';
import { labelOf } from '../vscode/treeRow';
import type { KeyedNode, KeyedViews } from './keyedNodes';

/** Gives what is copied of a row: the id in TEM, the path in COS, of an upload on its way that of its file, else its label. */
export function copiedText({ applications }: KeyedViews, node: KeyedNode): string {
  if (node.kind !== 'upload') return nodeCloudId(node) ?? labelOf(applications.itemOf(node));
  const finished = finishedUploads.of(node);
  return (finished && storedKey(finished)) ?? node.order.path;
}
