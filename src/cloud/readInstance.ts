import type { Instance } from '../core/model';
import { count, text } from './fields';
import { beijingMs, readTime } from './readTime';

/** One row of `DescribeApplicationPods`, whatever it lacks; `undefined` for one without an id. */
export function readInstance(row: Readonly<Record<string, unknown>>): Instance | undefined {
  const id = text(row['PodId']);
  if (!id) return undefined;
  const status = text(row['Status']);
  const startedAt = readTime(row['StartTime'], beijingMs) ?? readTime(row['CreateTime'], beijingMs);
  const complaint = text(row['UnhealthyWarningMsg']) || text(row['ContainerState']) || status;
  return {
    id,
    status,
    isReady: row['Ready'] === true,
    restarts: count(row['RestartCount']),
    version: text(row['DeployVersion']),
    ...(startedAt !== undefined && { startedAt: startedAt * 1000 }),
    ...(row['Unhealthy'] === true && { complaint }),
  };
}
