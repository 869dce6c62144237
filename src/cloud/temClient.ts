import { AppError } from '../core/errors';
import type { Application, Connection, DeployedPackage, ReadGrant, UploadGrant } from '../core/model';
import type { Clock } from '../core/ports/run';
import type { GrantRequest, Tem } from '../core/ports/tem';
import { count, record, records, text } from './fields';
import { readApplication } from './readApplication';
import { readDeployed } from './readDeployed';
import { readGrant, readReadGrant } from './readGrant';
import { TemApi, type TemAnswer } from './temApi';
import { machineTiming, type Timing } from './timing';

/** All for tests: another clock, other pauses, a shorter time-out than 30 s a request. */
export type TemOptions = Partial<Omit<Timing, 'now'>> & { readonly clock?: Clock; readonly timeoutMs?: number };

const pageSize = 100;
const mostPages = 1000;

/** The TEM API over the official SDK, which is loaded at the first call. */
export class TemClient implements Tem {
  private readonly api: TemApi;
  private readonly timing: Timing;

  constructor({ clock, sleep, random, timeoutMs = 30_000 }: TemOptions = {}) {
    this.timing = {
      now: clock ? () => clock.now() : machineTiming.now,
      sleep: sleep ?? machineTiming.sleep,
      random: random ?? machineTiming.random,
    };
    this.api = new TemApi(this.timing, timeoutMs);
  }

  async checkKey(connection: Connection, region: string, signal: AbortSignal): Promise<void> {
    const parameters = { Limit: 1, Offset: 0 };
    resultOf(await this.api.send({ connection, region, action: 'DescribeApplications', parameters, signal }));
  }

  async listApplications(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Application[]> {
    const found = new Map<string, Application>();
    let offset = 0;
    for (let page = 0; page < mostPages; page++) {
      const parameters = { Limit: pageSize, Offset: offset };
      const answer = await this.api.send({ connection, region, action: 'DescribeApplications', parameters, signal });
      const result = resultOf(answer);
      const rows = Array.isArray(result['Records']) ? result['Records'].length : 0;
      const before = found.size;
      for (const row of records(result['Records'])) {
        const application = readApplication(row);
        if (application && !found.has(application.id)) found.set(application.id, application);
      }
      offset += rows;
      const total = count(result['Total']);
      // A service that ignores the offset, or its own total, must not keep us for ever.
      if (rows === 0 || found.size === before || (total > 0 && offset >= total)) break;
    }
    return [...found.values()];
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
    // Where nothing is deployed the answer may well be a null `Result`: no document says otherwise.
    return readDeployed((await this.api.send(request)).result, environmentId);
  }

  async createUploadGrant(
    connection: Connection,
    region: string,
    { applicationId, packageName, version }: GrantRequest,
    signal: AbortSignal,
  ): Promise<UploadGrant> {
    const parameters = { ApplicationId: applicationId, PkgName: packageName, OptType: 1, TimeVersion: version };
    const request = { connection, region, action: 'CreateCosToken', parameters, signal };
    const { result, requestId } = await this.api.send(request);
    return readGrant(result, this.timing.now(), requestId);
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
    if (url) return url;
    throw new AppError('noLink', `${action} answered without a result`, requestId);
  }

  async createReadGrant(
    connection: Connection,
    region: string,
    { applicationId, packageName }: Pick<GrantRequest, 'applicationId' | 'packageName'>,
    signal: AbortSignal,
  ): Promise<ReadGrant> {
    const parameters = { ApplicationId: applicationId, PkgName: packageName, OptType: 2 };
    const request = { connection, region, action: 'CreateCosToken', parameters, signal };
    const { result, requestId } = await this.api.send(request);
    return readReadGrant(result, applicationId, this.timing.now(), requestId);
  }
}

function resultOf({ result, requestId }: TemAnswer): Readonly<Record<string, unknown>> {
  if (typeof result === 'object' && result !== null) return record(result);
  throw new AppError('garbled', 'TEM answered without a result', requestId);
}
