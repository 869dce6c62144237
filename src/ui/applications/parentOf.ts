import type { Node } from './nodes';

/** The row above; `undefined` for an account. */
export function parentOf(node: Node): Node | undefined {
  switch (node.kind) {
    case 'account':
      return undefined;
    case 'region':
      return { kind: 'account', account: node.account };
    case 'application':
      return { kind: 'region', account: node.account, region: node.region };
    case 'package':
    case 'notice':
      return node.parent;
  }
}
