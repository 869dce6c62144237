import { AppError } from '../core/errors';
import type { Job } from './job';
import type { Sent } from './sendWhole';
import { isSameStored, judge } from './verdict';

/**
 * What is wrong with the object that the store has now; `undefined` when it is the file. Throws `unverified` where the store
 * does not tell.
 */
export async function wrongness(job: Job, { told, wanted }: Sent): Promise<AppError | undefined> {
  const { signal } = job.run;
  job.run.report({ stage: 'verifying' });
  if (judge(told, wanted).is === 'right') return undefined;
  const found = await job.ask(signal, () => job.look(signal));
  if (!found) return new AppError('notStored', 'the store took the package but does not have it');
  const verdict = judge(found, wanted);
  if (verdict.is === 'right') return undefined;
  if (verdict.is === 'unknown') throw new AppError('unverified', verdict.why);
  // Under the same key there may be somebody else's by now.
  if (isSameStored(told, found)) job.traces.wrong = found;
  return new AppError('wrongLeft', verdict.why);
}
