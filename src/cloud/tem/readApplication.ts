import type { Application, DeployMode, RunningVersion } from '../../core/model';
import { count, idOf, label, records, text } from '../http/fields';

type Fields = Readonly<Record<string, unknown>>;

const modes: readonly DeployMode[] = ['JAR', 'WAR', 'IMAGE'];

/** Reads one item of `DescribeApplications`; what it lacks is left empty. Returns `undefined` for one without an id. */
export function readApplication(item: Fields): Application | undefined {
  const id = idOf(item['ApplicationId']);
  if (!id) return undefined;
  const mode = text(item['DeployMode']).toUpperCase();
  return {
    id,
    name: label(item['ApplicationName']) || id,
    description: label(item['Description']),
    language: label(item['CodingLanguage']),
    deployMode: modes.find((known) => known === mode) ?? 'OTHER',
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
