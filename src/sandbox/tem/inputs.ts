import type { Inputs } from './parameters';

const Filters = { Name: true, Value: true } as const;
const SortInfo = { Key: true, Type: true } as const;

/** What each action is documented to take, optional inputs included, by its name in the API 2021-07-01. */
export const inputs: Readonly<Record<string, Inputs>> = {
  CreateCosToken: { ApplicationId: true, PkgName: true, OptType: true, SourceChannel: true, TimeVersion: true },
  DescribeApplicationInfo: { ApplicationId: true, SourceChannel: true, EnvironmentId: true },
  DescribeApplicationPods: {
    EnvironmentId: true,
    ApplicationId: true,
    Limit: true,
    Offset: true,
    Status: true,
    PodName: true,
    SourceChannel: true,
  },
  DescribeApplications: {
    EnvironmentId: true,
    Limit: true,
    Offset: true,
    SourceChannel: true,
    ApplicationId: true,
    Keyword: true,
    Filters,
    SortInfo,
  },
  DescribeEnvironments: {
    Limit: true,
    Offset: true,
    SourceChannel: true,
    Filters,
    SortInfo,
    EnvironmentId: true,
  },
  GenerateApplicationPackageDownloadUrl: {
    ApplicationId: true,
    PkgName: true,
    DeployVersion: true,
    SourceChannel: true,
  },
};
