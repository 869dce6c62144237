import type { Application, RunningVersion } from '../../core/model';
import { count, idOf, label, records } from '../http/fields';
import { readDeployMode } from './readDeployMode';

type Fields = Readonly<Record<string, unknown>>;

/** Reads one item of `DescribeApplications`; what it lacks is left empty. Returns `undefined` for one without an id. */
export function readApplication(item: Fields): Application | undefined {
  const id = idOf(item['ApplicationId']);
  if (!id) return undefined;
  return {
    id,
    name: label(item['ApplicationName']) || id,
    description: label(item['Description']),
    language: label(item['CodingLanguage']),
    deployMode: readDeployMode(item['DeployMode']),
    versions: records(item['ActiveVersions']).map(readVersion),
    hasAuthority: item['HasAuthority'] !== false,
  };
}

function readVersion(item: Fields): RunningVersion {
  return {
    environmentId: idOf(item['EnvironmentId']),
    environmentName: label(item['EnvironmentName']) || idOf(item['EnvironmentId']),
    versionName: label(item['VersionName']),
    status: label(item['Status']),
    currentInstances: count(item['CurrentInstances']),
    expectedInstances: count(item['ExpectedInstances']),
    deploying: item['UnderDeploying'] === true,
  };
}
