import type { Catalog } from './catalog';
import { matchesFilter } from './filterApplications';
import { placeKey } from '../core/place';
import { isChanging } from './runningEnvironments';
import type { AuthFailures } from '../core/ports/authObserver';
import { nodeId, placeOf, type ApplicationNode, type Node } from './nodes';
import { parentOf } from './parentOf';
import type { TreeModel } from './treeModel';

/** What tells which applications are to be followed. */
export interface FollowedDeps {
  readonly catalogue: Pick<Catalog, 'peek'>;
  readonly keys: AuthFailures;
}

/**
 * The applications in sight of which something is changing: each once, none below a closed row or filtered out, and none
 * of an account whose key is refused.
 */
export function polledNodes(
  { catalogue, keys }: FollowedDeps,
  shown: Iterable<Node>,
  filter: string,
  collapsed: ReadonlySet<string>,
): readonly ApplicationNode[] {
  const found = new Map<string, ApplicationNode>();
  for (const node of shown) {
    if (node.kind !== 'application' || keys.of(node.account.id) || !matchesFilter(node.application, filter)) continue;
    const application = catalogue.peek(placeOf(node));
    if (!application?.versions.some(isChanging) || isBelowClosed(node, collapsed)) continue;
    found.set(placeKey(placeOf(node)), node);
  }
  return [...found.values()];
}

/** What following an application works on. */
export interface RenewShownDeps {
  readonly source: Pick<Catalog, 'peek' | 'reload'>;
  readonly rows: Pick<TreeModel, 'forgetOf' | 'isOpened'>;
  readonly redraw: (node: ApplicationNode) => void;
}

/** Reads an application again and lets its opened rows follow: one request, and those of its opened rows. */
export async function reloadShown(
  { source, rows, redraw }: RenewShownDeps,
  node: ApplicationNode,
  signal: AbortSignal,
): Promise<void> {
  const environments = { kind: 'environments', parent: node } as const;
  const packages = { kind: 'packages', parent: node } as const;
  const before = JSON.stringify(source.peek(placeOf(node)));
  const isOther = JSON.stringify(await source.reload(placeOf(node), signal)) !== before;
  const isOpened = rows.isOpened(environments);
  if (isOpened) rows.forgetOf(node, isOther ? ['deployed', 'instances'] : ['instances'], environments);
  if (isOther) rows.forgetOf(node, ['deployed'], packages);
  if (isOther || isOpened) redraw(node);
}

function isBelowClosed(node: Node, collapsed: ReadonlySet<string>): boolean {
  for (let above = parentOf(node); above; above = parentOf(above)) if (collapsed.has(nodeId(above))) return true;
  return false;
}
