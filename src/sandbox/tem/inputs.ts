import type { Inputs } from './parameters';

const Filters = [{ Name: 'string', Value: ['string'] }] as const;
const place = { ApplicationId: 'string', EnvironmentId: 'string' } as const;
const SortInfo = { Key: 'string', Type: 'int64' } as const;

/** The documented inputs of each action, optional ones included, by its name in the API 2021-07-01. Source: its SDKs. */
export const inputs: Readonly<Record<string, Inputs>> = {
  CreateCosToken: {
    ApplicationId: 'string',
    PkgName: 'string',
    OptType: 'int64',
    SourceChannel: 'int64',
    TimeVersion: 'string',
  },
  DescribeApplicationInfo: { ApplicationId: 'string', SourceChannel: 'int64', EnvironmentId: 'string' },
  DescribeApplicationPods: {
    EnvironmentId: 'string',
    ApplicationId: 'string',
    Limit: 'int64',
    Offset: 'int64',
    Status: 'string',
    PodName: 'string',
    SourceChannel: 'int64',
  },
  DescribeApplications: {
    EnvironmentId: 'string',
    Limit: 'int64',
    Offset: 'int64',
    SourceChannel: 'int64',
    ApplicationId: 'string',
    Keyword: 'string',
    Filters,
    SortInfo,
  },
  DescribeApplicationsStatus: { EnvironmentId: 'string', SourceChannel: 'int64' },
  DescribeDeployApplicationDetail: { ...place, VersionId: 'string' },
  DescribeEnvironments: {
    Limit: 'int64',
    Offset: 'int64',
    SourceChannel: 'int64',
    Filters,
    SortInfo,
    EnvironmentId: 'string',
  },
  GenerateApplicationPackageDownloadUrl: {
    ApplicationId: 'string',
    PkgName: 'string',
    DeployVersion: 'string',
    SourceChannel: 'int64',
  },
  ResumeDeployApplication: place,
  RevertDeployApplication: place,
  RollingUpdateApplicationByVersion: {
    ...place,
    DeployVersion: 'string',
    PackageName: 'string',
    From: 'string',
    DeployStrategyType: 'string',
    TotalBatchCount: 'int64',
    BatchInterval: 'int64',
    BetaBatchNum: 'int64',
    MinAvailable: 'int64',
    Force: 'boolean',
  },
};
