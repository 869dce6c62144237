import { matchesFilter } from './filterApplications';
import { groupByEnvironment } from './groupByEnvironment';
import type { Paging } from './paging';
import type { Environment } from '../core/model';
import { nodeId, type ApplicationNode, type BranchNode, type GroupNode, type Node, type RegionNode } from './nodes';

/** How the view is set: what it filters by (empty: nothing), and by what applications are grouped. */
export interface ViewOptions {
  readonly filter: string;
  readonly groupBy: GroupBy;
}

/** By what the applications of a region are grouped; those of a `region` are one list. */
export type GroupBy = 'region' | 'environment';

/** The applications among the rows of a region that the filter lets through; a notice that stands for them stays. */
export function filtered(region: RegionNode, rows: readonly Node[], filter: string): readonly Node[] {
  const found = rows.filter((row) => row.kind !== 'application' || matchesFilter(row.application, filter));
  return found.length > 0 ? found : [{ kind: 'placeholder', parent: region, placeholder: { kind: 'filtered' } }];
}

/** The environments that a region's applications run in, as rows; a notice among `rows` stays. */
export function groupNodes(region: RegionNode, rows: readonly Node[], known: readonly Environment[]): readonly Node[] {
  const groups = groupByEnvironment(applicationsAmong(rows), known);
  return [
    ...groups.map(({ environment }): GroupNode => ({
      kind: 'group',
      parent: region,
      ...(environment && { environment }),
    })),
    ...rows.filter(({ kind }) => kind === 'placeholder'),
  ];
}

/** The members of one group. */
export function membersOf(group: GroupNode, rows: readonly Node[]): readonly Node[] {
  const id = group.environment?.id;
  return rows.flatMap((row): readonly Node[] => {
    if (row.kind !== 'application') return [row];
    const { versions } = row.application;
    const isMember = id === undefined ? versions.length === 0 : versions.some((one) => one.environmentId === id);
    return isMember ? [{ ...row, group }] : [];
  });
}

/** The rows that are shown of a long list, and one for the rest. Notices are always shown. */
export function paged(steps: Paging, parent: BranchNode | GroupNode, rows: readonly Node[]): readonly Node[] {
  const notices = rows.filter(({ kind }) => kind === 'placeholder');
  const step = steps.page(
    nodeId(parent),
    rows.filter(({ kind }) => kind !== 'placeholder'),
  );
  return [
    ...step.nodes,
    ...(step.left > 0 ? [{ kind: 'loadMore', parent, left: step.left } as const] : []),
    ...notices,
  ];
}

function applicationsAmong(rows: readonly Node[]) {
  return rows.filter((row): row is ApplicationNode => row.kind === 'application').map(({ application }) => application);
}
