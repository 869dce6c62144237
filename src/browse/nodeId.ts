import { idPart } from '../core/idPart';
import type { EnvironmentPlace } from '../core/place';
import type { Node } from './nodes';

/** Returns the id of a node, stable across refreshes; it begins with the id of the parent and a slash. */
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
      return `${nodeId(node.parent)}/#environments/${idOf(node.environment.running.environmentId)}`;
    case 'rollout':
      // With its own id: what is done to a row is never done to another deployment that has taken its place.
      return `${nodeId(node.parent)}/#rollout/${idOf(node.rollout.id)}`;
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

/** Returns the id of the node of an environment where applications are not grouped. */
export function environmentNodeId({ accountId, region, applicationId, environmentId }: EnvironmentPlace): string {
  return `${idOf(accountId, region, applicationId)}/#environments/${idOf(environmentId)}`;
}

/** Returns the id that a node has where applications are not grouped: an application can be in several groups. */
export function ungrouped(id: string): string {
  const steps = id.split('/');
  return steps.length > 3 && steps[2]?.startsWith('#') ? steps.filter((_, n) => n !== 2).join('/') : id;
}

/**
 * Returns what tells a node from those that stand for something else: an application, and what is below it, is the same in
 * every group. The rows that load a list, or stand in its place, are of the one that they are shown in.
 */
export function nodeKey(node: Node): string {
  return node.kind === 'loadMore' || node.kind === 'placeholder' ? nodeId(node) : ungrouped(nodeId(node));
}

// The service names these: a slash in a name must not make two nodes one.
function idOf(...parts: readonly string[]): string {
  return parts.map(idPart).join('/');
}
