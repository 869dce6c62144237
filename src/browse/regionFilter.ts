import type { Account } from '../core/model';
import type { AuthFailures } from '../core/ports/authObserver';
import { matchesFilter } from './matchesFilter';
import type { AccountNode, Node, RegionNode } from './nodes';

/** Collaborators of `RegionFilter`. */
export interface RegionFilterDeps {
  readonly accounts: { list(): Promise<readonly Account[]> };
  readonly regions: () => readonly string[];
  readonly auth: AuthFailures;
  /** Returns the text that applications are narrowed by; empty for none. */
  readonly filter: () => string;
  /** Returns the children of a region where they are loaded. */
  readonly peek: (region: RegionNode) => readonly Node[] | undefined;
}

/** The counts of a filter: applications that match, regions that are hidden, and regions that were not searched. */
export interface FilterSummary {
  readonly shown: number;
  readonly hidden: number;
  readonly unsearched: number;
}

/** Finds the accounts and regions that a filter leaves in sight. It requests nothing: what is not loaded stays in sight. */
export class RegionFilter {
  constructor(private readonly deps: RegionFilterDeps) {}

  /** Lists the accounts in sight; one whose key is refused, or without regions, has something to say. */
  async accounts(): Promise<readonly AccountNode[]> {
    return (await this.all()).filter((node) => {
      const regions = this.regionsOf(node);
      return this.deps.auth.of(node.account.id) || regions.length === 0 || !regions.every((one) => this.isHidden(one));
    });
  }

  /** Lists the regions of an account in sight. */
  regions(node: AccountNode): readonly RegionNode[] {
    return this.regionsOf(node).filter((region) => !this.isHidden(region));
  }

  /** Tells whether a region is loaded, and none of its applications matches. */
  isHidden(region: RegionNode): boolean {
    return this.deps.filter() !== '' && isSearched(this.deps.peek(region)) && this.countMatches(region) === 0;
  }

  /** Counts what the filter shows, hides and has not searched. */
  async summary(): Promise<FilterSummary> {
    const regions = (await this.all()).flatMap((account) => this.regionsOf(account));
    return {
      shown: regions.reduce((sum, region) => sum + this.countMatches(region), 0),
      hidden: regions.filter((region) => this.isHidden(region)).length,
      unsearched: regions.filter((region) => !isSearched(this.deps.peek(region))).length,
    };
  }

  private async all(): Promise<readonly AccountNode[]> {
    return (await this.deps.accounts.list()).map((account) => ({ kind: 'account', account }));
  }

  private regionsOf({ account }: AccountNode): readonly RegionNode[] {
    return this.deps.regions().map((region) => ({ kind: 'region', account, region }));
  }

  private countMatches(region: RegionNode): number {
    const matches = (node: Node) => node.kind === 'application' && matchesFilter(node.application, this.deps.filter());
    return (this.deps.peek(region) ?? []).filter(matches).length;
  }
}

/** Tells whether all applications of a region are known: none failed to be loaded, and loading was not stopped. */
function isSearched(children: readonly Node[] | undefined): boolean {
  const isKnown = (node: Node) =>
    node.kind === 'application' || (node.kind === 'placeholder' && node.placeholder.kind === 'empty');
  return children !== undefined && children.every(isKnown);
}
