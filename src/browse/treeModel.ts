import type { ApplicationRequest, Catalog } from './catalog';
import { Paging } from './paging';
import type { Account, Environment } from '../core/model';
import type { AuthFailures } from '../core/ports/authObserver';
import { filtered, groupNodes, membersOf, paged, type ViewOptions } from './viewOptions';
import { ChildLoader } from './childLoader';
import { loadChildren, type NodeSource } from './loadChildren';
import {
  nodeId,
  placeOf,
  type AccountNode,
  type ApplicationNode,
  type BranchNode,
  type EnvironmentNode,
  type GroupNode,
  type Node,
  type RegionNode,
} from './nodes';

/** What the rows are made of. */
export interface TreeModelDeps {
  readonly source: NodeSource & Pick<Catalog, 'environments' | 'peek' | 'invalidate' | 'invalidateApplication'>;
  readonly accounts: { list(): Promise<readonly Account[]> };
  readonly regions: () => readonly string[];
  readonly keys: AuthFailures;
  readonly arrangement: () => ViewOptions;
  /** The rows below one may be others now. */
  readonly changed: (node: Node) => void;
  /** Rows are fetched anew while the old ones are still shown. */
  readonly refreshing: (done: Promise<void>) => void;
}

// More rows than anybody reads at once, few enough to be drawn in a moment.
const stepSize = 200;

/** The rows of the tree, level by level, as they are arranged at present. It knows nothing of how they look. */
export class TreeModel {
  readonly steps = new Paging(stepSize);
  private readonly environments = new Map<string, readonly Environment[]>();
  private readonly branches: ChildLoader;

  constructor(private readonly needs: TreeModelDeps) {
    const fetch = (branch: BranchNode, signal: AbortSignal) => this.fetch(branch, signal);
    this.branches = new ChildLoader(fetch, needs.changed, needs.refreshing);
  }

  /** The rows below one (of the tree without one), or what stands for them while they are on their way. */
  async children(node?: Node): Promise<readonly Node[]> {
    switch (node?.kind) {
      case undefined:
        return (await this.needs.accounts.list()).map((account) => ({ kind: 'account', account }));
      case 'account':
        return this.regionsOf(node);
      case 'region':
        return this.arrange(node, this.newest(await this.branches.load(node)));
      case 'group':
        return this.membersOf(node, this.newest(await this.branches.load(node.parent)));
      case 'application':
        return fixedRows(node);
      case 'environments':
      case 'packages':
      case 'environment':
        return paged(this.steps, node, await this.branches.load(node));
      case 'instance':
      case 'package':
      case 'loadMore':
      case 'placeholder':
        return [];
    }
  }

  /** Every row below a branch once they have arrived, however the tree is arranged. */
  async arrived(branch: BranchNode): Promise<readonly Node[]> {
    return this.newest(await this.branches.arrived(branch));
  }

  /** Whether the row was opened since it was last refreshed. */
  isOpened(branch: BranchNode): boolean {
    return this.branches.has(nodeId(branch));
  }

  stop(node: Node): void {
    this.branches.stop(nodeId(node));
  }

  /** Forgets what a row and those below it show, so that it is asked for again; everything without one. */
  invalidate(node?: Node): void {
    const { source } = this.needs;
    switch (node?.kind) {
      case undefined:
        source.invalidate();
        return this.branches.forget();
      case 'account':
        for (const region of this.needs.regions()) source.invalidate({ accountId: node.account.id, region });
        return this.branches.forget(nodeId(node));
      case 'region':
        source.invalidate({ accountId: node.account.id, region: node.region });
        return this.branches.forget(nodeId(node));
      case 'group':
        return this.invalidate(node.parent);
      case 'application':
        return this.forgetOf(node, ['itself', 'deployed', 'instances', 'listing'], node);
      case 'environments':
        return this.forgetOf(node.parent, ['itself', 'deployed', 'instances'], node);
      case 'packages':
        return this.forgetOf(node.parent, ['deployed', 'listing'], node);
      case 'environment':
        return this.forgetEnvironment(node);
      case 'instance':
      case 'loadMore':
      case 'placeholder':
        return this.invalidate(node.parent);
      case 'package':
        return this.invalidate({ kind: 'packages', parent: node.parent });
    }
  }

  /** Forgets single answers of an application, and the rows of one of its branches that were made of them. */
  forgetOf(node: ApplicationNode, answers: readonly ApplicationRequest[], branch: Node): void {
    this.needs.source.invalidateApplication(placeOf(node), answers);
    this.branches.forget(nodeId(branch));
  }

  /** Draws from answers that are there, where it needs no other ones. */
  rearrange(): void {
    this.branches.forget();
  }

  dispose(): void {
    this.branches.dispose();
  }

  private forgetEnvironment({ parent, row }: EnvironmentNode): void {
    const { environmentId } = row.running;
    this.needs.source.invalidateApplication(placeOf(parent), ['itself']);
    this.needs.source.invalidateApplication(placeOf(parent), ['deployed', 'instances'], environmentId);
    this.branches.forget(nodeId({ kind: 'environments', parent }));
  }

  private async fetch(branch: BranchNode, signal: AbortSignal): Promise<readonly Node[]> {
    const rows = loadChildren(this.needs.source, branch, signal);
    if (branch.kind !== 'region' || this.needs.arrangement().groupBy !== 'environment') return rows;
    const place = { accountId: branch.account.id, region: branch.region };
    // Without their kinds they can still be told apart.
    const known = await this.needs.source.environments(place, signal).catch(() => []);
    this.environments.set(nodeId(branch), known);
    return rows;
  }

  /** The same rows, with what was learnt of their applications since they arrived. */
  private newest(rows: readonly Node[]): readonly Node[] {
    return rows.map((row) => {
      const application = row.kind === 'application' ? this.needs.source.peek(placeOf(row)) : undefined;
      return row.kind === 'application' && application ? { ...row, application } : row;
    });
  }

  private regionsOf({ account }: AccountNode): readonly Node[] {
    const error = this.needs.keys.of(account.id);
    // One row in place of a failure a region.
    if (error)
      return [{ kind: 'placeholder', parent: { kind: 'account', account }, placeholder: { kind: 'failed', error } }];
    const regions = this.needs.regions();
    if (regions.length > 0) return regions.map((region) => ({ kind: 'region', account, region }));
    return [{ kind: 'placeholder', parent: { kind: 'account', account }, placeholder: { kind: 'empty' } }];
  }

  private membersOf(group: GroupNode, rows: readonly Node[]): readonly Node[] {
    return paged(this.steps, group, membersOf(group, filtered(group.parent, rows, this.needs.arrangement().filter)));
  }

  private arrange(region: RegionNode, rows: readonly Node[]): readonly Node[] {
    const shown = filtered(region, rows, this.needs.arrangement().filter);
    if (this.needs.arrangement().groupBy === 'region') return paged(this.steps, region, shown);
    return groupNodes(region, shown, this.environments.get(nodeId(region)) ?? []);
  }
}

function fixedRows(parent: ApplicationNode): readonly Node[] {
  const environments = { kind: 'environments', parent } as const;
  return parent.application.deployMode === 'IMAGE' ? [environments] : [environments, { kind: 'packages', parent }];
}
