import type { Application, DeployMode, RunningVersion } from '../core/model';
import { count, records, text } from './fields';

type Fields = Readonly<Record<string, unknown>>;

const modes: readonly DeployMode[] = ['JAR', 'WAR', 'IMAGE'];

/** One row of `DescribeApplications`, whatever it lacks; `undefined` for one without an id. */
export function readApplication(row: Fields): Application | undefined {
  const id = text(row['ApplicationId']);
  if (!id) return undefined;
  const mode = text(row['DeployMode']).toUpperCase();
  return {
    id,
    name: text(row['ApplicationName']) || id,
    description: text(row['Description']),
    language: text(row['CodingLanguage']),
    deployMode: modes.find((known) => known === mode) ?? 'OTHER',
    versions: records(row['ActiveVersions']).map(readVersion),
    hasAuthority: row['HasAuthority'] !== false,
  };
}

function readVersion(row: Fields): RunningVersion {
  return {
    environmentId: text(row['EnvironmentId']),
    environmentName: text(row['EnvironmentName']) || text(row['EnvironmentId']),
    versionName: text(row['VersionName']),
    status: text(row['Status']),
    currentInstances: count(row['CurrentInstances']),
    expectedInstances: count(row['ExpectedInstances']),
    deploying: row['UnderDeploying'] === true,
  };
}
