import type { Account, Environment, Region } from '../world';
import type { Action } from './action';

/** Pages through the region's environments, narrowed by `EnvironmentId`. */
export const describeEnvironments: Action = ({ account, parameters, region }) => {
  const id = parameters.optionalText('EnvironmentId') ?? '';
  const found = region.environments.filter((one) => !id || one.id === id);
  const { rows, limit, offset } = parameters.page(found);
  return {
    Result: {
      Records: rows.map((environment) => record(account, region, environment)),
      Total: found.length,
      Size: limit,
      Pages: Math.ceil(found.length / limit),
      Current: Math.floor(offset / limit) + 1,
    },
  };
};

function record(account: Account, region: Region, environment: Environment): object {
  const deployments = region.applications.flatMap((application) =>
    application.deployments.filter((deployment) => deployment.environmentId === environment.id),
  );
  return {
    EnvironmentId: environment.id,
    Channel: 'tem',
    EnvironmentName: environment.name,
    Region: region.id,
    Description: environment.description,
    Status: 0,
    Vpc: 'vpc-sandbox1',
    CreateDate: environment.createdAt,
    ModifyDate: environment.createdAt,
    Modifier: account.uin,
    Creator: account.uin,
    ApplicationNum: deployments.length,
    RunInstancesNum: deployments.reduce((sum, deployment) => sum + deployment.pods.length, 0),
    SubnetId: 'subnet-sandbox1',
    ClusterStatus: environment.clusterStatus,
    EnableTswTraceService: false,
    Locked: 0,
    AppId: String(account.appId),
    Uin: account.uin,
    SubAccountUin: account.uin,
    ClusterId: 'cls-sandbox1',
    Tags: [],
    HasAuthority: true,
    EnvType: environment.type,
    RegionId: region.id,
  };
}
