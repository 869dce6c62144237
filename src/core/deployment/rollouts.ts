import type { Clock } from '../clock';
import type { Target } from '../model';
import type { EnvironmentPlace } from '../place';
import type { AuthObserver } from '../ports/authObserver';
import type { Log } from '../ports/log';
import type { RolloutRecords } from '../ports/rolloutRecords';
import type { Connections, Tem } from '../ports/tem';
import type { TemRollouts } from '../ports/temRollouts';
import { restoredRollout } from './newRollout';
import { PlaceWatcher } from './placeWatcher';
import type { Rollout, RolloutEnd } from './rollout';
import { RolloutAsker } from './rolloutAsker';
import type { PlanOutcome, RolloutBoard, WatchedPlace } from './rolloutBoard';
import { RolloutFollower } from './rolloutFollower';
import { RolloutList } from './rolloutList';
import { RolloutNotes } from './rolloutNotes';
import type { RolloutPlan } from './rolloutPlan';
import { RolloutQueue } from './rolloutQueue';
import { RolloutRequests } from './rolloutRequests';
import { RolloutStarter, type BeginOptions } from './rolloutStarter';

/** The collaborators of `Rollouts`. */
export interface RolloutsDeps {
  readonly tem: TemRollouts & Pick<Tem, 'listInstances'>;
  readonly connections: Connections;
  readonly auth: AuthObserver;
  readonly records: RolloutRecords;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns the time in ms for which all must be well before a rollout has succeeded. */
  readonly watchMs: () => number;
  /** Returns an id that was never given before. */
  readonly newId: () => string;
  /** Returns the person who deploys, where that is known. */
  readonly who?: (target: Target) => string | undefined | Promise<string | undefined>;
}

const lookMs = 30_000;

/** Begins and follows rollouts; asks TEM of nothing while none is followed. */
export class Rollouts implements RolloutBoard {
  private readonly list: RolloutList;
  private readonly notes: RolloutNotes;
  private readonly follower: RolloutFollower;
  private readonly watcher: PlaceWatcher;
  private readonly asker: RolloutAsker;
  private readonly queue: RolloutQueue;
  private readonly starter: RolloutStarter;
  private isDisposed = false;

  constructor(private readonly deps: RolloutsDeps) {
    const requests = new RolloutRequests(deps);
    const list = new RolloutList(deps);
    const notes = new RolloutNotes(deps);
    list.onDidChange((rollout) => notes.update(rollout));
    const follower = new RolloutFollower({ ...deps, list, requests });
    const parts = { ...deps, list, requests, notes, follower };
    this.watcher = new PlaceWatcher({ ...parts, restore: () => this.restore() });
    this.asker = new RolloutAsker(parts);
    this.queue = new RolloutQueue(parts);
    this.starter = new RolloutStarter({ ...parts, watcher: this.watcher, queue: this.queue });
    this.list = list;
    this.notes = notes;
    this.follower = follower;
  }

  get all(): readonly Rollout[] {
    return this.list.all;
  }

  of(place: EnvironmentPlace): Rollout | undefined {
    return this.list.of(place);
  }

  find(id: string): Rollout | undefined {
    return this.list.find(id);
  }

  onDidChange(listener: (rollout: Rollout) => void): () => void {
    return this.list.onDidChange(listener);
  }

  begin(plan: RolloutPlan, options: BeginOptions): Promise<PlanOutcome> {
    return this.starter.begin(plan, options);
  }

  continue(id: string): Promise<void> {
    return this.asker.ask(id, 'continue');
  }

  undo(id: string): Promise<void> {
    return this.asker.ask(id, 'undo');
  }

  stopWatching(id: string): Promise<void> {
    const isQueued = this.list.find(id)?.state.kind === 'queued';
    this.list.apply(id, { kind: 'unwatched' });
    this.follower.stop(id);
    // TEM does not go on with what it has never heard of: there is nothing left to show.
    if (isQueued) this.list.remove(id);
    return Promise.resolve();
  }

  watch(place: WatchedPlace, signal: AbortSignal): void {
    if (!this.isDisposed) this.watcher.watch(place, signal);
  }

  async restore(): Promise<void> {
    for (const record of await this.notes.takeOver()) {
      if (this.isDisposed) return;
      const now = this.deps.clock.now();
      const lookUntil = Math.max(now, Math.min(record.begunAt, now) + lookMs);
      this.list.add(restoredRollout(record, { now, lookUntil }));
      this.follower.follow(record.plan.id);
    }
  }

  ended(id: string): Promise<RolloutEnd> {
    return this.list.ended(id);
  }

  /** Ends all timers and requests, and releases the notes as they are: another window follows what runs. */
  dispose(): void {
    this.isDisposed = true;
    // Before anything else ends: what was sent has no end here, its note stays as it is.
    this.notes.close();
    this.starter.dispose();
    this.asker.dispose();
    this.queue.dispose();
    this.watcher.dispose();
    this.follower.dispose();
  }
}
