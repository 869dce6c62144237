import { type Action, environmentOf, viewOf } from './action';
import { versionBrief } from './versionBrief';

/** Describes everything that is deployed in one environment, all at once. */
export const describeApplicationsStatus: Action = (request) => {
  const environment = environmentOf(request);
  const { region } = request;
  const found = region.applications.flatMap((application) =>
    application.deployments
      .filter((deployment) => deployment.environmentId === environment.id)
      .map((deployment) => versionBrief(region, viewOf(request, application, deployment))),
  );
  return { Result: found };
};
