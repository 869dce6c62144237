import type { Action } from './action';
import { createCosToken } from './createCosToken';
import { describeApplicationInfo } from './describeApplicationInfo';
import { describeApplicationPods } from './describeApplicationPods';
import { describeApplications } from './describeApplications';
import { describeApplicationsStatus } from './describeApplicationsStatus';
import { describeDeployApplicationDetail } from './describeDeployApplicationDetail';
import { describeEnvironments } from './describeEnvironments';
import { generateApplicationPackageDownloadUrl } from './generateApplicationPackageDownloadUrl';
import { resumeDeployApplication } from './resumeDeployApplication';
import { revertDeployApplication } from './revertDeployApplication';
import { rollingUpdateApplicationByVersion } from './rollingUpdateApplicationByVersion';

/** The actions that the sandbox supports, by their names in the API. */
export const actions: ReadonlyMap<string, Action> = new Map([
  ['CreateCosToken', createCosToken],
  ['DescribeApplicationInfo', describeApplicationInfo],
  ['DescribeApplicationPods', describeApplicationPods],
  ['DescribeApplications', describeApplications],
  ['DescribeApplicationsStatus', describeApplicationsStatus],
  ['DescribeDeployApplicationDetail', describeDeployApplicationDetail],
  ['DescribeEnvironments', describeEnvironments],
  ['GenerateApplicationPackageDownloadUrl', generateApplicationPackageDownloadUrl],
  ['ResumeDeployApplication', resumeDeployApplication],
  ['RevertDeployApplication', revertDeployApplication],
  ['RollingUpdateApplicationByVersion', rollingUpdateApplicationByVersion],
]);
