import type { Clock } from '../core/clock';
import type { RolloutBoard } from '../core/deployment/rolloutBoard';
import type { EnvironmentPlace } from '../core/place';
import type { AuthFailures } from '../core/ports/authObserver';
import type { CallOptions } from '../core/ports/tem';
import { polledNodes, type ShownNodes } from './applicationPolling';
import type { Catalog } from './catalog';
import type { ApplicationNode } from './nodes';
import { Poller } from './poller';
import { deployingNodes, RolloutSight } from './rolloutSight';
import type { ShownRollouts } from './shownRollouts';

/** Collaborators of `SeenChanges`. */
export interface SeenChangesDeps {
  readonly catalog: Pick<Catalog, 'peek'>;
  readonly auth: AuthFailures;
  readonly rollouts: ShownRollouts;
  /** Follows deployments; none is followed where absent. */
  readonly board?: Pick<RolloutBoard, 'watch'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Returns the nodes and which of them a person sees; `undefined` while nobody sees any. */
  readonly shown: () => ShownNodes | undefined;
  readonly reload: (node: ApplicationNode, options: CallOptions) => Promise<void>;
}

/** Asks again for what changes while it is in sight: deployments through the board, all else by reloading the application. */
export class SeenChanges {
  private readonly poller: Poller<ApplicationNode>;
  private readonly sight: RolloutSight | undefined;

  constructor(private readonly deps: SeenChangesDeps) {
    const { board, clock, rollouts, shown } = deps;
    const all = { ...deps, isFollowed: (place: EnvironmentPlace) => rollouts.isFollowed(place) };
    const among = <T>(find: (nodes: ShownNodes) => readonly T[]): readonly T[] => {
      const nodes = shown();
      return nodes ? find(nodes) : [];
    };
    this.sight = board && new RolloutSight(board, () => among((nodes) => deployingNodes(all, nodes)));
    this.poller = new Poller({
      changing: () => among((nodes) => polledNodes(all, nodes)),
      reload: async (node, options) => {
        await deps.reload(node, options);
        this.sight?.update();
      },
      sleep: clock.sleep,
    });
  }

  /** Begins with what has come into sight or changes now, and ends with what has gone. */
  update(): void {
    this.sight?.update();
    if (this.deps.shown()) this.poller.start();
    else this.poller.stop();
  }

  /** Ends with all. */
  stop(): void {
    this.poller.stop();
    this.sight?.stop();
  }
}
