import type { Instance } from '../../core/model';
import { count, idOf, label } from '../http/fields';
import { readMs } from './readTime';

/** Reads one item of `DescribeApplicationPods`; what it lacks is left empty. Returns `undefined` for one without an id. */
export function readInstance(item: Readonly<Record<string, unknown>>): Instance | undefined {
  const id = idOf(item['PodId']);
  if (!id) return undefined;
  const status = label(item['Status']);
  const startedAt = readMs(item['StartTime']) ?? readMs(item['CreateTime']);
  const unhealthyReason = label(item['UnhealthyWarningMsg']) || label(item['ContainerState']) || status;
  return {
    id,
    status,
    isReady: item['Ready'] === true,
    restarts: count(item['RestartCount']),
    version: label(item['DeployVersion']),
    ...(startedAt !== undefined && { startedAt }),
    ...(item['Unhealthy'] === true && { unhealthyReason }),
  };
}
