import type { ApplicationPlace } from '../core/place';
import type { RunningEnvironment } from './runningEnvironments';
import { idPart } from '../core/idPart';
import type { KnownPackage } from '../core/knownPackages';
import type { Account, Application, Environment, Instance } from '../core/model';

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

/** An environment of a region with what runs there; what runs nowhere has none. */
export interface GroupNode {
  readonly kind: 'group';
  readonly parent: RegionNode;
  readonly environment?: Environment;
}

/** An application of TEM; `group` is what it is shown under where the tree is grouped by environment. */
export interface ApplicationNode {
  readonly kind: 'application';
  readonly account: Account;
  readonly region: string;
  readonly application: Application;
  readonly group?: GroupNode;
}

/** One of the two fixed rows of an application. */
export interface SectionNode {
  readonly kind: 'environments' | 'packages';
  readonly parent: ApplicationNode;
}

/** An environment that runs the application. */
export interface EnvironmentNode {
  readonly kind: 'environment';
  readonly parent: ApplicationNode;
  readonly row: RunningEnvironment;
}

/** One instance of the application in an environment. */
export interface InstanceNode {
  readonly kind: 'instance';
  readonly parent: EnvironmentNode;
  readonly instance: Instance;
}

/** A package of an application, as far as it is known. */
export interface PackageNode {
  readonly kind: 'package';
  readonly parent: ApplicationNode;
  readonly known: KnownPackage;
}

/** Stands for the rest of a long list. */
export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly parent: BranchNode | GroupNode;
  readonly left: number;
}

/** What stands in for rows: they are on their way, there are none, or they could not be had. */
export interface PlaceholderNode {
  readonly kind: 'placeholder';
  readonly parent: AccountNode | GroupNode | BranchNode;
  readonly placeholder:
    | { readonly kind: 'loading' | 'stopped' | 'empty' | 'filtered' | 'listingDenied' }
    | { readonly kind: 'failed'; readonly error: unknown };
}

/** A row whose rows below are fetched from TEM. */
export type BranchNode = RegionNode | SectionNode | EnvironmentNode;

/** Every row of the Applications view. */
export type Node =
  AccountNode | GroupNode | ApplicationNode | BranchNode | InstanceNode | PackageNode | LoadMoreNode | PlaceholderNode;

/** Where an application's row is about. */
export function placeOf({ account, region, application }: ApplicationNode): ApplicationPlace {
  return { accountId: account.id, region, applicationId: application.id };
}

/** Whether a row is that of a package. */
export function isPackageNode(row: Node): row is PackageNode {
  return row.kind === 'package';
}

/** The same for the same row across refreshes; the id of a row begins with that of the row above and a slash. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'account':
      return idOf(node.account.id);
    case 'region':
      return idOf(node.account.id, node.region);
    case 'group':
      return `${nodeId(node.parent)}/#group${node.environment ? `:${idOf(node.environment.id)}` : ''}`;
    case 'application':
      return node.group
        ? `${nodeId(node.group)}/${idOf(node.application.id)}`
        : idOf(node.account.id, node.region, node.application.id);
    case 'environments':
    case 'packages':
      return `${nodeId(node.parent)}/#${node.kind}`;
    case 'environment':
      return `${nodeId(node.parent)}/#environments/${idOf(node.row.running.environmentId)}`;
    case 'instance':
      return `${nodeId(node.parent)}/${idOf(node.instance.id)}`;
    case 'package':
      return `${nodeId(node.parent)}/#packages/${idOf(node.known.version, node.known.packageName)}`;
    case 'loadMore':
      return `${nodeId(node.parent)}/#more`;
    case 'placeholder':
      return `${nodeId(node.parent)}/#${node.placeholder.kind === 'listingDenied' ? 'denied' : 'notice'}`;
  }
}

/** The id that a row has, or would have, where applications are not grouped: an application can be in several groups. */
export function ungrouped(id: string): string {
  const steps = id.split('/');
  return steps.length > 3 && steps[2]?.startsWith('#') ? steps.filter((_, n) => n !== 2).join('/') : id;
}

// The service names these: a slash in a name must not make two rows one.
function idOf(...parts: readonly string[]): string {
  return parts.map(idPart).join('/');
}
