import type { RunningVersion } from '../core/model';
import { placeKey, type EnvironmentPlace } from '../core/place';
import type { AuthFailures } from '../core/ports/authObserver';
import type { CallOptions } from '../core/ports/tem';
import type { Catalog } from './catalog';
import { matchesFilter } from './matchesFilter';
import { nodeId } from './nodeId';
import { parentOf, placeOf, type ApplicationNode, type Node } from './nodes';
import { isChanging } from './runningEnvironments';
import type { TreeModel } from './treeModel';

/** Collaborators of `polledNodes`. */
export interface PolledNodesDeps {
  readonly catalog: Pick<Catalog, 'peek'>;
  readonly auth: AuthFailures;
  /** Tells whether a deployment is followed in a place by itself; none is where absent. */
  readonly isFollowed?: (place: EnvironmentPlace) => boolean;
}

/** The nodes of a tree, and which of them a person sees: `collapsed` holds ids. */
export interface ShownNodes {
  readonly nodes: Iterable<Node>;
  readonly filter: string;
  readonly collapsed: ReadonlySet<string>;
}

/**
 * Finds the visible applications that are changing other than by a deployment that is followed: each once, none below a
 * collapsed node or filtered out, and none of an account whose credential is rejected.
 */
export function polledNodes(
  { catalog, auth, isFollowed }: PolledNodesDeps,
  { nodes, filter, collapsed }: ShownNodes,
): readonly ApplicationNode[] {
  const found = new Map<string, ApplicationNode>();
  for (const node of nodes) {
    if (node.kind !== 'application' || auth.of(node.account.id) || !matchesFilter(node.application, filter)) continue;
    const place = placeOf(node);
    const isPolled = (version: RunningVersion) =>
      isChanging(version) && !isFollowed?.({ ...place, environmentId: version.environmentId });
    if (!catalog.peek(place)?.versions.some(isPolled) || isBelowCollapsed(node, collapsed)) continue;
    found.set(placeKey(place), node);
  }
  return [...found.values()];
}

/** Collaborators of `reloadShown`. */
export interface ReloadShownDeps {
  readonly source: Pick<Catalog, 'peek' | 'reload'>;
  readonly tree: Pick<TreeModel, 'invalidateParts' | 'isOpened'>;
  readonly redraw: (node: ApplicationNode) => void;
}

/** Reloads an application and its opened nodes: one request, and those of the opened nodes. */
export async function reloadShown(
  { source, tree, redraw }: ReloadShownDeps,
  node: ApplicationNode,
  options: CallOptions,
): Promise<void> {
  const environments = { kind: 'environments', parent: node } as const;
  const packages = { kind: 'packages', parent: node } as const;
  const before = JSON.stringify(source.peek(placeOf(node)));
  const hasChanged = JSON.stringify(await source.reload(placeOf(node), options)) !== before;
  const isOpened = tree.isOpened(environments);
  if (isOpened) tree.invalidateParts(node, hasChanged ? ['deployed', 'instances'] : ['instances'], environments);
  if (hasChanged) tree.invalidateParts(node, ['deployed'], packages);
  if (hasChanged || isOpened) redraw(node);
}

/** Tells whether a node above this one is collapsed; `collapsed` holds ids. */
export function isBelowCollapsed(node: Node, collapsed: ReadonlySet<string>): boolean {
  for (let above = parentOf(node); above; above = parentOf(above)) if (collapsed.has(nodeId(above))) return true;
  return false;
}
