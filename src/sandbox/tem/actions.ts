import type { Action } from './action';
import { createCosToken } from './createCosToken';
import { describeApplicationInfo } from './describeApplicationInfo';
import { describeApplicationPods } from './describeApplicationPods';
import { describeApplications } from './describeApplications';
import { describeEnvironments } from './describeEnvironments';
import { generateApplicationPackageDownloadUrl } from './generateApplicationPackageDownloadUrl';

/** The actions that the sandbox supports, by their names in the API. */
export const actions: ReadonlyMap<string, Action> = new Map([
  ['CreateCosToken', createCosToken],
  ['DescribeApplicationInfo', describeApplicationInfo],
  ['DescribeApplicationPods', describeApplicationPods],
  ['DescribeApplications', describeApplications],
  ['DescribeEnvironments', describeEnvironments],
  ['GenerateApplicationPackageDownloadUrl', generateApplicationPackageDownloadUrl],
]);
