import { isRolloutEnd, type Rollout } from '../core/deployment/rollout';
import type { RolloutBoard } from '../core/deployment/rolloutBoard';
import type { EnvironmentPlace } from '../core/place';
import { environmentNodeId, nodeId, ungrouped } from './nodeId';
import { environmentPlaceOf, type EnvironmentNode, type Node } from './nodes';

/** The deployments that rows show: all that run in a place, else the last one until its row is read again. */
export class ShownRollouts {
  private readonly dismissed = new Set<string>();

  /** Without a board nothing is shown. */
  constructor(private readonly board: Pick<RolloutBoard, 'all' | 'of' | 'find'> | undefined) {}

  /** Lists the deployments of an environment, newest first. */
  of(node: EnvironmentNode): readonly Rollout[] {
    const place = environmentPlaceOf(node);
    const running = this.runningIn(place);
    const last = running.length > 0 ? undefined : this.board?.of(place);
    return last && !this.dismissed.has(last.id) ? [last] : running;
  }

  /** Returns the row of the deployment that an environment shows first; the node itself where there is none. */
  rowIn(node: Node): Node {
    const [rollout] = node.kind === 'environment' ? this.of(node) : [];
    return node.kind === 'environment' && rollout ? { kind: 'rollout', parent: node, rollout } : node;
  }

  /** Returns the deployment that moves in an environment, as it is known now. */
  moving(node: EnvironmentNode): Rollout | undefined {
    const running = this.runningIn(environmentPlaceOf(node));
    // One that waits for another says less than that one.
    return running.find(({ state }) => state.kind !== 'queued') ?? running[0];
  }

  /** Tells whether a deployment is followed in a place: nothing else has to ask how far it is. */
  isFollowed(place: EnvironmentPlace): boolean {
    return this.runningIn(place).some(({ state }) => state.kind !== 'queued' || state.reason === 'deploying');
  }

  /** Tells whether a person has stopped watching what runs in a place, and has not read its row again. */
  isUnwatched(node: EnvironmentNode): boolean {
    return this.of(node).some(({ state }) => state.kind === 'unwatched');
  }

  /** Returns a deployment as it is known now. */
  latest(rollout: Rollout): Rollout {
    return this.board?.find(rollout.id) ?? rollout;
  }

  /** Drops from a row and all below it the deployments that have ended; from all rows without one. */
  dismiss(row?: Node): void {
    for (const { id, state, place } of this.board?.all ?? []) {
      if (isRolloutEnd(state) && isBelow(place, row)) this.dismissed.add(id);
    }
  }

  private runningIn(place: EnvironmentPlace): readonly Rollout[] {
    const key = environmentNodeId(place);
    return (this.board?.all ?? []).filter((one) => !isRolloutEnd(one.state) && environmentNodeId(one.place) === key);
  }
}

function isBelow(place: EnvironmentPlace, row: Node | undefined): boolean {
  return !row || `${environmentNodeId(place)}/`.startsWith(`${ungrouped(nodeId(row))}/`);
}
