import type { Application, Deployment, Pod } from '../world';
import { versionOf } from './workload';

/** Returns one instance as lists of instances have it (`RunVersionPod`). */
export function describePod(application: Application, deployment: Deployment, pod: Pod): object {
  return {
    Webshell: '',
    PodId: pod.id,
    Status: pod.status,
    CreateTime: pod.startedAt,
    PodIp: pod.ip,
    Zone: '',
    DeployVersion: versionOf(deployment, pod),
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
