import type { Clock } from '../clock';
import type { Target } from '../model';
import type { EnvironmentPlace } from '../place';
import type { AuthObserver } from '../ports/authObserver';
import type { Log } from '../ports/log';
import type { RolloutRecord, RolloutRecords } from '../ports/rolloutRecords';
import type { Connections, Tem } from '../ports/tem';
import type { TemRollouts } from '../ports/temRollouts';
import { hiddenMs } from './hiddenMs';
import { restoredRollout } from './newRollout';
import { NoteWatcher } from './noteWatcher';
import { PlaceWatcher } from './placeWatcher';
import type { MeasurePackage } from './planRollout';
import { isRolloutEnd, type Rollout, type RolloutEnd } from './rollout';
import { RolloutAsker } from './rolloutAsker';
import type { FollowedAccounts, PlanOutcome, RolloutBoard, WatchedPlace } from './rolloutBoard';
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
  /** Asks COS for a package right before it is deployed; absent where COS cannot be asked. */
  readonly measure?: MeasurePackage;
  /** Returns the time in ms for which all must be well before a rollout has succeeded. */
  readonly watchMs: () => number;
  /** Returns an id that was never given before. */
  readonly newId: () => string;
  /** Returns the person who deploys, where that is known. */
  readonly who?: (target: Target) => string | undefined | Promise<string | undefined>;
}

/** Begins and follows rollouts; asks TEM of nothing while none is followed. */
export class Rollouts implements RolloutBoard {
  private readonly list: RolloutList;
  private readonly notes: RolloutNotes;
  private readonly follower: RolloutFollower;
  private readonly watcher: PlaceWatcher;
  private readonly noteWatcher: NoteWatcher;
  private readonly asker: RolloutAsker;
  private readonly queue: RolloutQueue;
  private readonly starter: RolloutStarter;
  /** None before somebody has said which there are. */
  private shared: readonly string[] = [];
  private isDisposed = false;

  constructor(private readonly deps: RolloutsDeps) {
    const requests = new RolloutRequests(deps);
    const list = new RolloutList(deps);
    const notes = new RolloutNotes(deps);
    list.onDidChange((rollout) => notes.update(rollout));
    const follower = new RolloutFollower({ ...deps, list, requests });
    const parts = { ...deps, list, requests, notes, follower };
    this.watcher = new PlaceWatcher({ ...parts, restore: () => this.restore() });
    this.noteWatcher = new NoteWatcher({ ...deps, takeUp: () => this.takeUp() });
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

  async setAccounts({ signedIn, shared }: FollowedAccounts): Promise<void> {
    if (this.isDisposed) return;
    this.shared = shared;
    for (const { id, place, state } of this.list.all)
      if (!isRolloutEnd(state) && !signedIn.includes(place.accountId)) this.leave(id);
    this.noteWatcher.turn(shared.length > 0);
    await this.restore();
  }

  async restore(): Promise<void> {
    if (this.shared.length > 0 && !this.isDisposed) await this.noteWatcher.look();
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
    this.noteWatcher.turn(false);
    this.watcher.dispose();
    this.follower.dispose();
  }

  private takeUp(): Promise<boolean> {
    return this.notes.takeOver({
      isWanted: ({ plan }) => !this.isDisposed && this.shared.includes(plan.target.accountId),
      take: (record) => this.goOn(record),
    });
  }

  private goOn(record: RolloutRecord): void {
    const now = this.deps.clock.now();
    const lookUntil = Math.max(now, Math.min(record.begunAt, now) + hiddenMs);
    this.list.add(restoredRollout(record, { now, lookUntil }));
    this.follower.follow(record.plan.id);
  }

  /** Lets go of a rollout that nobody is signed in for here; whoever is goes on with it. */
  private leave(id: string): void {
    void this.notes.release(id);
    this.follower.stop(id);
    this.list.apply(id, { kind: 'unwatched' });
    this.list.remove(id);
  }
}
