import type { Workload } from '../../core/deployment/rolloutReading';
import { label, record } from '../http/fields';
import { packageNameIn } from './packageNameIn';
import { readDeployMode } from './readDeployMode';
import { readNumber } from './readNumber';
import { readMs } from './readTime';

const waitingForPerson = 'batch_updating_waiting_confirm';

/**
 * Reads how an application runs from the result of `DescribeApplicationInfo`, and nothing of its configuration; `undefined` where
 * it tells of nothing deployed.
 */
export function readWorkload(result: unknown): Workload | undefined {
  const fields = record(result);
  const version = label(fields['DeployVersion']) || label(fields['VersionName']);
  const packageName = packageNameIn(fields['PkgName']);
  if (!version && !packageName) return undefined;
  const replicas = record(fields['WorkloadInfo']);
  const isDeploying = fields['UnderDeploying'];
  return {
    version,
    packageName,
    deployMode: readDeployMode(fields['DeployMode']),
    jdkVersion: label(fields['JdkVersion']),
    status: label(fields['Status']),
    isWaitingForPerson: label(fields['BatchDeployStatus']).toLowerCase() === waitingForPerson,
    isStopped: fields['StoppedManually'] === true,
    ...(typeof isDeploying === 'boolean' && { isDeploying }),
    ...known({
      expectedInstances: readNumber(fields['ExpectedInstances']),
      currentInstances: readNumber(fields['CurrentInstances']),
      replicas: readNumber(replicas['Replicas']),
      readyReplicas: readNumber(replicas['ReadyReplicas']),
      updatedReplicas: readNumber(replicas['UpdatedReplicas']),
      updatedReadyReplicas: readNumber(replicas['UpdatedReadyReplicas']),
      deployedAt: readMs(fields['LastDeployDate']),
    }),
  };
}

/** Returns the numbers that there are. */
function known<K extends string>(numbers: Readonly<Record<K, number | undefined>>): { readonly [N in K]?: number } {
  const entries = Object.entries<number | undefined>(numbers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { readonly [N in K]?: number };
}
