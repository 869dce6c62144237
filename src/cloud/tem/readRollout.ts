import type { RolloutDetail } from '../../core/deployment/rolloutReading';
import { label, record } from '../http/fields';
import { packageNameIn } from './packageNameIn';
import { readBatches } from './readBatches';
import { batchStateOf } from './readBatch';
import { readMs } from './readTime';

/** Reads the result of `DescribeDeployApplicationDetail`; `undefined` where it tells of no rollout. */
export function readRollout(result: unknown): RolloutDetail | undefined {
  const fields = record(result);
  const status = label(fields['Status']);
  const startWord = label(fields['StartTime']);
  const newVersion = label(fields['NewDeployVersion']);
  const currentWord = label(fields['CurrentBatchStatus']);
  const { batches, current } = readBatches(fields);
  if (!status && !startWord && !newVersion && batches.length === 0) return undefined;
  const startedAt = readMs(fields['StartTime']);
  const endedAt = readMs(fields['EndTime']);
  const nextBatchAt = readMs(fields['NextBatchStartTime']);
  const packageName = packageNameIn(fields['NewVersionPackageInfo']);
  return {
    status,
    startWord,
    newVersion,
    oldVersion: label(fields['OldDeployVersion']),
    packageName,
    errorMessage: label(fields['ErrorMessage']),
    batches,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(current !== undefined && { currentBatch: current }),
    ...(currentWord && { currentBatchState: batchStateOf(currentWord) }),
    ...(nextBatchAt !== undefined && { nextBatchAt }),
  };
}
