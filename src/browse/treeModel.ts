import type { Account, Environment } from '../core/model';
import type { AuthFailures } from '../core/ports/authObserver';
import type { CallOptions } from '../core/ports/tem';
import type { ApplicationPart, Catalog } from './catalog';
import { ChildLoader } from './childLoader';
import { loadChildren, type NodeSource } from './loadChildren';
import { nodeId } from './nodeId';
import {
  isLeaf,
  placeOf,
  type AccountNode,
  type ApplicationNode,
  type BranchNode,
  type EnvironmentNode,
  type GroupNode,
  type Node,
  type RegionNode,
} from './nodes';
import { NodeInvalidation } from './nodeInvalidation';
import { Paging } from './paging';
import { RegionFilter } from './regionFilter';
import type { ShownRollouts } from './shownRollouts';
import { filterNodes, groupNodes, membersOf, pageNodes, type ViewOptions } from './viewOptions';

/** Collaborators of `TreeModel`. */
export interface TreeModelDeps {
  readonly source: NodeSource & Pick<Catalog, 'environments' | 'peek' | 'invalidate' | 'invalidateParts'>;
  readonly accounts: { list(): Promise<readonly Account[]> };
  readonly regions: () => readonly string[];
  readonly auth: AuthFailures;
  /** The deployments that are shown; none where absent. */
  readonly rollouts?: Pick<ShownRollouts, 'of'>;
  readonly viewOptions: () => ViewOptions;
  /** Called when the children of a node may be others. */
  readonly onDidChange: (node: Node) => void;
  /** Called with a reload during which the previous children stay visible. */
  readonly onRefresh: (done: Promise<void>) => void;
}

// More nodes than anybody reads at once, few enough to be drawn in a moment.
const pageSize = 200;

/** Builds the nodes of the tree level by level, by the present view options; knows nothing of their looks. */
export class TreeModel {
  readonly paging = new Paging(pageSize);
  /** The accounts and regions, as far as the filter leaves them in sight. */
  readonly regionFilter: RegionFilter;
  private readonly environments = new Map<string, readonly Environment[]>();
  private readonly loader: ChildLoader;
  private readonly invalidation: NodeInvalidation;

  constructor(private readonly deps: TreeModelDeps) {
    const { onDidChange, onRefresh } = deps;
    const load = (branch: BranchNode, options: CallOptions) => this.load(branch, options);
    this.regionFilter = new RegionFilter({
      ...deps,
      filter: () => deps.viewOptions().filter,
      peek: (region) => this.peek(region),
    });
    this.loader = new ChildLoader({ loadChildren: load, onDidChange, onRefresh });
    this.invalidation = new NodeInvalidation({ ...deps, loader: this.loader });
  }

  /** Resolves with the visible children of a node (the accounts without one), or a placeholder while they load. */
  async children(node?: Node): Promise<readonly Node[]> {
    if (node && isLeaf(node)) return [];
    switch (node?.kind) {
      case undefined:
        return this.regionFilter.accounts();
      case 'account':
        return this.regionsOf(node);
      case 'region':
        return this.arrange(node, this.newest(await this.loader.load(node)));
      case 'group':
        return this.membersOf(node, this.newest(await this.loader.load(node.parent)));
      case 'application':
        return sectionsOf(node);
      case 'environments':
      case 'packages':
        return pageNodes(this.paging, node, await this.loader.load(node));
      case 'environment':
        return this.belowEnvironment(node, await this.loader.load(node));
    }
  }

  /** Resolves with all children of a branch once they are loaded, whatever the view options. */
  async loadedChildren(branch: BranchNode): Promise<readonly Node[]> {
    return this.newest(await this.loader.loaded(branch));
  }

  /** Tells whether the branch was opened since it was last invalidated. */
  isOpened(branch: BranchNode): boolean {
    return this.loader.has(nodeId(branch));
  }

  /** Aborts the loading below a node. */
  stop(node: Node): void {
    this.loader.stop(nodeId(node));
  }

  /** Drops the data of a node and of those below it, so that it is requested again; all data without a node. */
  invalidate(node?: Node): void {
    this.invalidation.invalidate(node);
  }

  /** Drops some responses of an application, and the children of one of its branches. */
  invalidateParts(node: ApplicationNode, parts: readonly ApplicationPart[], branch: Node): void {
    this.invalidation.invalidateParts(node, parts, branch);
  }

  /** Drops what was read of an application in one environment, and of the application itself. */
  invalidateEnvironment(node: ApplicationNode, environmentId: string): void {
    this.invalidation.invalidateEnvironment(node, environmentId);
  }

  /** Builds all nodes anew from the responses that are cached. */
  rebuild(): void {
    this.loader.invalidate();
  }

  dispose(): void {
    this.loader.dispose();
  }

  private belowEnvironment(parent: EnvironmentNode, instances: readonly Node[]): readonly Node[] {
    const rollouts = this.deps.rollouts?.of(parent) ?? [];
    const rows = rollouts.map((rollout) => ({ kind: 'rollout', parent, rollout }) as const);
    return [...rows, ...pageNodes(this.paging, parent, instances)];
  }

  private async load(branch: BranchNode, options: CallOptions): Promise<readonly Node[]> {
    const { source } = this.deps;
    const loading = loadChildren(source, branch, options);
    if (branch.kind !== 'region' || this.deps.viewOptions().groupBy !== 'environment') return loading;
    const place = { accountId: branch.account.id, region: branch.region };
    // Without their kinds they can still be told apart.
    const known = source.environments(place, options).catch(() => []);
    const [nodes, environments] = await Promise.all([loading, known]);
    this.environments.set(nodeId(branch), environments);
    return nodes;
  }

  /** Replaces applications by their newest known state, which may be newer than the nodes. */
  private newest(nodes: readonly Node[]): readonly Node[] {
    return nodes.map((node) => {
      const application = node.kind === 'application' ? this.deps.source.peek(placeOf(node)) : undefined;
      return node.kind === 'application' && application ? { ...node, application } : node;
    });
  }

  private regionsOf({ account }: AccountNode): readonly Node[] {
    const parent = { kind: 'account', account } as const;
    const error = this.deps.auth.of(account.id);
    // One node in place of a failure a region.
    if (error) return [{ kind: 'placeholder', parent, placeholder: { kind: 'failed', error } }];
    if (this.deps.regions().length > 0) return this.regionFilter.regions(parent);
    return [{ kind: 'placeholder', parent, placeholder: { kind: 'empty' } }];
  }

  private peek(region: RegionNode): readonly Node[] | undefined {
    const children = this.loader.peek(nodeId(region));
    return children && this.newest(children);
  }

  private membersOf(group: GroupNode, nodes: readonly Node[]): readonly Node[] {
    const shown = filterNodes(group.parent, nodes, this.deps.viewOptions().filter);
    return pageNodes(this.paging, group, membersOf(group, shown));
  }

  private arrange(region: RegionNode, nodes: readonly Node[]): readonly Node[] {
    const { filter, groupBy } = this.deps.viewOptions();
    const shown = filterNodes(region, nodes, filter);
    if (groupBy === 'region') return pageNodes(this.paging, region, shown);
    return groupNodes(region, shown, this.environments.get(nodeId(region)) ?? []);
  }
}

function sectionsOf(parent: ApplicationNode): readonly Node[] {
  const environments = { kind: 'environments', parent } as const;
  return parent.application.deployMode === 'IMAGE' ? [environments] : [environments, { kind: 'packages', parent }];
}
