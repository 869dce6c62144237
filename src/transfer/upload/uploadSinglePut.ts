import { aftermath } from '../../core/aftermath';
import { AppError } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import type { UploadContext } from './uploadContext';
import type { PartContent } from './partContent';
import type { PartSource } from './planParts';
import { isRetryable } from '../../core/retry';
import { isSince, judge, type Reported, type Expected } from './verdict';

/** What was to be stored, and what the store says that it has. */
export interface Sent {
  readonly wanted: Expected;
  readonly told: Reported;
}

/** Stores the whole file by one PUT; an answer that was lost is settled by asking, not by sending again. */
export async function uploadSinglePut(job: UploadContext, part: PartSource): Promise<Sent> {
  const { signal } = job.run;
  const content = job.whole(part);
  try {
    const told = await job.send(signal, (grant) => putOnce(job, content, grant));
    const wanted = (job.leftovers.object = wantedOf(content));
    if (wanted) return { wanted, told };
  } catch (error) {
    // From its last byte on, the store may make an object of it.
    if (signal.aborted) job.leftovers.object ??= wantedOf(content);
    throw error;
  }
  throw new AppError('invalidResponse', 'PutObject: the store confirmed a package before it had all of it');
}

async function putOnce(job: UploadContext, content: PartContent, grant: UploadGrant): Promise<Reported> {
  const { signal } = job.run;
  const { store, limiter: lanes } = job.needs;
  const total = content.bytes;
  let before = 0;
  const onSent = (sent: number): void => {
    lanes.recordSent(sent - before, sent);
    before = sent;
    job.run.report({ stage: 'sending', sent, total });
  };
  job.run.report({ stage: 'sending', sent: 0, total });
  try {
    const told = await store.put(job.connection, grant, content, onSent, signal);
    lanes.recordStored(total);
    return told;
  } catch (error) {
    noteSlowness(job, error);
    return await settledOr(job, content, error);
  }
}

/** Lets go of connections when the store, or the line to it, cannot keep up. */
export function noteSlowness(job: UploadContext, error: unknown): void {
  if (!(error instanceof AppError) || aftermath[error.failure].again !== 'slower') return;
  job.needs.limiter.backOff(error.failure === 'timedOut' || error.failure === 'slowLine');
}

async function settledOr(job: UploadContext, content: PartContent, error: unknown): Promise<Reported> {
  const { signal } = job.run;
  const wanted = wantedOf(content);
  // A definite refusal stores nothing, nor does a body without its end.
  if (!wanted || signal.aborted || !isRetryable(error)) throw error;
  job.leftovers.object = wanted;
  job.run.report({ stage: 'verifying' });
  const found = await job.head(signal).catch(() => undefined);
  const { kind } = found ? judge(found, wanted) : { kind: 'wrong' };
  // What was stored meanwhile is this, even where the store tells no CRC-64: sent again it would be no better.
  if (found && (kind === 'right' || (kind === 'unknown' && isSince(found, job.beginning)))) return found;
  throw error;
}

function wantedOf({ bytes, sums }: PartContent): Expected | undefined {
  return sums && { bytes, crc64: String(sums.crc64) };
}
