import type { ApplicationPart, Catalog } from './catalog';
import type { ChildLoader } from './childLoader';
import { nodeId } from './nodeId';
import { isLeaf, parentOf, placeOf, type ApplicationNode, type Node } from './nodes';

/** Collaborators of `NodeInvalidation`. */
export interface NodeInvalidationDeps {
  readonly source: Pick<Catalog, 'invalidate' | 'invalidateParts'>;
  readonly loader: Pick<ChildLoader, 'invalidate'>;
  readonly regions: () => readonly string[];
}

/** Says which responses each node is made of: what is dropped is requested again when it is shown. */
export class NodeInvalidation {
  constructor(private readonly deps: NodeInvalidationDeps) {}

  /** Drops the data of a node and of those below it; all data without a node. */
  invalidate(node?: Node): void {
    if (node && isLeaf(node)) return this.invalidate(parentOf(node));
    const { source, loader, regions } = this.deps;
    switch (node?.kind) {
      case undefined:
        source.invalidate();
        return loader.invalidate();
      case 'account':
        for (const region of regions()) source.invalidate({ accountId: node.account.id, region });
        return loader.invalidate(nodeId(node));
      case 'region':
        source.invalidate({ accountId: node.account.id, region: node.region });
        return loader.invalidate(nodeId(node));
      case 'group':
        return this.invalidate(node.parent);
      case 'application':
        return this.invalidateParts(node, ['itself', 'deployed', 'instances', 'listing'], node);
      case 'environments':
        return this.invalidateParts(node.parent, ['itself', 'deployed', 'instances'], node);
      case 'packages':
        return this.invalidateParts(node.parent, ['deployed', 'listing'], node);
      case 'environment':
        return this.invalidateEnvironment(node.parent, node.environment.running.environmentId);
    }
  }

  /** Drops some responses of an application, and the children of one of its branches. */
  invalidateParts(node: ApplicationNode, parts: readonly ApplicationPart[], branch: Node): void {
    this.deps.source.invalidateParts(placeOf(node), parts);
    this.deps.loader.invalidate(nodeId(branch));
  }

  /** Drops what was read of an application in one environment, and of the application itself. */
  invalidateEnvironment(node: ApplicationNode, environmentId: string): void {
    this.deps.source.invalidateParts({ ...placeOf(node), environmentId }, ['deployed', 'instances']);
    this.invalidateParts(node, ['itself'], { kind: 'environments', parent: node });
  }
}
