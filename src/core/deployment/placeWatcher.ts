import type { Clock } from '../clock';
import type { Log } from '../ports/log';
import { placeKey } from '../place';
import { rolloutOfOthers } from './newRollout';
import { isRolloutEnd } from './rollout';
import type { WatchedPlace } from './rolloutBoard';
import { isUnderWay, saysFailed } from './rolloutEvidence';
import type { RolloutFollower } from './rolloutFollower';
import type { RolloutList } from './rolloutList';
import type { RolloutDetail, Workload } from './rolloutReading';
import type { RolloutRequests } from './rolloutRequests';
import { isSamePlace, type TrackedRollout } from './trackedRollout';

/** The collaborators of `PlaceWatcher`. */
export interface PlaceWatcherDeps {
  readonly list: RolloutList;
  readonly requests: RolloutRequests;
  readonly follower: Pick<RolloutFollower, 'follow' | 'stop'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes up what a window that is gone has begun. */
  readonly restore: () => Promise<void>;
}

interface Sight {
  readonly watched: WatchedPlace;
  readonly stop: AbortController;
  watchers: number;
  isLooking: boolean;
}

// TEM may show the rollout before for 20 s.
const looks = 8;
const lookMs = 3000;

/** Follows the rollouts of others in the places that are in sight. */
export class PlaceWatcher {
  private readonly sights = new Map<string, Sight>();
  /** The rollouts of others that are followed out of sight as well. */
  private readonly pinned = new Set<string>();

  constructor(private readonly deps: PlaceWatcherDeps) {
    deps.list.onDidChange(({ state, place }) => {
      const sight = this.sights.get(keyOf(place));
      // What took the place of a rollout is under way there.
      if (state.kind === 'replaced' && sight) void this.look(sight);
    });
  }

  /** Follows what runs in a place until `signal` aborts; several who watch it share the requests. */
  watch(watched: WatchedPlace, signal: AbortSignal): void {
    if (signal.aborted) return;
    const key = keyOf(watched.place);
    const sight = this.sights.get(key) ?? { watched, stop: new AbortController(), watchers: 0, isLooking: false };
    this.sights.set(key, sight);
    sight.watchers++;
    signal.addEventListener('abort', () => this.leave(key, sight), { once: true });
    void this.look(sight);
  }

  /** Shows what runs in a place, and follows it to its end, in sight or not; `undefined` where TEM does not tell it. */
  async showOther(watched: WatchedPlace, signal: AbortSignal): Promise<TrackedRollout | undefined> {
    for (let look = 0; look < looks; look++) {
      const running = this.deps.list.running(watched.place) ?? (await this.find(watched, { signal, isAskedFor: true }));
      if (typeof running !== 'string') {
        this.pinned.add(running.id);
        return running;
      }
      await this.deps.clock.sleep(lookMs, signal);
    }
    return undefined;
  }

  /** Ends all looking. */
  dispose(): void {
    for (const { stop } of this.sights.values()) stop.abort();
    this.sights.clear();
  }

  private async look(sight: Sight): Promise<void> {
    if (sight.isLooking) return;
    sight.isLooking = true;
    const { signal } = sight.stop;
    try {
      await this.deps.restore().catch(() => undefined);
      for (let look = 0; look < looks && !signal.aborted; look++) {
        if (this.deps.list.running(sight.watched.place)) return;
        if ((await this.find(sight.watched, { signal })) !== 'unclear') return;
        await this.deps.clock.sleep(lookMs, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.deps.log.debug(`a deployment in sight cannot be read: ${String(error)}`);
    } finally {
      sight.isLooking = false;
    }
  }

  /** Reads a place once, and follows the rollout that is under way there; `unclear` where TEM may be about to show one. */
  private async find(
    watched: WatchedPlace,
    { signal, isAskedFor = false }: { readonly signal: AbortSignal; readonly isAskedFor?: boolean },
  ): Promise<TrackedRollout | 'none' | 'unclear'> {
    const { list, requests, follower, clock } = this.deps;
    const { place } = watched;
    const detail = await requests.detail(place, signal);
    const workload = await requests.workload(place, signal);
    if (signal.aborted) return 'none';
    if (!detail || !isCurrent(detail, workload)) return workload?.isDeploying === false ? 'none' : 'unclear';
    if (!isAskedFor && this.isKnown(watched, detail)) return 'none';
    const known = list.running(place);
    if (known) return known;
    const other = list.add(rolloutOfOthers(watched, detail, clock.now()));
    const reading = { at: clock.now(), detail, ...(workload && { workload }) };
    const rollout = list.apply(other.id, { kind: 'reading', reading }) ?? other;
    follower.follow(other.id);
    return rollout;
  }

  /** Tells whether a rollout has been given its verdict here, or a person does not want to see it. */
  private isKnown({ place }: WatchedPlace, { newVersion, startWord }: RolloutDetail): boolean {
    return this.deps.list.all.some(
      (one) =>
        isRolloutEnd(one.state) &&
        isSamePlace(one.place, place) &&
        one.version === newVersion &&
        one.memory.startWord === startWord,
    );
  }

  private leave(key: string, sight: Sight): void {
    sight.watchers--;
    if (sight.watchers > 0 || this.sights.get(key) !== sight) return;
    this.sights.delete(key);
    sight.stop.abort();
    const { list, follower } = this.deps;
    const others = list.all.filter((one) => !one.plan && isSamePlace(one.place, sight.watched.place));
    for (const { id, state } of others) {
      if (isRolloutEnd(state) || this.pinned.has(id)) continue;
      follower.stop(id);
      list.remove(id);
    }
  }
}

function isCurrent(detail: RolloutDetail, workload: Workload | undefined): boolean {
  const isOld = detail.endedAt !== undefined || (saysFailed(detail) && !workload?.isDeploying);
  return !isOld && isUnderWay(detail, workload);
}

function keyOf(place: WatchedPlace['place']): string {
  return `${placeKey(place)}${place.environmentId}`;
}
