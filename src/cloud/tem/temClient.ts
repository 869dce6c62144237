import { AppError } from '../../core/errors';
import type {
  Application,
  Connection,
  DeployedPackage,
  Environment,
  Instance,
  ReadGrant,
  UploadGrant,
} from '../../core/model';
import type { GrantRequest, MatchingApplications, Tem } from '../../core/ports/tem';
import { count, record, text } from '../http/fields';
import { readApplication } from './readApplication';
import { readDeployed } from './readDeployed';
import { readEnvironment } from './readEnvironment';
import { readGrant, readReadGrant } from './readGrant';
import { readInstance } from './readInstance';
import { readPages, rowsOf, type PagedList } from './readPages';
import { SharedCalls } from './sharedCalls';
import { checkLink } from '../cos/signedLink';
import { TemApi, type RenewedKey, type TemResponse, type TemRequest } from './temApi';
import { systemClock, type Clock } from '../../core/clock';

/**
 * `renewed`: how keys of roles that have ended are renewed; `sourceChannel`: what keys to the store are asked for with, where
 * it is anything; `callsFolder`: where the windows of this machine share the 20 calls a second, without it each has them. The
 * rest is for tests: another clock, other pauses, a shorter time-out than 30 s a request.
 */
export type TemOptions = Partial<Omit<Clock, 'now'>> & {
  readonly renewed?: RenewedKey;
  readonly sourceChannel?: () => number | undefined;
  readonly callsFolder?: string;
  readonly clock?: Pick<Clock, 'now'>;
  readonly timeoutMs?: number;
};

const pageSize = 100;

/** The TEM API over the official SDK, which is loaded at the first call. */
export class TemClient implements Tem {
  private readonly api: TemApi;
  private readonly timing: Clock;
  private readonly sourceChannel: () => number | undefined;

  constructor({ renewed, sourceChannel, callsFolder, clock, sleep, random, timeoutMs = 30_000 }: TemOptions = {}) {
    this.sourceChannel = sourceChannel ?? (() => undefined);
    this.timing = {
      now: clock ? () => clock.now() : systemClock.now,
      sleep: sleep ?? systemClock.sleep,
      random: random ?? systemClock.random,
    };
    const share = callsFolder === undefined ? undefined : new SharedCalls(callsFolder, systemClock);
    this.api = new TemApi(this.timing, timeoutMs, renewed ?? (() => Promise.resolve(undefined)), share);
  }

  async checkKey(connection: Connection, region: string, signal: AbortSignal): Promise<void> {
    const parameters = { Limit: 1, Offset: 0 };
    resultOf(await this.api.send({ connection, region, action: 'DescribeApplications', parameters, signal }));
  }

