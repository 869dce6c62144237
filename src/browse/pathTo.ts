import { AppError, cancelledError } from '../core/errors';
import type { Account } from '../core/model';
import type { ApplicationPlace } from '../core/place';
import { matchesFilter } from './matchesFilter';
import type { ApplicationNode, BranchNode, GroupNode, LoadMoreNode, Node, RegionNode } from './nodes';
import { filterNodes, membersOf, type ViewOptions } from './viewOptions';

/** An application of TEM, one of its packages, or one of its environments. */
export interface PackagePlace extends ApplicationPlace {
  readonly packageName?: string;
  readonly version?: string;
  readonly environmentId?: string;
}

/** A node, its index in each list that leads to it, and the filter under which the node is visible. */
export interface Path {
  readonly node: Node;
  readonly steps: readonly { readonly parent: LoadMoreNode['parent']; readonly index: number }[];
  readonly filter: string;
}

/** Collaborators of `pathTo`. */
export interface PathToDeps {
  readonly accounts: { list(): Promise<readonly Account[]> };
  readonly regions: () => readonly string[];
  readonly viewOptions: () => ViewOptions;
  readonly tree: { loadedChildren(branch: BranchNode): Promise<readonly Node[]>; invalidate(node: Node): void };
}

/**
 * Finds the path to a package or an environment, or to the application where that is not listed. Throws `notSignedIn`, `notFound`, or
 * the failure with which the region could not be listed.
 */
export async function pathTo(deps: PathToDeps, place: PackagePlace): Promise<Path> {
  const account = (await deps.accounts.list()).find(({ id }) => id === place.accountId);
  if (!account) throw new AppError('notSignedIn', 'there is no such account any more');
  if (!deps.regions().includes(place.region)) throw notSelected(place.region);
  const region: RegionNode = { kind: 'region', account, region: place.region };
  const isWanted = (node: Node) => node.kind === 'application' && node.application.id === place.applicationId;
  let nodes = await deps.tree.loadedChildren(region);
  if (!nodes.some(isWanted)) {
    // It may be newer than what is shown.
    deps.tree.invalidate(region);
    nodes = await deps.tree.loadedChildren(region);
  }
  const ungrouped = nodes.find((node): node is ApplicationNode => isWanted(node));
  if (!ungrouped) throw reasonOf(nodes);
  const { filter: current, groupBy } = deps.viewOptions();
  const filter = matchesFilter(ungrouped.application, current) ? current : '';
  const shown = filterNodes(region, nodes, filter).filter(({ kind }) => kind === 'application');
  const group = groupBy === 'environment' ? groupOf(region, ungrouped, place.environmentId) : undefined;
  const list = group ? membersOf(group, shown) : shown;
  const index = list.findIndex(isWanted);
  const node = list[index];
  if (node?.kind !== 'application') throw reasonOf(nodes);
  const steps = [{ parent: group ?? region, index }];
  if (place.environmentId !== undefined) {
    const parent = { kind: 'environments', parent: node } as const;
    const environments = (await deps.tree.loadedChildren(parent)).filter((child) => child.kind === 'environment');
    const found = environments.find(({ environment }) => environment.running.environmentId === place.environmentId);
    return found
      ? { node: found, steps: [...steps, { parent, index: environments.indexOf(found) }], filter }
      : { node, steps, filter };
  }
  if (place.packageName === undefined) return { node, steps, filter };
  const parent = { kind: 'packages', parent: node } as const;
  const packages = (await deps.tree.loadedChildren(parent)).filter((child) => child.kind === 'package');
  const at = packages.findIndex(
    ({ known }) => known.packageName === place.packageName && known.version === place.version,
  );
  const found = packages[at];
  return found ? { node: found, steps: [...steps, { parent, index: at }], filter } : { node, steps, filter };
}

function notSelected(region: string): AppError {
  return new AppError('notFound', `the region ${region} is not among those selected`);
}

function reasonOf(nodes: readonly Node[]): unknown {
  const [node] = nodes;
  if (node?.kind === 'placeholder' && node.placeholder.kind === 'failed') return node.placeholder.error;
  if (node?.kind === 'placeholder' && node.placeholder.kind === 'stopped') return cancelledError();
  return new AppError('notFound', 'the region has no such application any more');
}

function groupOf(region: RegionNode, { application }: ApplicationNode, environmentId?: string): GroupNode {
  const { versions } = application;
  const first = versions.find((one) => one.environmentId === environmentId) ?? versions[0];
  if (!first) return { kind: 'group', parent: region };
  const { environmentId: id, environmentName: name } = first;
  return { kind: 'group', parent: region, environment: { id, name, kind: 'other', status: '' } };
}
