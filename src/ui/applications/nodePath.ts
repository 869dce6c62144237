import type { Node } from '../../browse/nodes';
import { parentOf } from '../../browse/nodes';

/** Lists the nodes above `node`, nearest first, without those that every application has. */
export function nodePath(node: Node): readonly Node[] {
  const above = parentOf(node);
  if (!above) return [];
  const isFixed = above.kind === 'packages' || above.kind === 'environments';
  return [...(isFixed ? [] : [above]), ...nodePath(above)];
}
