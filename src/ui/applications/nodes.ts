import type { KnownPackage } from '../../core/knownPackages';
import type { Account, Application } from '../../core/model';

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

/** An application of TEM. */
export interface ApplicationNode {
  readonly kind: 'application';
  readonly account: Account;
  readonly region: string;
  readonly application: Application;
}

/** A package of an application, as far as it is known. */
export interface PackageNode {
  readonly kind: 'package';
  readonly parent: ApplicationNode;
  readonly known: KnownPackage;
}

/** What stands in for rows: they are on their way, there are none, or they could not be had. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly parent: AccountNode | BranchNode;
  readonly notice:
    { readonly is: 'loading' | 'stopped' | 'empty' } | { readonly is: 'failed'; readonly error: unknown };
}

/** A row whose rows below are fetched from TEM. */
export type BranchNode = RegionNode | ApplicationNode;

/** Every row of the Applications view. */
export type Node = AccountNode | BranchNode | PackageNode | NoticeNode;

/** Whether what a menu or another extension passed is the row of a package. */
export function isPackageNode(passed: unknown): passed is PackageNode {
  return typeof passed === 'object' && passed !== null && 'kind' in passed && passed.kind === 'package';
}

/** The same for the same row across refreshes; the id of a row begins with that of the row above and a slash. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'account':
      return idOf(node.account.id);
    case 'region':
      return idOf(node.account.id, node.region);
    case 'application':
      return idOf(node.account.id, node.region, node.application.id);
    case 'package':
      return `${nodeId(node.parent)}/${idOf(node.known.version, node.known.packageName)}`;
    case 'notice':
      return `${nodeId(node.parent)}/#notice`;
  }
}

// The service names these: a slash in a name must not make two rows one.
function idOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
