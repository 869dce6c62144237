import type { DeployedPackage } from '../core/model';
import { record, text } from './fields';

/** The package in `DescribeApplicationInfo`'s result; `undefined` where no package is deployed. Reads nothing else. */
export function readDeployed(result: unknown, environmentId: string): DeployedPackage | undefined {
  const fields = record(result);
  const packageName = text(fields['PkgName']);
  if (!packageName) return undefined;
  return {
    environmentId,
    environmentName: text(fields['EnvironmentName']) || environmentId,
    // Documented as `/name.jar`, and seen as the whole path.
    packageName: packageName.slice(packageName.lastIndexOf('/') + 1),
    version: text(fields['DeployVersion']) || text(fields['VersionName']),
  };
}
