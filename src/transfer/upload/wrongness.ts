import { AppError } from '../../core/errors';
import type { UploadContext } from './uploadContext';
import type { Sent } from './uploadSinglePut';
import { isSameStored, judge } from './verdict';

/**
 * What is wrong with the object that the store has now; `undefined` when it is the file. Throws `unverified` where the store
 * does not tell.
 */
export async function wrongness(job: UploadContext, { told, wanted }: Sent): Promise<AppError | undefined> {
  const { signal } = job.run;
  job.run.report({ stage: 'verifying' });
  if (judge(told, wanted).kind === 'right') return undefined;
  const found = await job.ask(signal, () => job.look(signal));
  if (!found) return new AppError('notStored', 'the store took the package but does not have it');
  const verdict = judge(found, wanted);
  if (verdict.kind === 'right') return undefined;
  if (verdict.kind === 'unknown') throw new AppError('unverified', verdict.why);
  // Under the same key there may be somebody else's by now.
  if (isSameStored(told, found)) job.leftovers.wrong = found;
  return new AppError('wrongLeft', verdict.why);
}
