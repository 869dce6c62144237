import type { Rollout } from '../core/deployment/rollout';
import type { PackageAddress } from '../core/downloadLink';
import type { KnownPackage } from '../core/knownPackages';
import type { Account, Application, Environment, Instance } from '../core/model';
import type { ApplicationPlace, EnvironmentPlace } from '../core/place';
import type { RunningEnvironment } from './runningEnvironments';

/** A signed-in account. */
export interface AccountNode {
  readonly kind: 'account';
  readonly account: Account;
}

/** A region as one account sees it. */
export interface RegionNode {
  readonly kind: 'region';
  readonly account: Account;
  readonly region: string;
}

/** The applications of one environment of a region; without `environment` those that run nowhere. */
export interface GroupNode {
  readonly kind: 'group';
  readonly parent: RegionNode;
  readonly environment?: Environment;
}

/** An application of TEM; `group` is its parent where the tree is grouped by environment. */
export interface ApplicationNode {
  readonly kind: 'application';
  readonly account: Account;
  readonly region: string;
  readonly application: Application;
  readonly group?: GroupNode;
}

/** One of the two fixed children of an application. */
export interface SectionNode {
  readonly kind: 'environments' | 'packages';
  readonly parent: ApplicationNode;
}

/** An environment that runs the application. */
export interface EnvironmentNode {
  readonly kind: 'environment';
  readonly parent: ApplicationNode;
  readonly environment: RunningEnvironment;
}

/** A deployment that runs in an environment, or that ended there last; `rollout` as it was when the node was listed. */
export interface RolloutNode {
  readonly kind: 'rollout';
  readonly parent: EnvironmentNode;
  readonly rollout: Rollout;
}

/** One instance of the application in an environment. */
export interface InstanceNode {
  readonly kind: 'instance';
  readonly parent: EnvironmentNode;
  readonly instance: Instance;
}

/** A package of an application, from all sources that know it. */
export interface PackageNode {
  readonly kind: 'package';
  readonly parent: ApplicationNode;
  readonly known: KnownPackage;
}

/** The node that loads the next page of a list; `left` nodes are not visible yet. */
export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly parent: BranchNode | GroupNode;
  readonly left: number;
}

/** The node in place of children that are loading, absent, filtered out or could not be loaded. */
export interface PlaceholderNode {
  readonly kind: 'placeholder';
  readonly parent: AccountNode | GroupNode | BranchNode;
  readonly placeholder:
    | { readonly kind: 'loading' | 'stopped' | 'empty' | 'filtered' | 'listingDenied' }
    | { readonly kind: 'failed'; readonly error: unknown };
}

/** A node whose children are loaded from TEM. */
export type BranchNode = RegionNode | SectionNode | EnvironmentNode;

/** A node that never has children. */
export type LeafNode = RolloutNode | InstanceNode | PackageNode | LoadMoreNode | PlaceholderNode;

/** Any node of the Applications view. */
export type Node = AccountNode | GroupNode | ApplicationNode | BranchNode | LeafNode;

const leaves: Readonly<Record<LeafNode['kind'], true>> = {
  rollout: true,
  instance: true,
  package: true,
  loadMore: true,
  placeholder: true,
};

/** Tells whether a node never has children. */
export function isLeaf(node: Node): node is LeafNode {
  return Object.hasOwn(leaves, node.kind);
}

/** Returns the place of an application in TEM. */
export function placeOf({ account, region, application }: ApplicationNode): ApplicationPlace {
  return { accountId: account.id, region, applicationId: application.id };
}

/** Returns the place in TEM of an application in one environment. */
export function environmentPlaceOf({ parent, environment }: EnvironmentNode): EnvironmentPlace {
  return { ...placeOf(parent), environmentId: environment.running.environmentId };
}

/** Tells whether a node is a package. */
export function isPackageNode(node: Node): node is PackageNode {
  return node.kind === 'package';
}

/** Returns the name by which TEM knows a package. */
export function packageAddress({ parent, known }: PackageNode): PackageAddress {
  const { packageName, version } = known;
  return { ...placeOf(parent), packageName, version };
}

/** Returns the account that a node belongs to. */
export function accountOf(node: Node): Account {
  return 'account' in node ? node.account : accountOf(node.parent);
}

/** Returns the parent of a node; `undefined` for an account. */
export function parentOf(node: Node): Node | undefined {
  switch (node.kind) {
    case 'account':
      return undefined;
    case 'region':
      return { kind: 'account', account: node.account };
    case 'application':
      return node.group ?? { kind: 'region', account: node.account, region: node.region };
    case 'environment':
      return { kind: 'environments', parent: node.parent };
    case 'package':
      return { kind: 'packages', parent: node.parent };
    case 'group':
    case 'environments':
    case 'packages':
    case 'rollout':
    case 'instance':
    case 'loadMore':
    case 'placeholder':
      return node.parent;
  }
}

/** Returns the application that a node is or belongs to; `undefined` for a node above applications. */
export function applicationOf(node: Node): ApplicationNode | undefined {
  const parent = node.kind === 'application' ? undefined : parentOf(node);
  return node.kind === 'application' ? node : parent && applicationOf(parent);
}
