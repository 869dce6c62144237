import { systemClock, type Clock } from '../core/clock';
import { AppError, isAuthFailure } from '../core/errors';
import type { Application, Connection, DeployedPackage, Environment, Instance } from '../core/model';
import { placeKey, type ApplicationPlace, type EnvironmentPlace, type RegionPlace } from '../core/place';
import type { AuthObserver } from '../core/ports/authObserver';
import type { CallOptions, Connections, Tem } from '../core/ports/tem';
import type { RolloutRecord } from '../core/ports/rolloutRecords';
import type { UploadRecords } from '../core/ports/uploadRecords';
import { naturalOrder } from '../core/naturalOrder';
import { KnownApplications, type ListedRegion } from './knownApplications';
import { joinPackages, type PackageList } from './joinPackages';
import { PackageListing, type ListingDeps } from './packageListing';
import { RequestCache } from './requestCache';
import { runningEnvironments, type RunningEnvironment } from './runningEnvironments';
import { whatRuns } from './whatRuns';

/** Collaborators of `Catalog`. */
export interface CatalogDeps extends ListingDeps {
  readonly accounts: Connections;
  readonly auth: AuthObserver;
  readonly tem: ListingDeps['tem'] &
    Pick<Tem, 'listApplications' | 'describeApplication' | 'listEnvironments' | 'listInstances' | 'describeDeployed'>;
  readonly records: Pick<UploadRecords, 'of'>;
  /** Reads the notes of deployments; nothing is known of them where absent. */
  readonly rolloutRecords?: () => Promise<readonly RolloutRecord[]>;
  /** Tells how old lists are; this machine's where absent. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** The responses that the nodes of one application are made of. */
export type ApplicationPart = 'itself' | 'deployed' | 'instances' | 'listing';

type Send<T> = (connection: Connection, options: CallOptions) => Promise<T>;

/** Reads the data of the sidebar from TEM, COS and the upload records; nodes share each cached response. */
export class Catalog {
  private readonly cache = new RequestCache();
  private readonly listings: PackageListing;
  private readonly known: KnownApplications;

  constructor(private readonly deps: CatalogDeps) {
    this.listings = new PackageListing(deps);
    this.known = new KnownApplications(deps.clock ?? systemClock);
  }

  /** Lists the applications of a region by name. */
  async applications(place: RegionPlace, options: CallOptions): Promise<readonly Application[]> {
    return this.get(place, '#applications', this.sendList(place), options);
  }

  /** Lists the applications of a region anew; what is known of them stays until then, and where that fails. */
  async relist(place: RegionPlace, options: CallOptions): Promise<readonly Application[]> {
    const send = this.observed(place, this.sendList(place));
    return this.cache.renew(`${placeKey(place)}#applications`, send, options);
  }

  /** Returns the applications of a region that was listed, by name, without a request; `undefined` where it was not. */
  peekListed(place: RegionPlace): ListedRegion | undefined {
    return this.known.list(place);
  }

  /** Lists the environments of a region, also for the place of one of its applications. */
  async environments({ accountId, region }: RegionPlace, options: CallOptions): Promise<readonly Environment[]> {
    const send: Send<readonly Environment[]> = (connection, inner) =>
      this.deps.tem.listEnvironments({ connection, region }, inner);
    return this.get({ accountId, region }, '#environments', send, options);
  }

  /** Returns the newest known state of an application without a request. */
  peek(place: ApplicationPlace): Application | undefined {
    return this.known.of(place);
  }

  /** Returns the known applications of a region without a request. */
  peekRegion(place: RegionPlace): readonly Application[] {
    return this.known.inRegion(place);
  }

  /** Requests one application anew. Throws `notFound` when TEM no longer has it. */
  async reload(place: ApplicationPlace, options: CallOptions): Promise<Application> {
    const { region, applicationId } = place;
    const send: Send<Application> = async (connection, inner) => {
      const turn = this.known.begin();
      const found = await this.deps.tem.describeApplication({ connection, region, applicationId }, inner);
      this.known.set(place, found, turn);
      if (!found) throw new AppError('notFound', 'there is no such application any more');
      return found;
    };
    return this.get(place, '#self', send, options).finally(() => this.cache.invalidate(`${placeKey(place)}#self`));
  }

