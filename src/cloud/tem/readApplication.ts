import type { Application, DeployMode, RunningVersion } from '../../core/model';
import { count, idOf, label, records, text } from '../http/fields';

type Fields = Readonly<Record<string, unknown>>;

const modes: readonly DeployMode[] = ['JAR', 'WAR', 'IMAGE'];

/** One row of `DescribeApplications`, whatever it lacks; `undefined` for one without an id. */
export function readApplication(row: Fields): Application | undefined {
  const id = idOf(row['ApplicationId']);
  if (!id) return undefined;
  const mode = text(row['DeployMode']).toUpperCase();
  return {
    id,
    name: label(row['ApplicationName']) || id,
    description: label(row['Description']),
    language: label(row['CodingLanguage']),
    deployMode: modes.find((known) => known === mode) ?? 'OTHER',
    versions: records(row['ActiveVersions']).map(readVersion),
    hasAuthority: row['HasAuthority'] !== false,
  };
}

function readVersion(row: Fields): RunningVersion {
  return {
    environmentId: idOf(row['EnvironmentId']),
    environmentName: label(row['EnvironmentName']) || idOf(row['EnvironmentId']),
    versionName: label(row['VersionName']),
    status: label(row['Status']),
    currentInstances: count(row['CurrentInstances']),
    expectedInstances: count(row['ExpectedInstances']),
    deploying: row['UnderDeploying'] === true,
  };
}
