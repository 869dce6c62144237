import type { Application, Deployment, Region } from '../world';
import type { Action } from './action';

/** Pages through the region's applications, narrowed by `Keyword`, `EnvironmentId` and `ApplicationId`. */
export const describeApplications: Action = ({ parameters, region }) => {
  const keyword = parameters.optionalText('Keyword')?.toLowerCase() ?? '';
  const environmentId = parameters.optionalText('EnvironmentId') ?? '';
  const applicationId = parameters.optionalText('ApplicationId') ?? '';
  const found = region.applications.filter(
    (one) =>
      (one.name.includes(keyword) || one.id.includes(keyword)) &&
      (!environmentId || one.deployments.some((deployment) => deployment.environmentId === environmentId)) &&
      (!applicationId || one.id === applicationId),
  );
  const { rows, limit, offset } = parameters.page(found);
  return {
    Result: {
      Records: rows.map((application) => record(region, application)),
      Total: found.length,
      Size: limit,
      Pages: Math.ceil(found.length / limit),
      Current: Math.floor(offset / limit) + 1,
    },
  };
};

function record(region: Region, application: Application): object {
  return {
    ApplicationId: application.id,
    ApplicationName: application.name,
    Description: application.description,
    EnvironmentId: '',
    CreateDate: application.createdAt,
    ModifyDate: application.createdAt,
    Modifier: '',
    Creator: '',
    RepoType: 0,
    InstanceId: '',
    RepoName: '',
    CodingLanguage: application.language,
    DeployMode: application.deployMode,
    EnvironmentName: '',
    ActiveVersions: application.deployments.map((deployment) => version(region, application, deployment)),
    EnableTracing: 0,
    Tags: [],
    HasAuthority: application.hasAuthority,
  };
}

function version(region: Region, application: Application, deployment: Deployment): object {
  return {
    VersionName: deployment.version,
    Status: deployment.status,
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
    UnderDeploying: deployment.deploying,
    BatchDeployStatus: '',
    Zones: [],
    NodeInfos: [],
    PodList: null,
    WorkloadInfo: null,
    CreateDate: deployment.deployedAt,
    RegionId: region.id,
  };
}
