import type { ApplicationNode, Node } from './nodes';

/** The row above; `undefined` for an account. */
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
    case 'instance':
    case 'loadMore':
    case 'placeholder':
      return node.parent;
  }
}

/** The application that a row is of, or is; `undefined` for a row above those. */
export function applicationOf(node: Node): ApplicationNode | undefined {
  const above = node.kind === 'application' ? undefined : parentOf(node);
  return node.kind === 'application' ? node : above && applicationOf(above);
}
