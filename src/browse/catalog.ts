import { AppError, isAuthFailure } from '../core/errors';
import { knownPackages, type KnownPackage } from '../core/knownPackages';
import type { Application, Connection, DeployedPackage, Environment, Instance } from '../core/model';
import type { AuthObserver } from '../core/ports/authObserver';
import type { Connections, Tem } from '../core/ports/tem';
import type { UploadRecords } from '../core/ports/uploadRecords';
import { RequestCache } from './requestCache';
import { byName } from './byName';
import { PackageListing, type ListingDeps } from './packageListing';
import { placeKey, type ApplicationPlace, type RegionPlace } from '../core/place';
import { runningEnvironments, type RunningEnvironment } from './runningEnvironments';

/** Whom to ask. */
export interface CatalogDeps extends ListingDeps {
  readonly accounts: Connections;
  readonly keys: AuthObserver;
  readonly tem: ListingDeps['tem'] &
    Pick<Tem, 'listApplications' | 'describeApplication' | 'listEnvironments' | 'listInstances' | 'describeDeployed'>;
  readonly records: Pick<UploadRecords, 'of'>;
}

/** An application's packages, and why some may be missing: the store's list is kept from us, or a question failed. */
export interface PackageList {
  readonly packages: readonly KnownPackage[];
  readonly isListingDenied: boolean;
  readonly failure?: unknown;
}

/** The answers that an application's rows are made of. */
export type ApplicationRequest = 'itself' | 'deployed' | 'instances' | 'listing';

type Ask<T> = (connection: Connection, signal: AbortSignal) => Promise<T>;

/** What the sidebar shows, from the answers that it shares among its rows: each is asked for when first wanted. */
export class Catalog {
  private readonly answers = new RequestCache();
  private readonly listings: PackageListing;
  private readonly latest = new Map<string, Application>();

  constructor(private readonly needs: CatalogDeps) {
    this.listings = new PackageListing(needs);
  }

  /** By name. */
  async applications(place: RegionPlace, signal: AbortSignal): Promise<readonly Application[]> {
    const ask: Ask<readonly Application[]> = async (connection, inner) => {
      const found = await this.needs.tem.listApplications(connection, place.region, inner);
      for (const one of found) this.latest.set(placeKey({ ...place, applicationId: one.id }), one);
      return [...found].sort((a, b) => byName.compare(a.name, b.name));
    };
    return this.get(place, '#applications', ask, signal);
  }

  async environments(place: RegionPlace, signal: AbortSignal): Promise<readonly Environment[]> {
    const ask: Ask<readonly Environment[]> = (connection, inner) =>
      this.needs.tem.listEnvironments(connection, place.region, inner);
    // A place may be an application's: the answer is its region's.
    const { accountId, region } = place;
    return this.get({ accountId, region }, '#environments', ask, signal);
  }

  /** The newest that is known of an application, without asking. */
  peek(place: ApplicationPlace): Application | undefined {
    return this.latest.get(placeKey(place));
  }

  /** What is known of a region's applications without asking. */
  peekRegion(place: RegionPlace): readonly Application[] {
    const start = placeKey(place);
    return [...this.latest].filter(([key]) => key.startsWith(start)).map(([, application]) => application);
  }

  /** Asks for one application anew. Throws `notFound` when there is none any more. */
  async reload(place: ApplicationPlace, signal: AbortSignal): Promise<Application> {
    const ask: Ask<Application> = async (connection, inner) => {
      const { region, applicationId } = place;
      const found = await this.needs.tem.describeApplication(connection, region, applicationId, inner);
      if (found) this.latest.set(placeKey(place), found);
      else this.latest.delete(placeKey(place));
      if (!found) throw new AppError('notFound', 'there is no such application any more');
      return found;
    };
    return this.get(place, '#self', ask, signal).finally(() => this.answers.invalidate(`${placeKey(place)}#self`));
  }

