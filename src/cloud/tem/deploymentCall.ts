import type { DeploymentRequest } from '../../core/ports/tem';
import type { ApiFields } from './callApi';
import type { TemRequest } from './temApi';

/** Builds the request of an action on an application in one environment, with what else the action takes. */
export function deploymentCall(
  { action, connection, region, applicationId, environmentId }: DeploymentRequest & Pick<TemRequest, 'action'>,
  more: ApiFields = {},
): TemRequest {
  const parameters = { ApplicationId: applicationId, EnvironmentId: environmentId, ...more };
  return { connection, region, action, parameters };
}
