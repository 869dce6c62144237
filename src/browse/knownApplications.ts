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

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Records what a region was listed with, in its order, and returns that. */
  setList({ accountId, region }: RegionPlace, applications: readonly Application[]): readonly Application[] {
    for (const one of applications) this.set({ accountId, region, applicationId: one.id }, one);
    this.lists.set(placeKey({ accountId, region }), { applications, at: this.clock.now() });
    return applications;
  }

  /** Records the state of an application; `undefined` where TEM no longer has it. */
  set(place: ApplicationPlace, application: Application | undefined): void {
    if (application) this.latest.set(placeKey(place), application);
    else this.remove(place);
  }

  /** Forgets the state of an application, which may still be there. */
  forget(place: ApplicationPlace): void {
    this.latest.delete(placeKey(place));
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
    for (const known of [this.latest, this.lists]) {
      for (const key of known.keys()) if (key.startsWith(start)) known.delete(key);
    }
  }

  private remove({ accountId, region, applicationId }: ApplicationPlace): void {
    this.forget({ accountId, region, applicationId });
    const key = placeKey({ accountId, region });
    const listed = this.lists.get(key);
    if (!listed) return;
    this.lists.set(key, { ...listed, applications: listed.applications.filter(({ id }) => id !== applicationId) });
  }
}
