import { systemClock, type Clock } from '../../core/clock';
import type { RolloutDetail, Workload } from '../../core/deployment/rolloutReading';
import { AppError } from '../../core/errors';
import type { Application, DeployedPackage, Environment, Instance, ReadGrant, UploadGrant } from '../../core/model';
import { noLog, type Log } from '../../core/ports/log';
import type {
  ApplicationRequest,
  CallOptions,
  DeploymentRequest,
  FindRequest,
  GrantRequest,
  MatchingApplications,
  RegionRequest,
  Tem,
} from '../../core/ports/tem';
import type { RolloutRequest, TemRollouts } from '../../core/ports/temRollouts';
import { checkLink } from '../cos/signedLink';
import { count, record, text } from '../http/fields';
import type { ApiFields } from './callApi';
import { deploymentCall } from './deploymentCall';
import { readApplication } from './readApplication';
import { readDeployed } from './readDeployed';
import { readEnvironment } from './readEnvironment';
import { readGrant, readReadGrant } from './readGrant';
import { readInstance } from './readInstance';
import { itemsOf, readPages, type PagedList } from './readPages';
import { SharedCalls } from './sharedCalls';
import { TemApi, type RenewCredential, type TemRequest, type TemResponse } from './temApi';
import { TemRolloutClient } from './temRolloutClient';
import { unlessNotRunning } from './unlessNotRunning';

/**
 * Options of `TemClient`. `renew` replaces an expired credential of a role; `sourceChannel` is sent with `CreateCosToken`
 * where it is defined; the windows of this machine share the 20 calls a second in `callsFolder`, and without it do not.
 * `clock` and `timeoutMs` (30 s a request) are for tests.
 */
export interface TemOptions {
  readonly renew?: RenewCredential;
  readonly sourceChannel?: () => number | undefined;
  readonly callsFolder?: string;
  readonly log?: Pick<Log, 'debug'>;
  readonly clock?: Partial<Clock>;
  readonly timeoutMs?: number;
}

const pageSize = 100;

/** The TEM API over the official SDK, which is loaded at the first call. */
export class TemClient implements Tem, TemRollouts {
  private readonly api: TemApi;
  private readonly rollouts: TemRolloutClient;
  private readonly clock: Clock;
  private readonly sourceChannel: () => number | undefined;

  constructor({ renew, sourceChannel, callsFolder, log = noLog, clock = {}, timeoutMs = 30_000 }: TemOptions = {}) {
    this.sourceChannel = sourceChannel ?? (() => undefined);
    const { now, sleep, random } = clock;
    this.clock = {
      now: now ?? systemClock.now,
      sleep: sleep ?? systemClock.sleep,
      random: random ?? systemClock.random,
    };
    const share = callsFolder === undefined ? {} : { share: new SharedCalls(callsFolder, systemClock) };
    const deps = { clock: this.clock, log, renew: renew ?? (() => Promise.resolve(undefined)), ...share };
    this.api = new TemApi(deps, timeoutMs);
    this.rollouts = new TemRolloutClient(this.api);
  }

  async checkCredential({ connection, region }: RegionRequest, options: CallOptions): Promise<void> {
    const parameters = { Limit: 1, Offset: 0 };
    resultOf(await this.api.send({ connection, region, action: 'DescribeApplications', parameters }, options));
  }

  async listApplications(request: RegionRequest, options: CallOptions): Promise<readonly Application[]> {
    return this.list({ ...request, action: 'DescribeApplications' }, { read: readApplication }, options);
  }

  async findApplications(
    { connection, region, keyword }: FindRequest,
    options: CallOptions,
  ): Promise<MatchingApplications> {
    return this.firstApplications({ connection, region, parameters: { Keyword: keyword } }, options);
  }

  async describeApplication(
    { connection, region, applicationId }: ApplicationRequest,
    options: CallOptions,
  ): Promise<Application | undefined> {
    const parameters = { ApplicationId: applicationId };
    const { applications } = await this.firstApplications({ connection, region, parameters }, options);
    return applications.find(({ id }) => id === applicationId);
  }

  async listEnvironments(request: RegionRequest, options: CallOptions): Promise<readonly Environment[]> {
    return this.list({ ...request, action: 'DescribeEnvironments' }, { read: readEnvironment }, options);
  }