  /**
   * Where an application runs. An environment that cannot be asked for its last deployment goes without it; throws where
   * the key is refused.
   */
  async running(place: ApplicationPlace, signal: AbortSignal): Promise<readonly RunningEnvironment[]> {
    const { versions } = this.peek(place) ?? (await this.reload(place, signal));
    if (versions.length === 0) return [];
    const [environments, deployed] = await Promise.all([
      this.environments(place, signal).catch(unlessFatal<readonly Environment[]>([])),
      Promise.all(
        versions.map(({ environmentId }) =>
          this.deployed(place, environmentId, signal).catch(unlessFatal<undefined>(undefined)),
        ),
      ),
    ]);
    return runningEnvironments(
      versions,
      environments,
      deployed.flatMap((one) => one ?? []),
    );
  }

  async instances(place: ApplicationPlace, environmentId: string, signal: AbortSignal): Promise<readonly Instance[]> {
    const ask: Ask<readonly Instance[]> = (connection, inner) =>
      this.needs.tem.listInstances(connection, place.region, place.applicationId, environmentId, inner);
    return this.get(place, `#instances/${environmentId}/`, ask, signal);
  }

  /** What is known stays, also where a question fails; throws only where nothing is known, or as `cancelled`. */
  async packages(place: ApplicationPlace, signal: AbortSignal): Promise<PackageList> {
    const { versions } = this.peek(place) ?? (await this.reload(place, signal));
    const uploaded = this.needs.records.of(place);
    const questions = versions.map(async ({ environmentId, environmentName }) => {
      const found = await this.deployed(place, environmentId, signal);
      return found && { ...found, environmentName };
    });
    const answers = await Promise.allSettled(questions);
    const deployed = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value) || []);
    const names = [...deployed, ...uploaded].map(({ packageName }) => packageName);
    const ask = (connection: Connection, inner: AbortSignal) =>
      this.listings.list(connection, place, names.find(Boolean) ?? 'package.jar', inner);
    const [listing] = await Promise.allSettled([this.get(place, '#listing', ask, signal)]);
    const refused = [listing, ...answers].find((answer) => answer.status === 'rejected');
    const listed = listing.status === 'fulfilled' ? listing.value : undefined;
    const stored = listed?.kind === 'listed' ? listed.packages : [];
    const packages = knownPackages({ stored, deployed, uploaded });
    if (refused && (packages.length === 0 || signal.aborted)) throw refused.reason;
    const failure: unknown = refused?.reason;
    return { packages, isListingDenied: listed?.kind === 'denied', ...(refused && { failure }) };
  }

  /** Drops what was answered of a region and its applications, or of one application; of everything without a place. */
  invalidate(place?: RegionPlace | ApplicationPlace): void {
    const start = place ? placeKey(place) : '';
    this.answers.invalidate(start);
    for (const key of this.latest.keys()) if (key.startsWith(start)) this.latest.delete(key);
  }

  /** Drops single answers of an application; those of one environment where it is named. */
  invalidateApplication(place: ApplicationPlace, answers: readonly ApplicationRequest[], environmentId?: string): void {
    const key = placeKey(place);
    for (const answer of answers) {
      if (answer === 'itself') this.latest.delete(key);
      else this.answers.invalidate(`${key}#${answer}${environmentId === undefined ? '' : `/${environmentId}/`}`);
    }
  }

  private deployed(place: ApplicationPlace, environmentId: string, signal: AbortSignal) {
    const ask: Ask<DeployedPackage | undefined> = (connection, inner) =>
      this.needs.tem.describeDeployed(connection, place.region, place.applicationId, environmentId, inner);
    return this.get(place, `#deployed/${environmentId}/`, ask, signal);
  }

  private get<T>(place: RegionPlace, name: string, ask: Ask<T>, signal: AbortSignal): Promise<T> {
    const { accounts, keys } = this.needs;
    const { accountId } = place;
    const whole = async (inner: AbortSignal) => ask(await accounts.connect(accountId), inner);
    // An answer that was kept says nothing of the key.
    const heard = (inner: AbortSignal) => keys.observe(accountId, inner, whole(inner));
    return this.answers.get(`${placeKey(place)}${name}`, heard, signal);
  }
}

/** What stands for an answer that could not be had, unless no other question would be answered either. */
function unlessFatal<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    if (isAuthFailure(error) || (error instanceof AppError && error.failure === 'cancelled')) throw error;
    return otherwise;
  };
}
