import { temTime } from '../temTime';
import { packagePrefix } from '../world';
import { type Action, type ActionRequest, applicationOf, environmentOf, notDeployed, viewOf } from './action';
import { batchDeployStatus, underDeploying, workloadInfo, type WorkloadView } from './workload';

/**
 * Describes the deployment of an application in one environment (without `EnvironmentId`: in the first). Throws where
 * the application is not deployed. As TEM's own, the response carries secrets among the environment variables.
 */
export const describeApplicationInfo: Action = (request) => {
  const application = applicationOf(request);
  const environment = request.parameters.optionalText('EnvironmentId') ? environmentOf(request) : undefined;
  const deployment = application.deployments.find((one) => !environment || one.environmentId === environment.id);
  if (!deployment) throw notDeployed(application);
  const name = request.region.environments.find((one) => one.id === deployment.environmentId)?.name ?? '';
  return {
    Result: {
      ...describe(viewOf(request, application, deployment)),
      PkgName: packageNameOf(request, application.id, deployment),
      EnvironmentId: deployment.environmentId,
      EnvironmentName: name,
      AppId: String(request.account.appId),
      Uin: request.account.uin,
      Region: request.region.id,
    },
  };
};

function packageNameOf(
  { account, conditions }: ActionRequest,
  applicationId: string,
  { version, packageName }: WorkloadView['deployment'],
): string {
  if (!conditions.rollout.fullPkgName || !packageName) return packageName;
  return `${packagePrefix(account, applicationId)}${version}/${packageName}`;
}

function describe(view: WorkloadView): object {
  const { application, deployment } = view;
  return {
    VersionId: deployment.versionId,
    ApplicationId: application.id,
    ApplicationName: application.name,
    ApplicationDescription: application.description,
    CodingLanguage: application.language,
    DeployMode: application.deployMode,
    JdkVersion: deployment.jdkVersion,
    Description: '',
    DeployVersion: deployment.version,
    VersionName: deployment.version,
    PublishMode: 'AUTO',
    JvmOpts: '-Xms256m -Xmx512m',
    InitPodNum: deployment.expectedInstances,
    CpuSpec: 1,
    MemorySpec: 2,
    ImgRepo: '',
    ImgName: '',
    ImgVersion: '',
    EsInfo: null,
    EnvConf: [
      { Key: 'SPRING_PROFILES_ACTIVE', Value: 'cloud', Type: 'default', Config: '', Secret: '' },
      { Key: 'TEM_APM_TOKEN', Value: 'sandbox-apm-secret', Type: 'reserved', Config: '', Secret: '' },
      { Key: 'PROMETHEUS_TOKEN', Value: 'sandbox-prometheus-secret', Type: 'reserved', Config: '', Secret: '' },
    ],
    StorageConfs: [],
    StorageMountConfs: [],
    Status: deployment.status,
    Vpc: 'vpc-sandbox1',
    SubnetId: 'subnet-sandbox1',
    CreateDate: deployment.deployedAt,
    ModifyDate: deployment.deployedAt,
    LastDeployDate: view.rollout ? temTime(view.rollout.startsAt) : deployment.deployedAt,
    LastDeploySuccessDate: deployment.deployedAt,
    CurrentInstances: deployment.pods.filter((pod) => pod.ready).length,
    ExpectedInstances: deployment.expectedInstances,
    UnderDeploying: underDeploying(view),
    BatchDeployStatus: batchDeployStatus(view),
    WorkloadInfo: workloadInfo(view),
    StoppedManually: false,
    Zones: [],
    Tags: [],
    PodList: null,
  };
}
