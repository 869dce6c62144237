import type { Account } from '../core/model';
import type { Node } from './nodes';

/** The account that a row is of. */
export function accountOf(node: Node): Account {
  return 'account' in node ? node.account : accountOf(node.parent);
}
