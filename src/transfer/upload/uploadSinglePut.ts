import { AppError } from '../../core/errors';
import { isRetryable } from '../../core/retry';
import { awaitReads } from './awaitReads';
import { compare, type Expected, type Reported } from './compareStored';
import type { SentObject } from './findMismatch';
import { fileContent, type PartContent } from './partContent';
import type { FileRange } from './planParts';
import type { UploadContext } from './uploadContext';

/** Stores the whole file by one PUT; where the response was lost, HeadObject tells whether it has to be sent again. */
export async function uploadSinglePut(context: UploadContext, range: FileRange): Promise<SentObject> {
  const { object, damage, leftovers, progress, stats } = context;
  const { signal } = progress;
  // With its last byte there is an object, and there is nothing to go on from before.
  await damage.checkAll(progress);
  await awaitReads(context, signal);
  const content = fileContent(context, range);
  const total = content.bytes;
  stats.parts = 1;
  stats.resumedParts = 0;
  stats.copiedParts = 0;
  try {
    const reported = await object.transfer<Reported>(
      {
        content,
        send: (store, request, options) => store.put({ ...request, content }, options),
        accept: (sums) => sums,
        recover: (error) => findStored(context, content, error),
        onStart: () => progress.report({ stage: 'sending', sent: 0, total }),
        onSent: (sent) => progress.report({ stage: 'sending', sent, total }),
      },
      { signal },
    );
    const expected = (leftovers.object = expectedOf(content));
    if (expected) return { expected, reported };
  } catch (error) {
    // From its last byte on, COS may make an object of it.
    if (signal.aborted) leftovers.object ??= expectedOf(content);
    throw error;
  }
  throw new AppError('invalidResponse', 'PutObject: COS confirmed the object before all of it was sent');
}

/** Looks for the object after a failed attempt; rethrows the error where it is not there, or not certainly this one. */
async function findStored(context: UploadContext, content: PartContent, error: unknown): Promise<Reported> {
  const { object, leftovers, progress, start } = context;
  const { signal } = progress;
  const expected = expectedOf(content);
  // A definite refusal stores nothing, nor does a body without its end.
  if (!expected || signal.aborted || !isRetryable(error)) throw error;
  leftovers.object = expected;
  progress.report({ stage: 'verifying' });
  const found = await object.head({ signal, maxAttempts: 1 }).catch(() => undefined);
  const kind = found && compare(found, expected).kind;
  // What was stored meanwhile is this, even where COS reports no CRC-64: sent again it would be no better.
  if (found && (kind === 'match' || (kind === 'unknown' && start.isBefore(found)))) return found;
  throw error;
}

function expectedOf({ bytes, sums }: PartContent): Expected | undefined {
  return sums && { bytes, crc64: String(sums.crc64) };
}
