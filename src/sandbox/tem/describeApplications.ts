import type { Application } from '../world';
import { type Action, type ActionRequest, viewOf } from './action';
import { versionBrief } from './versionBrief';

/** Pages through the region's applications, narrowed by `Keyword`, `EnvironmentId` and `ApplicationId`. */
export const describeApplications: Action = (request) => {
  const { parameters, region, conditions } = request;
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
      Records: rows.map((application) => record(request, application)),
      Total: conditions.rollout.zeroTotal ? 0 : found.length,
      Size: limit,
      Pages: Math.ceil(found.length / limit),
      Current: Math.floor(offset / limit) + 1,
    },
  };
};

function record(request: ActionRequest, application: Application): object {
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
    ActiveVersions: application.deployments.map((deployment) =>
      versionBrief(request.region, viewOf(request, application, deployment)),
    ),
    EnableTracing: 0,
    Tags: [],
    HasAuthority: application.hasAuthority,
  };
}
