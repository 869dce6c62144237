import type { Environment } from '../core/model';
import { groupByEnvironment } from './groupByEnvironment';
import { matchesFilter } from './matchesFilter';
import { nodeId } from './nodeId';
import type { ApplicationNode, BranchNode, GroupNode, Node, RegionNode } from './nodes';
import type { Paging } from './paging';

/** The settings of the view: a filter (empty for none), and the grouping of applications. */
export interface ViewOptions {
  readonly filter: string;
  readonly groupBy: GroupBy;
}

/** The grouping of applications below a region: one list, or a node for each environment. */
export type GroupBy = 'region' | 'environment';

/** Removes the applications of a region that do not match the filter; other nodes stay. */
export function filterNodes(region: RegionNode, nodes: readonly Node[], filter: string): readonly Node[] {
  const found = nodes.filter((node) => node.kind !== 'application' || matchesFilter(node.application, filter));
  return found.length > 0 ? found : [{ kind: 'placeholder', parent: region, placeholder: { kind: 'filtered' } }];
}

/** Replaces the applications of a region by the environments that run them; placeholders stay. */
export function groupNodes(region: RegionNode, nodes: readonly Node[], known: readonly Environment[]): readonly Node[] {
  const groups = groupByEnvironment(applicationsAmong(nodes), known);
  return [
    ...groups.map(({ environment }): GroupNode => ({
      kind: 'group',
      parent: region,
      ...(environment && { environment }),
    })),
    ...nodes.filter(({ kind }) => kind === 'placeholder'),
  ];
}

/** Returns the members of one group among the nodes of its region. */
export function membersOf(group: GroupNode, nodes: readonly Node[]): readonly Node[] {
  const id = group.environment?.id;
  return nodes.flatMap((node): readonly Node[] => {
    if (node.kind !== 'application') return [node];
    const { versions } = node.application;
    const isMember = id === undefined ? versions.length === 0 : versions.some((one) => one.environmentId === id);
    return isMember ? [{ ...node, group }] : [];
  });
}

/** Returns the visible nodes of a long list, and a node that loads more; placeholders are always visible. */
export function pageNodes(paging: Paging, parent: BranchNode | GroupNode, nodes: readonly Node[]): readonly Node[] {
  const placeholders = nodes.filter(({ kind }) => kind === 'placeholder');
  const page = paging.page(
    nodeId(parent),
    nodes.filter(({ kind }) => kind !== 'placeholder'),
  );
  return [
    ...page.nodes,
    ...(page.left > 0 ? [{ kind: 'loadMore', parent, left: page.left } as const] : []),
    ...placeholders,
  ];
}

function applicationsAmong(nodes: readonly Node[]) {
  return nodes
    .filter((node): node is ApplicationNode => node.kind === 'application')
    .map(({ application }) => application);
}
