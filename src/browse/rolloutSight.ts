import type { RolloutBoard } from '../core/deployment/rolloutBoard';
import type { AuthFailures } from '../core/ports/authObserver';
import { isBelowCollapsed, type ShownNodes } from './applicationPolling';
import type { Catalog } from './catalog';
import { matchesFilter } from './matchesFilter';
import { environmentNodeId } from './nodeId';
import { environmentPlaceOf, placeOf, type EnvironmentNode } from './nodes';
import { isDeploying } from './runningEnvironments';
import type { ShownRollouts } from './shownRollouts';

/** Collaborators of `deployingNodes`. */
export interface DeployingNodesDeps {
  readonly catalog: Pick<Catalog, 'peek'>;
  readonly auth: AuthFailures;
  readonly rollouts: Pick<ShownRollouts, 'isUnwatched'>;
}

/**
 * Finds the visible environments that TEM says are being deployed to: none below a collapsed node or filtered out, none of an
 * account whose credential is rejected, and none that a person has stopped watching.
 */
export function deployingNodes(
  { catalog, auth, rollouts }: DeployingNodesDeps,
  { nodes, filter, collapsed }: ShownNodes,
): readonly EnvironmentNode[] {
  const found: EnvironmentNode[] = [];
  for (const node of nodes) {
    if (node.kind !== 'environment' || auth.of(node.parent.account.id)) continue;
    const { versions = [] } = catalog.peek(placeOf(node.parent)) ?? {};
    const version = versions.find(({ environmentId }) => environmentId === node.environment.running.environmentId);
    if (!version || !isDeploying(version) || rollouts.isUnwatched(node)) continue;
    if (matchesFilter(node.parent.application, filter) && !isBelowCollapsed(node, collapsed)) found.push(node);
  }
  return found;
}

/** Has the board follow what is deployed in the environments that are in sight, whoever began it, as long as they are. */
export class RolloutSight {
  private readonly watching = new Map<string, AbortController>();

  constructor(
    private readonly board: Pick<RolloutBoard, 'watch'>,
    private readonly inSight: () => readonly EnvironmentNode[],
  ) {}

  /** Begins with what has come into sight, and ends with what has gone. */
  update(): void {
    const wanted = new Map(this.inSight().map((node) => [environmentNodeId(environmentPlaceOf(node)), node]));
    for (const [key, controller] of this.watching) {
      if (wanted.has(key)) continue;
      controller.abort();
      this.watching.delete(key);
    }
    for (const [key, { parent, environment }] of wanted) {
      if (this.watching.has(key)) continue;
      const controller = new AbortController();
      this.watching.set(key, controller);
      const { environmentId, environmentName } = environment.running;
      const place = { ...placeOf(parent), environmentId };
      const names = { applicationName: parent.application.name, environmentName, environmentKind: environment.kind };
      this.board.watch({ place, ...names }, controller.signal);
    }
  }

  /** Ends with all. */
  stop(): void {
    for (const controller of this.watching.values()) controller.abort();
    this.watching.clear();
  }
}
