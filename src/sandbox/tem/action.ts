import { Refusal } from '../refusal';
import type { Grants } from '../grants';
import type { Knobs } from '../knobs';
import type { Account, Application, Environment, Region } from '../world';
import type { Parameters } from './parameters';

/** A request that has passed signature, permission and rate: what an action works with. */
export interface ActionRequest {
  readonly account: Account;
  readonly region: Region;
  readonly parameters: Parameters;
  readonly grants: Grants;
  readonly knobs: Knobs;
  readonly requestId: string;
  /** Base URL of the store. */
  readonly cosUrl: string;
}

/** One API action: gives the fields of its answer, or throws `Refusal`. */
export type Action = (request: ActionRequest) => Readonly<Record<string, unknown>>;

/** The application named by `ApplicationId`, in the region asked. */
export function applicationOf({ parameters, region }: ActionRequest): Application {
  const id = parameters.text('ApplicationId', 'MissingParameter.ServiceIdNull');
  const application = region.applications.find((one) => one.id === id);
  if (!application) throw new Refusal(200, 'ResourceNotFound.ServiceNotFound', `Application ${id} is not found.`);
  return application;
}

/** The environment named by `EnvironmentId`, in the region asked. */
export function environmentOf({ parameters, region }: ActionRequest): Environment {
  const id = parameters.text('EnvironmentId', 'MissingParameter.NamespaceIdNull');
  const environment = region.environments.find((one) => one.id === id);
  if (!environment)
    throw new Refusal(200, 'ResourceNotFound.VersionNamespaceNotFound', `Environment ${id} is not found.`);
  return environment;
}

/** For an application of which nothing runs where it is asked for. */
export function notDeployed(application: Application): Refusal {
  const message = `No running version of application ${application.id} is found.`;
  return new Refusal(200, 'ResourceNotFound.ServiceRunningVersionNotFound', message);
}
