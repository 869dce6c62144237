import type { Application, Connection, DeployedPackage, Environment, Instance, ReadGrant, UploadGrant } from '../model';

/** A region of the TEM API, and the account that calls it. */
export interface RegionRequest {
  readonly connection: Connection;
  readonly region: string;
}

/** An application of a region. */
export interface ApplicationRequest extends RegionRequest {
  readonly applicationId: string;
}

/** An application in one of its environments. */
export interface DeploymentRequest extends ApplicationRequest {
  readonly environmentId: string;
}

/** One version of a package of an application. */
export interface PackageVersion {
  readonly applicationId: string;
  readonly packageName: string;
  readonly version: string;
}

/** A package that a grant or a link is for. */
export interface GrantRequest extends RegionRequest, PackageVersion {}

/** Applications of a region by a part of their name or id. */
export interface FindRequest extends RegionRequest {
  readonly keyword: string;
}

/** Some of the applications that match a keyword; `total` is the number of all matches. */
export interface MatchingApplications {
  readonly applications: readonly Application[];
  readonly total: number;
}

/** Options of every call. */
export interface CallOptions {
  readonly signal: AbortSignal;
}

/** The TEM API. Every call throws `AppError` only and ends at once, as `cancelled`, when `signal` aborts. */
export interface Tem {
  /** Resolves when the credential may list applications, with the cheapest call that proves it. */
  checkCredential(request: RegionRequest, options: CallOptions): Promise<void>;
  /** Lists every application of the region, from all pages. */
  listApplications(request: RegionRequest, options: CallOptions): Promise<readonly Application[]>;
  /** Lets TEM search the region; resolves with up to a hundred applications whose name or id contains `keyword`. */
  findApplications(request: FindRequest, options: CallOptions): Promise<MatchingApplications>;
  /** Reads one application as TEM has it now; `undefined` when TEM has none with this id. */
  describeApplication(request: ApplicationRequest, options: CallOptions): Promise<Application | undefined>;
  /** Lists every environment of the region. */
  listEnvironments(request: RegionRequest, options: CallOptions): Promise<readonly Environment[]>;
  /** Lists every instance of an application in one environment. */
  listInstances(request: DeploymentRequest, options: CallOptions): Promise<readonly Instance[]>;
  /** Reads the package that runs in one environment; `undefined` where nothing is deployed. */
  describeDeployed(request: DeploymentRequest, options: CallOptions): Promise<DeployedPackage | undefined>;
  /** Gets a temporary credential that may write one package to COS. Throws `noGrant` where TEM gives none. */
  createUploadGrant(request: GrantRequest, options: CallOptions): Promise<UploadGrant>;
  /**
   * Gets a signed URL to GET one package: `https`, or on this machine where TEM is as well. The URL is secret and expires.
   * Throws `noLink` where TEM gives none, and `invalidResponse` for no URL or one that leads into this network.
   */
  packageDownloadUrl(request: GrantRequest, options: CallOptions): Promise<string>;
  /**
   * Gets a temporary credential that may list and read all packages of an application; `packageName` is that of any of
   * them. Throws as `createUploadGrant` does.
   */
  createReadGrant(request: Omit<GrantRequest, 'version'>, options: CallOptions): Promise<ReadGrant>;
}

/** The signed-in accounts. */
export interface Connections {
  /** Resolves with the account's connection. Throws `notSignedIn` when the account is signed out. */
  connect(accountId: string): Promise<Connection>;
}
