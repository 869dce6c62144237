import type { Node } from '../../browse/nodes';

/**
 * Gives the id by which Tencent Cloud knows what a row shows: of a package the path in COS, or its version where that is not
 * known; of a deployment its version; of the rows Packages and Environments the application's. `undefined` for a row that stands
 * for nothing there.
 */
export function nodeCloudId(node: Node): string | undefined {
  switch (node.kind) {
    case 'region':
      return node.region;
    case 'group':
      return node.environment?.id;
    case 'application':
      return node.application.id;
    case 'environments':
    case 'packages':
      return node.parent.application.id;
    case 'environment':
      return node.environment.running.environmentId;
    case 'rollout':
      return node.rollout.version;
    case 'instance':
      return node.instance.id;
    case 'package':
      return (node.known.stored ?? node.known.uploaded)?.key ?? node.known.version;
    case 'account':
    case 'loadMore':
    case 'placeholder':
      return undefined;
  }
}
