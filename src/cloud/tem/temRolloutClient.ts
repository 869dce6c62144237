import type { RolloutDetail, Workload } from '../../core/deployment/rolloutReading';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import { AppError } from '../../core/errors';
import type { CallOptions, DeploymentRequest } from '../../core/ports/tem';
import type { RolloutRequest, TemRollouts } from '../../core/ports/temRollouts';
import type { ApiFields } from './callApi';
import { deploymentCall } from './deploymentCall';
import { readRollout } from './readRollout';
import { readWorkload } from './readWorkload';
import { isPathRefused } from './isPathRefused';
import type { TemApi, TemResponse } from './temApi';
import { temCodeOf } from './temFailure';
import { unlessNotRunning } from './unlessNotRunning';

const strategyTypes: Readonly<Record<RolloutStrategy['kind'], string>> = {
  automatic: 'AUTO',
  trial: 'BETA',
  manual: 'MANUAL',
};

// TEM's words for a place where nothing was ever deployed; for an application that is not there it has another.
const unknownRollout: ReadonlySet<string> = new Set([
  'ResourceNotFound.VersionNamespaceNotFound',
  'ResourceNotFound.ServiceRunningVersionNotFound',
  'ResourceNotFound.VersionServiceNotFound',
]);

/** The actions of TEM that deploy. */
export class TemRolloutClient implements TemRollouts {
  constructor(private readonly api: Pick<TemApi, 'send'>) {}

  async beginRollout(request: RolloutRequest, options: CallOptions): Promise<void> {
    try {
      await this.begin(request, request.key, options);
    } catch (error) {
      if (!isPathRefused(error)) throw error;
      await this.begin(request, `/${request.packageName}`, options).catch((second: unknown) => {
        // Then it was not the path.
        throw isPathRefused(second) ? error : second;
      });
    }
  }

  async continueRollout(request: DeploymentRequest, options: CallOptions): Promise<void> {
    checkDone(await this.api.send(deploymentCall({ ...request, action: 'ResumeDeployApplication' }), options));
  }

  async revertRollout(request: DeploymentRequest, options: CallOptions): Promise<void> {
    checkDone(await this.api.send(deploymentCall({ ...request, action: 'RevertDeployApplication' }), options));
  }

  async describeRollout(request: DeploymentRequest, options: CallOptions): Promise<RolloutDetail | undefined> {
    try {
      return readRollout(
        objectOf(
          await this.api.send(deploymentCall({ ...request, action: 'DescribeDeployApplicationDetail' }), options),
        ),
      );
    } catch (error) {
      if (unknownRollout.has(temCodeOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  async describeWorkload(request: DeploymentRequest, options: CallOptions): Promise<Workload | undefined> {
    const response = this.api.send(deploymentCall({ ...request, action: 'DescribeApplicationInfo' }), options);
    return response
      .then((answer) => readWorkload(objectOf(answer)))
      .catch((error: unknown) => unlessNotRunning(error, undefined));
  }

  private async begin(
    { version, strategy, ...request }: RolloutRequest,
    packagePath: string,
    options: CallOptions,
  ): Promise<void> {
    const more = { DeployVersion: version, PackageName: packagePath, ...strategyFields(strategy) };
    const call = deploymentCall({ ...request, action: 'RollingUpdateApplicationByVersion' }, more);
    const { result, requestId } = await this.api.send(call, options);
    // The id of a revision, which may be empty.
    if (typeof result === 'string' || result === true) return;
    throw new AppError('invalidResponse', 'TEM did not say that the deployment has begun', requestId);
  }
}

function strategyFields({ kind, batches, pauseSeconds, trialInstances, minAvailable }: RolloutStrategy): ApiFields {
  return {
    DeployStrategyType: strategyTypes[kind],
    // "Total" has no other meaning than that the trial batch is one of them, though no document says so.
    TotalBatchCount: kind === 'trial' ? batches + 1 : batches,
    BatchInterval: pauseSeconds,
    MinAvailable: minAvailable,
    ...(kind === 'trial' && { BetaBatchNum: trialInstances }),
  };
}

/** Throws `invalidResponse` where TEM gives no error and does not say that it is done either: it may be. */
function checkDone({ result, requestId }: TemResponse): void {
  if (result !== true) throw new AppError('invalidResponse', 'TEM did not say that it is done', requestId);
}

/** Returns the result of a question; throws `invalidResponse` for one that is neither an object nor null. */
function objectOf({ result, requestId }: TemResponse): object | null {
  if (typeof result === 'object' && !Array.isArray(result)) return result;
  throw new AppError('invalidResponse', 'TEM returned no Result', requestId);
}