  async listApplications(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Application[]> {
    return this.list({ connection, region, action: 'DescribeApplications', signal }, { read: readApplication });
  }

  async findApplications(
    connection: Connection,
    region: string,
    keyword: string,
    signal: AbortSignal,
  ): Promise<MatchingApplications> {
    return this.someApplications(connection, region, { Keyword: keyword }, signal);
  }

  async describeApplication(
    connection: Connection,
    region: string,
    applicationId: string,
    signal: AbortSignal,
  ): Promise<Application | undefined> {
    const narrowed = { ApplicationId: applicationId };
    const { applications } = await this.someApplications(connection, region, narrowed, signal);
    return applications.find(({ id }) => id === applicationId);
  }

  async listEnvironments(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Environment[]> {
    return this.list({ connection, region, action: 'DescribeEnvironments', signal }, { read: readEnvironment });
  }

  async listInstances(
    connection: Connection,
    region: string,
    applicationId: string,
    environmentId: string,
    signal: AbortSignal,
  ): Promise<readonly Instance[]> {
    const parameters = { ApplicationId: applicationId, EnvironmentId: environmentId };
    const fields = { rows: 'PodList', total: 'TotalCount', read: readInstance };
    const listed = this.list({ connection, region, action: 'DescribeApplicationPods', parameters, signal }, fields);
    return listed.catch((error: unknown) => otherwise(error, []));
  }

  async describeDeployed(
    connection: Connection,
    region: string,
    applicationId: string,
    environmentId: string,
    signal: AbortSignal,
  ): Promise<DeployedPackage | undefined> {
    const parameters = { ApplicationId: applicationId, EnvironmentId: environmentId };
    const request = { connection, region, action: 'DescribeApplicationInfo', parameters, signal };
    // Where nothing is deployed the answer may well be a null `Result` as well: no document says otherwise.
    const answered = this.api.send(request).then(({ result }) => readDeployed(result, environmentId));
    return answered.catch((error: unknown) => otherwise(error, undefined));
  }

  async createUploadGrant(
    connection: Connection,
    region: string,
    { applicationId, packageName, version }: GrantRequest,
    signal: AbortSignal,
  ): Promise<UploadGrant> {
    const request = { ApplicationId: applicationId, PkgName: packageName, OptType: 1, TimeVersion: version };
    const { result, requestId } = await this.createToken(connection, region, request, signal);
    return readGrant(result, { applicationId, packageName }, this.timing.now(), requestId);
  }

  async packageDownloadUrl(
    connection: Connection,
    region: string,
    { applicationId, packageName, version }: GrantRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const parameters = { ApplicationId: applicationId, PkgName: packageName, DeployVersion: version };
    const action = 'GenerateApplicationPackageDownloadUrl';
    const { result, requestId } = await this.api.send({ connection, region, action, parameters, signal });
    const url = text(result);
    if (url) return checkLink(url, connection, requestId);
    throw new AppError('noLink', `${action} answered without a result`, requestId);
  }

  async createReadGrant(
    connection: Connection,
    region: string,
    { applicationId, packageName }: Pick<GrantRequest, 'applicationId' | 'packageName'>,
    signal: AbortSignal,
  ): Promise<ReadGrant> {
    const request = { ApplicationId: applicationId, PkgName: packageName, OptType: 2 };
    const { result, requestId } = await this.createToken(connection, region, request, signal);
    return readReadGrant(result, applicationId, this.timing.now(), requestId);
  }

  private createToken(
    connection: Connection,
    region: string,
    asked: TemRequest['parameters'],
    signal: AbortSignal,
  ): Promise<TemResponse> {
    const channel = this.sourceChannel();
    const parameters = { ...asked, ...(channel !== undefined && { SourceChannel: channel }) };
    return this.api.send({ connection, region, action: 'CreateCosToken', parameters, signal });
  }

  private async someApplications(
    connection: Connection,
    region: string,
    narrowed: TemRequest['parameters'],
    signal: AbortSignal,
  ): Promise<MatchingApplications> {
    const parameters = { ...narrowed, Limit: pageSize, Offset: 0 };
    const answer = await this.api.send({ connection, region, action: 'DescribeApplications', parameters, signal });
    const { Records: rows, Total: total } = resultOf(answer);
    return { applications: rowsOf(rows, pageSize).flatMap((row) => readApplication(row) ?? []), total: count(total) };
  }

  private list<T extends { readonly id: string }>(
    request: Omit<TemRequest, 'parameters'> & Partial<TemRequest>,
    { rows = 'Records', total = 'Total', read }: Pick<PagedList<T>, 'read'> & Partial<PagedList<T>>,
  ): Promise<readonly T[]> {
    const ask = async (offset: number) => {
      const parameters = { ...request.parameters, Limit: pageSize, Offset: offset };
      return resultOf(await this.api.send({ ...request, parameters }));
    };
    return readPages({ ask, limit: pageSize, rows, total, read });
  }
}

function resultOf({ result, requestId }: TemResponse): Readonly<Record<string, unknown>> {
  if (typeof result === 'object' && result !== null) return record(result);
  throw new AppError('invalidResponse', 'TEM answered without a result', requestId);
}

/** What is so where nothing of an application runs: that is an answer, and nothing has failed. */
function otherwise<T>(error: unknown, nothing: T): T {
  if (error instanceof AppError && error.failure === 'notRunningHere') return nothing;
  throw error;
}
