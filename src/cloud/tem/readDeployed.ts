import type { DeployedPackage } from '../../core/model';
import { label, record } from '../http/fields';
import { packageNameIn } from './packageNameIn';
import { readMs } from './readTime';

/** Reads the deployment in the result of `DescribeApplicationInfo`, and nothing else; `undefined` where there is none. */
export function readDeployed(result: unknown, environmentId: string): DeployedPackage | undefined {
  const fields = record(result);
  const packageName = packageNameIn(fields['PkgName']);
  const version = label(fields['DeployVersion']) || label(fields['VersionName']);
  if (!packageName && !version) return undefined;
  const deployedAt = readMs(fields['LastDeployDate']);
  return {
    environmentId,
    environmentName: label(fields['EnvironmentName']) || environmentId,
    packageName,
    version,
    ...(deployedAt !== undefined && { deployedAt }),
  };
}
