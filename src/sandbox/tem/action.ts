import { Refusal } from '../refusal';
import type { Grants } from '../grants';
import type { Conditions } from '../conditions';
import type { Rollouts } from '../rollouts/rollouts';
import type { Store } from '../cos/store';
import type { Account, Application, Deployment, Environment, Region } from '../world';
import type { Parameters } from './parameters';
import type { WorkloadView } from './workload';

/** A request that has passed signature, permission and rate limit, as an action receives it. */
export interface ActionRequest {
  readonly account: Account;
  readonly region: Region;
  readonly parameters: Parameters;
  readonly grants: Grants;
  readonly conditions: Conditions;
  readonly rollouts: Rollouts;
  readonly store: Store;
  readonly requestId: string;
  /** Base URL of COS. */
  readonly cosUrl: string;
}

/** One API action: returns the fields of its response, or throws `Refusal`. */
export type Action = (request: ActionRequest) => Readonly<Record<string, unknown>>;

/** Returns the application that `ApplicationId` names, in the region of the request. Throws where there is none. */
export function applicationOf({ parameters, region }: ActionRequest): Application {
  const id = parameters.text('ApplicationId', 'MissingParameter.ServiceIdNull');
  const application = region.applications.find((one) => one.id === id);
  if (!application) throw new Refusal(200, 'ResourceNotFound.ServiceNotFound', `Application ${id} is not found.`);
  return application;
}

/** Returns the environment that `EnvironmentId` names, in the region of the request. Throws where there is none. */
export function environmentOf({ parameters, region }: ActionRequest): Environment {
  const id = parameters.text('EnvironmentId', 'MissingParameter.NamespaceIdNull');
  const environment = region.environments.find((one) => one.id === id);
  if (!environment)
    throw new Refusal(200, 'ResourceNotFound.VersionNamespaceNotFound', `Environment ${id} is not found.`);
  return environment;
}

/** An application where it is deployed. */
export interface Deployed {
  readonly application: Application;
  readonly environment: Environment;
  readonly deployment: Deployment;
}

/** Returns the deployment that `ApplicationId` and `EnvironmentId` name. Throws where one of them, or the deployment, is not there. */
export function deployedOf(request: ActionRequest): Deployed {
  const environment = environmentOf(request);
  const application = applicationOf(request);
  const deployment = application.deployments.find((one) => one.environmentId === environment.id);
  if (!deployment) throw notDeployed(application);
  return { application, environment, deployment };
}

/** Returns the error for an application of which nothing runs in the place that a request names. */
export function notDeployed(application: Application): Refusal {
  const message = `No running version of application ${application.id} is found.`;
  return new Refusal(200, 'ResourceNotFound.ServiceRunningVersionNotFound', message);
}

/** Returns what the fields of a deployment depend on. */
export function viewOf(
  { rollouts, conditions }: ActionRequest,
  application: Application,
  deployment: Deployment,
): WorkloadView {
  return { application, deployment, rollout: rollouts.visible(deployment), conditions, now: rollouts.now() };
}
