import type { Instance } from '../../core/model';
import { count, idOf, label } from '../http/fields';
import { beijingMs, readTime } from './readTime';

/** Reads one item of `DescribeApplicationPods`; what it lacks is left empty. Returns `undefined` for one without an id. */
export function readInstance(item: Readonly<Record<string, unknown>>): Instance | undefined {
  const id = idOf(item['PodId']);
  if (!id) return undefined;
  const status = label(item['Status']);
  const startedAt = readTime(item['StartTime'], beijingMs) ?? readTime(item['CreateTime'], beijingMs);
  const unhealthyReason = label(item['UnhealthyWarningMsg']) || label(item['ContainerState']) || status;
  return {
    id,
    status,
    isReady: item['Ready'] === true,
    restarts: count(item['RestartCount']),
    version: label(item['DeployVersion']),
    ...(startedAt !== undefined && { startedAt: startedAt * 1000 }),
    ...(item['Unhealthy'] === true && { unhealthyReason }),
  };
}
