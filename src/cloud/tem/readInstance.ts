import type { Instance } from '../../core/model';
import { count, idOf, label } from '../http/fields';
import { beijingMs, readTime } from './readTime';

/** One row of `DescribeApplicationPods`, whatever it lacks; `undefined` for one without an id. */
export function readInstance(row: Readonly<Record<string, unknown>>): Instance | undefined {
  const id = idOf(row['PodId']);
  if (!id) return undefined;
  const status = label(row['Status']);
  const startedAt = readTime(row['StartTime'], beijingMs) ?? readTime(row['CreateTime'], beijingMs);
  const complaint = label(row['UnhealthyWarningMsg']) || label(row['ContainerState']) || status;
  return {
    id,
    status,
    isReady: row['Ready'] === true,
    restarts: count(row['RestartCount']),
    version: label(row['DeployVersion']),
    ...(startedAt !== undefined && { startedAt: startedAt * 1000 }),
    ...(row['Unhealthy'] === true && { complaint }),
  };
}
