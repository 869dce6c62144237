import type { Region } from '../world';
import { batchDeployStatus, underDeploying, workloadInfo, type WorkloadView } from './workload';

/** Returns a deployment as lists have it (`ServiceVersionBrief`). */
export function versionBrief(region: Region, view: WorkloadView): object {
  const { application, deployment, conditions } = view;
  return {
    VersionName: deployment.version,
    Status: conditions.rollout.emptyStatus ? '' : deployment.status,
    EnableEs: 0,
    CurrentInstances: deployment.pods.filter((pod) => pod.ready).length,
    VersionId: deployment.versionId,
    LogOutputConf: null,
    ExpectedInstances: deployment.expectedInstances,
    DeployMode: application.deployMode,
    BuildTaskId: '',
    EnvironmentId: deployment.environmentId,
    EnvironmentName: region.environments.find((one) => one.id === deployment.environmentId)?.name ?? '',
    ApplicationId: application.id,
    ApplicationName: application.name,
    UnderDeploying: underDeploying(view),
    BatchDeployStatus: batchDeployStatus(view),
    Zones: [],
    NodeInfos: [],
    PodList: null,
    WorkloadInfo: workloadInfo(view),
    CreateDate: deployment.deployedAt,
    RegionId: region.id,
  };
}
