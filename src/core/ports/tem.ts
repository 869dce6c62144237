import type { Application, Connection, DeployedPackage, Environment, Instance, ReadGrant, UploadGrant } from '../model';

/** Names one package of an application. */
export interface GrantRequest {
  readonly applicationId: string;
  readonly packageName: string;
  readonly version: string;
}

/** Some of the applications that match a keyword; `total` is how many do. */
export interface MatchingApplications {
  readonly applications: readonly Application[];
  readonly total: number;
}

/** The TEM API. Every call throws `AppError` only and ends at once, as `cancelled`, when `signal` aborts. */
export interface Tem {
  /** Resolves when the key may list applications; the cheapest call that proves a key. */
  checkKey(connection: Connection, region: string, signal: AbortSignal): Promise<void>;
  /** Every application of the region, however many pages. */
  listApplications(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Application[]>;
  /** Up to a hundred applications of the region whose name or id holds `keyword`; TEM searches. */
  findApplications(
    connection: Connection,
    region: string,
    keyword: string,
    signal: AbortSignal,
  ): Promise<MatchingApplications>;
  /** One application as it is now; `undefined` when there is no such one. */
  describeApplication(
    connection: Connection,
    region: string,
    applicationId: string,
    signal: AbortSignal,
  ): Promise<Application | undefined>;
  /** Every environment of the region. */
  listEnvironments(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Environment[]>;
  /** Every instance of an application in one environment. */
  listInstances(
    connection: Connection,
    region: string,
    applicationId: string,
    environmentId: string,
    signal: AbortSignal,
  ): Promise<readonly Instance[]>;
  /** What runs in one environment; `undefined` where nothing is deployed. */
  describeDeployed(
    connection: Connection,
    region: string,
    applicationId: string,
    environmentId: string,
    signal: AbortSignal,
  ): Promise<DeployedPackage | undefined>;
  createUploadGrant(
    connection: Connection,
    region: string,
    request: GrantRequest,
    signal: AbortSignal,
  ): Promise<UploadGrant>;
  /**
   * A signed URL to GET one package with: `https`, or on this machine where TEM is as well. It is secret, and good for a
   * while only. Throws `noLink` where TEM gives none, and `invalidResponse` for what is none or leads into this network.
   */
  packageDownloadUrl(
    connection: Connection,
    region: string,
    request: GrantRequest,
    signal: AbortSignal,
  ): Promise<string>;
  /** Leave to list and read all packages of an application; `packageName` is the name of any of them. */
  createReadGrant(
    connection: Connection,
    region: string,
    request: Pick<GrantRequest, 'applicationId' | 'packageName'>,
    signal: AbortSignal,
  ): Promise<ReadGrant>;
}

/** Signed-in accounts. */
export interface Connections {
  /** Throws `notSignedIn` when there is no such account any more. */
  connect(accountId: string): Promise<Connection>;
}