  /**
   * Lists the environments that run an application. An environment whose last deployment cannot be read goes without it;
   * throws where the credential is rejected.
   */
  async running(place: ApplicationPlace, options: CallOptions): Promise<readonly RunningEnvironment[]> {
    const { versions } = this.peek(place) ?? (await this.reload(place, options));
    if (versions.length === 0) return [];
    const [environments, rollouts, deployed] = await Promise.all([
      this.environments(place, options).catch(unlessFatal<readonly Environment[]>([])),
      // They only add to what TEM says.
      this.deps.rolloutRecords?.().catch((): readonly RolloutRecord[] => []) ?? [],
      Promise.all(
        versions.map(({ environmentId }) =>
          this.deployed({ ...place, environmentId }, options).catch(unlessFatal<undefined>(undefined)),
        ),
      ),
    ]);
    const records = { uploaded: this.deps.records.of(place), rollouts };
    return runningEnvironments(
      versions,
      environments,
      deployed.flatMap((one) => (one ? whatRuns({ ...place, environmentId: one.environmentId }, one, records) : [])),
    );
  }

  /** Lists the instances of an application in one environment. */
  async instances(place: EnvironmentPlace, options: CallOptions): Promise<readonly Instance[]> {
    const { region, applicationId, environmentId } = place;
    const send: Send<readonly Instance[]> = (connection, inner) =>
      this.deps.tem.listInstances({ connection, region, applicationId, environmentId }, inner);
    return this.get(place, `#instances/${environmentId}/`, send, options);
  }

  /**
   * Lists the packages of an application from all sources, with `failure` where one of them failed. Throws only where no
   * package is known, or as `cancelled`. With any `named` package it asks TEM about no environment: COS and records tell alone.
   */
  async packages(place: ApplicationPlace, options: CallOptions, named?: string): Promise<PackageList> {
    const { versions } = named ? { versions: [] } : (this.peek(place) ?? (await this.reload(place, options)));
    const uploaded = this.deps.records.of(place);
    const requests = versions.map(async ({ environmentId, environmentName }) => {
      const found = await this.deployed({ ...place, environmentId }, options);
      return found && { ...found, environmentName };
    });
    const results = await Promise.allSettled(requests);
    const deployed = results.flatMap((result) => (result.status === 'fulfilled' && result.value) || []);
    const names = [...deployed, ...uploaded].map(({ packageName }) => packageName);
    const packageName = named ?? names.find(Boolean) ?? 'package.jar';
    const send = (connection: Connection, inner: CallOptions) =>
      this.listings.list({ connection, ...place, packageName }, inner);
    const [listing] = await Promise.allSettled([this.get(place, '#listing', send, options)]);
    return joinPackages({ listing, results, deployed, uploaded }, options);
  }

  /** Drops the responses of a region and its applications, or of one application; all responses without a place. */
  invalidate(place?: RegionPlace | ApplicationPlace): void {
    const start = place ? placeKey(place) : '';
    this.cache.invalidate(start);
    this.known.invalidate(start);
  }

  /** Drops some responses of an application, of one environment where the place names it. */
  invalidateParts(place: ApplicationPlace | EnvironmentPlace, parts: readonly ApplicationPart[]): void {
    const key = placeKey(place);
    const environment = 'environmentId' in place ? `/${place.environmentId}/` : '';
    for (const part of parts) {
      if (part === 'itself') this.known.forget(place);
      else this.cache.invalidate(`${key}#${part}${environment}`);
    }
  }

  private deployed(place: EnvironmentPlace, options: CallOptions): Promise<DeployedPackage | undefined> {
    const { region, applicationId, environmentId } = place;
    const send: Send<DeployedPackage | undefined> = (connection, inner) =>
      this.deps.tem.describeDeployed({ connection, region, applicationId, environmentId }, inner);
    return this.get(place, `#deployed/${environmentId}/`, send, options);
  }

  private sendList(place: RegionPlace): Send<readonly Application[]> {
    const { region } = place;
    return async (connection, inner) => {
      const turn = this.known.begin();
      const found = await this.deps.tem.listApplications({ connection, region }, inner);
      const applications = [...found].sort((a, b) => naturalOrder.compare(a.name, b.name));
      return this.known.setList(place, applications, turn);
    };
  }

  private get<T>(place: RegionPlace, name: string, send: Send<T>, options: CallOptions): Promise<T> {
    return this.cache.get(`${placeKey(place)}${name}`, this.observed(place, send), options);
  }

  private observed<T>({ accountId }: RegionPlace, send: Send<T>): (options: CallOptions) => Promise<T> {
    const { accounts, auth } = this.deps;
    const connected = async (inner: CallOptions) => send(await accounts.connect(accountId), inner);
    // A cached response says nothing of the credential.
    return (inner) => auth.observe(accountId, inner.signal, connected(inner));
  }
}

/** Makes a handler that replaces a failed response, but rethrows what every other request would fail with as well. */
function unlessFatal<T>(replacement: T): (error: unknown) => T {
  return (error) => {
    if (isAuthFailure(error) || (error instanceof AppError && error.failure === 'cancelled')) throw error;
    return replacement;
  };
}
