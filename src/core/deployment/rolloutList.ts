import type { Clock } from '../clock';
import type { EnvironmentPlace } from '../place';
import type { Log } from '../ports/log';
import { advanceRollout } from './advanceRollout';
import { alignTimes } from './alignTimes';
import { isRolloutEnd, type Rollout, type RolloutEnd } from './rollout';
import type { RolloutEvent } from './rolloutEvent';
import { isSamePlace, type TrackedRollout } from './trackedRollout';

/** The collaborators of `RolloutList`. */
export interface RolloutListDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'debug'>;
  /** Returns the time in ms for which all must be well before a rollout has succeeded. */
  readonly watchMs: () => number;
}

/** Leaves out the time of each kind of event. */
export type Happening = RolloutEvent extends infer E ? (E extends RolloutEvent ? Omit<E, 'at'> : never) : never;

const maxEnded = 200;

/** Keeps the rollouts of this window, tells who listens of each change, and who waits of each end. */
export class RolloutList {
  private readonly rollouts = new Map<string, TrackedRollout>();
  /** The time of the last event of each rollout that runs. */
  private readonly heardAt = new Map<string, number>();
  private readonly listeners = new Set<(rollout: TrackedRollout) => void>();
  private readonly waiting = new Map<string, ((end: RolloutEnd) => void)[]>();

  constructor(private readonly deps: RolloutListDeps) {}

  /** Newest first. */
  get all(): readonly TrackedRollout[] {
    return [...this.rollouts.values()].reverse();
  }

  find(id: string): TrackedRollout | undefined {
    return this.rollouts.get(id);
  }

  /** Returns the rollout of a place that runs, ours before that of others. */
  running(place: EnvironmentPlace): TrackedRollout | undefined {
    const running = this.all.filter((one) => !isRolloutEnd(one.state) && isSamePlace(one.place, place));
    return running.find(({ plan }) => plan) ?? running[0];
  }

  /** Returns a rollout of ours in the place of another that TEM has taken, or may have: it need not show it yet. */
  sentBeside({ id, place }: Pick<TrackedRollout, 'id' | 'place'>): TrackedRollout | undefined {
    return this.all.find(
      (one) =>
        one.plan &&
        one.id !== id &&
        !isRolloutEnd(one.state) &&
        one.state.kind !== 'queued' &&
        // TEM has shown it, and has finished it.
        one.state.kind !== 'settling' &&
        isSamePlace(one.place, place),
    );
  }

  /** Returns the rollout of a place that runs, or the one that ended last. */
  of(place: EnvironmentPlace): TrackedRollout | undefined {
    const ended = this.all.filter((one) => isSamePlace(one.place, place));
    return this.running(place) ?? ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  }

  /** Calls `listener` after each change, until the returned function is called. */
  onDidChange(listener: (rollout: TrackedRollout) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  add(rollout: TrackedRollout): TrackedRollout {
    this.rollouts.delete(rollout.id);
    this.heardAt.set(rollout.id, this.deps.clock.now());
    return this.put(rollout);
  }

  /** Drops a rollout; who waits for its end gets `unwatched` where it has none. */
  remove(id: string): void {
    const rollout = this.rollouts.get(id);
    if (!rollout) return;
    this.rollouts.delete(id);
    this.heardAt.delete(id);
    this.settle(id, isRolloutEnd(rollout.state) ? rollout.state : { kind: 'unwatched' });
    this.tell(rollout);
  }

  /** Advances a rollout by something that happened just now; `undefined` where it is not listed. */
  apply(id: string, happening: Happening): TrackedRollout | undefined {
    const rollout = this.rollouts.get(id);
    if (!rollout || isRolloutEnd(rollout.state)) return rollout;
    const now = this.deps.clock.now();
    const aligned = alignTimes(rollout, this.heardAt.get(id) ?? now, now);
    this.heardAt.set(id, now);
    const event = { ...happening, at: now } as RolloutEvent;
    const next = advanceRollout(aligned, event, { watchMs: this.deps.watchMs() });
    return next === rollout ? rollout : this.put(next);
  }

  /** Resolves with the end of a rollout, at once where it is not listed. */
  ended(id: string): Promise<RolloutEnd> {
    const state = this.rollouts.get(id)?.state ?? { kind: 'unwatched' };
    if (isRolloutEnd(state)) return Promise.resolve(state);
    return new Promise((resolve) => {
      this.waiting.set(id, [...(this.waiting.get(id) ?? []), resolve]);
    });
  }

  private put(rollout: TrackedRollout): TrackedRollout {
    if (isRolloutEnd(rollout.state)) return this.putEnded(rollout, rollout.state);
    this.rollouts.set(rollout.id, rollout);
    this.tell(rollout);
    return rollout;
  }

  /** Keeps what is shown of a rollout that has ended, and not too many of them. */
  private putEnded(rollout: TrackedRollout, end: RolloutEnd): TrackedRollout {
    const ended: TrackedRollout = { ...rollout, memory: { ...rollout.memory, signs: {}, priorSign: '' } };
    this.rollouts.set(rollout.id, ended);
    this.heardAt.delete(rollout.id);
    const old = this.all.filter(({ state }) => isRolloutEnd(state)).slice(maxEnded);
    for (const { id } of old) this.rollouts.delete(id);
    this.settle(rollout.id, end);
    this.tell(ended);
    return ended;
  }

  private settle(id: string, end: RolloutEnd): void {
    const waiting = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    for (const resolve of waiting) resolve(end);
  }

  private tell(rollout: Rollout): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(rollout as TrackedRollout);
      } catch (error) {
        // What shows rollouts must not end what follows them.
        this.deps.log.debug(`a change of a deployment was not shown: ${String(error)}`);
      }
    }
  }
}