  async listInstances(request: DeploymentRequest, options: CallOptions): Promise<readonly Instance[]> {
    const fields = { items: 'PodList', total: 'TotalCount', read: readInstance };
    const listed = this.list(deploymentCall({ ...request, action: 'DescribeApplicationPods' }), fields, options);
    return listed.catch((error: unknown) => unlessNotRunning(error, []));
  }

  async describeDeployed(request: DeploymentRequest, options: CallOptions): Promise<DeployedPackage | undefined> {
    // Where nothing is deployed the response may well be a null `Result` as well: no document says otherwise.
    const response = this.api.send(deploymentCall({ ...request, action: 'DescribeApplicationInfo' }), options);
    return response
      .then(({ result }) => readDeployed(result, request.environmentId))
      .catch((error: unknown) => unlessNotRunning(error, undefined));
  }

  async createUploadGrant(request: GrantRequest, options: CallOptions): Promise<UploadGrant> {
    const response = await this.createToken(request, { OptType: 1, TimeVersion: request.version }, options);
    return readGrant(response, { ...request, nowMs: this.clock.now() });
  }

  async createReadGrant(request: Omit<GrantRequest, 'version'>, options: CallOptions): Promise<ReadGrant> {
    const response = await this.createToken(request, { OptType: 2 }, options);
    return readReadGrant(response, { ...request, nowMs: this.clock.now() });
  }

  async packageDownloadUrl(
    { connection, region, applicationId, packageName, version }: GrantRequest,
    options: CallOptions,
  ): Promise<string> {
    const parameters = { ApplicationId: applicationId, PkgName: packageName, DeployVersion: version };
    const action = 'GenerateApplicationPackageDownloadUrl';
    const { result, requestId } = await this.api.send({ connection, region, action, parameters }, options);
    const url = text(result);
    if (url) return checkLink(url, connection, requestId);
    throw new AppError('noLink', `${action} returned no Result`, requestId);
  }

  beginRollout(request: RolloutRequest, options: CallOptions): Promise<void> {
    return this.rollouts.beginRollout(request, options);
  }

  continueRollout(request: DeploymentRequest, options: CallOptions): Promise<void> {
    return this.rollouts.continueRollout(request, options);
  }

  revertRollout(request: DeploymentRequest, options: CallOptions): Promise<void> {
    return this.rollouts.revertRollout(request, options);
  }

  describeRollout(request: DeploymentRequest, options: CallOptions): Promise<RolloutDetail | undefined> {
    return this.rollouts.describeRollout(request, options);
  }

  describeWorkload(request: DeploymentRequest, options: CallOptions): Promise<Workload | undefined> {
    return this.rollouts.describeWorkload(request, options);
  }

  private createToken(
    { connection, region, applicationId, packageName }: Omit<GrantRequest, 'version'>,
    more: ApiFields,
    options: CallOptions,
  ): Promise<TemResponse> {
    const channel = this.sourceChannel();
    const parameters = {
      ApplicationId: applicationId,
      PkgName: packageName,
      ...more,
      ...(channel !== undefined && { SourceChannel: channel }),
    };
    return this.api.send({ connection, region, action: 'CreateCosToken', parameters }, options);
  }

  private async firstApplications(
    { connection, region, parameters: wanted }: Omit<TemRequest, 'action'>,
    options: CallOptions,
  ): Promise<MatchingApplications> {
    const parameters = { ...wanted, Limit: pageSize, Offset: 0 };
    const request = { connection, region, action: 'DescribeApplications', parameters };
    const { Records: items, Total: total } = resultOf(await this.api.send(request, options));
    const applications = itemsOf(items, pageSize).flatMap((item) => readApplication(item) ?? []);
    return { applications, total: count(total) };
  }

  private list<T extends { readonly id: string }>(
    request: Omit<TemRequest, 'parameters'> & Partial<TemRequest>,
    { items = 'Records', total = 'Total', read }: Pick<PagedList<T>, 'read'> & Partial<PagedList<T>>,
    options: CallOptions,
  ): Promise<readonly T[]> {
    const requestPage = async (offset: number) => {
      const parameters = { ...request.parameters, Limit: pageSize, Offset: offset };
      return resultOf(await this.api.send({ ...request, parameters }, options));
    };
    return readPages({ requestPage, limit: pageSize, items, total, read });
  }
}

function resultOf({ result, requestId }: TemResponse): ApiFields {
  if (typeof result === 'object' && result !== null) return record(result);
  throw new AppError('invalidResponse', 'TEM returned no Result', requestId);
}
