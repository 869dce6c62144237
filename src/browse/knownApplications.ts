import type { Clock } from '../core/clock';
import type { Application } from '../core/model';
import { placeKey, type ApplicationPlace, type RegionPlace } from '../core/place';

/** The applications of a region as they are known, and when they were listed: epoch ms. */
export interface ListedRegion {
  readonly applications: readonly Application[];
  readonly at: number;
}

/** Holds the newest known state of each application, and which of them a region had when it was listed. */
export class KnownApplications {
  private readonly latest = new Map<string, Application>();
  private readonly lists = new Map<string, ListedRegion>();
  /** The turn of what was last known, or dropped, of a place, by the start of its keys. */
  private readonly turns = new Map<string, number>();
  private turn = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Begins a request and gives its turn: answers may come in another order than they were asked for. */
  begin(): number {
    this.turn += 1;
    return this.turn;
  }

  /**
   * Records what a region was listed with, in its order, and returns that. An answer to an earlier turn than what is known, or was
   * dropped, is not recorded.
   */
  setList(
    { accountId, region }: RegionPlace,
    applications: readonly Application[],
    turn: number,
  ): readonly Application[] {
    const key = placeKey({ accountId, region });
    if (this.isLate(key, turn)) return applications;
    this.turns.set(key, turn);
    const placeOf = ({ id }: Application) => ({ accountId, region, applicationId: id });
    const isGone = (one: Application) => this.isLate(placeKey(placeOf(one)), turn) && !this.of(placeOf(one));
    const there = applications.filter((one) => !isGone(one));
    for (const one of there) this.put(placeOf(one), one, turn);
    this.lists.set(key, { applications: there, at: this.clock.now() });
    return applications;
  }

  /** Records the state of an application, unless it answers an earlier turn; `undefined` where TEM no longer has it. */
  set(place: ApplicationPlace, application: Application | undefined, turn: number): void {
    if (!application && !this.isLate(placeKey(place), turn)) this.remove(place);
    this.put(place, application, turn);
    this.turns.set(placeKey(place), Math.max(turn, this.turns.get(placeKey(place)) ?? 0));
  }

  /** Forgets the state of an application, which may still be there. */
  forget(place: ApplicationPlace): void {
    this.latest.delete(placeKey(place));
    this.turns.delete(placeKey(place));
  }

  of(place: ApplicationPlace): Application | undefined {
    return this.latest.get(placeKey(place));
  }

  /** Returns those of a region, whether it was listed or not. */
  inRegion(place: RegionPlace): readonly Application[] {
    const start = placeKey(place);
    return [...this.latest].filter(([key]) => key.startsWith(start)).map(([, application]) => application);
  }

  /** Returns those that a region was listed with; `undefined` where it was not. */
  list({ accountId, region }: RegionPlace): ListedRegion | undefined {
    const listed = this.lists.get(placeKey({ accountId, region }));
    if (!listed) return undefined;
    const newest = (one: Application): Application => this.of({ accountId, region, applicationId: one.id }) ?? one;
    return { ...listed, applications: listed.applications.map(newest) };
  }

  /** Forgets the places whose keys begin with `start`. */
  invalidate(start: string): void {
    for (const known of [this.latest, this.lists, this.turns]) {
      for (const key of known.keys()) if (key.startsWith(start)) known.delete(key);
    }
    this.turns.set(start, this.begin());
  }

  private put(place: ApplicationPlace, application: Application | undefined, turn: number): void {
    if (application && !this.isLate(placeKey(place), turn)) this.latest.set(placeKey(place), application);
  }

  /** Tells whether something was known, or dropped, of a place or of all around it that was asked for later. */
  private isLate(key: string, turn: number): boolean {
    return startsOf(key).some((start) => (this.turns.get(start) ?? 0) > turn);
  }

  private remove({ accountId, region, applicationId }: ApplicationPlace): void {
    this.forget({ accountId, region, applicationId });
    const key = placeKey({ accountId, region });
    const listed = this.lists.get(key);
    if (!listed) return;
    this.lists.set(key, { ...listed, applications: listed.applications.filter(({ id }) => id !== applicationId) });
  }
}

/** Gives the keys of the places that a place is in, and its own; the empty one is of all. */
function startsOf(key: string): readonly string[] {
  const parts = key.split('/').slice(0, -1);
  return ['', ...parts.map((_, n) => `${parts.slice(0, n + 1).join('/')}/`)];
}
