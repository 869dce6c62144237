import type { Application, Deployment, Pod } from '../world';
import { type Action, applicationOf, environmentOf, notDeployed } from './action';

/**
 * Pages through an application's instances in one environment, narrowed by `Status` and `PodName`. Throws where the
 * application is not deployed there.
 */
export const describeApplicationPods: Action = (request) => {
  const { parameters, requestId } = request;
  const environment = environmentOf(request);
  const application = applicationOf(request);
  const status = parameters.optionalText('Status') ?? '';
  const name = parameters.optionalText('PodName') ?? '';
  const deployment = application.deployments.find((one) => one.environmentId === environment.id);
  if (!deployment) throw notDeployed(application);
  const found = deployment.pods.filter((pod) => (!status || pod.status === status) && pod.id.includes(name));
  const { rows, limit, offset } = parameters.page(found);
  return {
    Result: {
      Offset: offset,
      Limit: limit,
      TotalCount: found.length,
      RequestId: requestId,
      PodList: rows.map((pod) => describe(application, deployment, pod)),
    },
  };
};

function describe(application: Application, deployment: Deployment, pod: Pod): object {
  return {
    Webshell: '',
    PodId: pod.id,
    Status: pod.status,
    CreateTime: pod.startedAt,
    PodIp: pod.ip,
    Zone: '',
    DeployVersion: deployment.version,
    RestartCount: pod.restarts,
    Ready: pod.ready,
    ContainerState: pod.ready ? 'Running' : 'Waiting',
    NodeInfo: null,
    StartTime: pod.startedAt,
    Unhealthy: pod.unhealthyReason !== undefined,
    UnhealthyWarningMsg: pod.unhealthyReason ?? '',
    VersionId: deployment.versionId,
    ApplicationName: application.name,
  };
}
