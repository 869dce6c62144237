import { aftermath } from '../core/aftermath';
import { AppError } from '../core/errors';
import type { UploadGrant } from '../core/model';
import type { Job } from './job';
import type { PartContent } from './partContent';
import type { PartSource } from './planParts';
import { mayPass } from './retry';
import { isSince, judge, type Told, type Wanted } from './verdict';

/** What was to be stored, and what the store says that it has. */
export interface Sent {
  readonly wanted: Wanted;
  readonly told: Told;
}

/** Stores the whole file by one PUT; an answer that was lost is settled by asking, not by sending again. */
export async function sendWhole(job: Job, part: PartSource): Promise<Sent> {
  const { signal } = job.run;
  const content = job.whole(part);
  try {
    const told = await job.send(signal, (grant) => putOnce(job, content, grant));
    const wanted = (job.traces.object = wantedOf(content));
    if (wanted) return { wanted, told };
  } catch (error) {
    // From its last byte on, the store may make an object of it.
    if (signal.aborted) job.traces.object ??= wantedOf(content);
    throw error;
  }
  throw new AppError('garbled', 'PutObject: the store confirmed a package before it had all of it');
}

async function putOnce(job: Job, content: PartContent, grant: UploadGrant): Promise<Told> {
  const { signal } = job.run;
  const { store, lanes } = job.needs;
  const total = content.bytes;
  let before = 0;
  const onSent = (sent: number): void => {
    lanes.note(sent - before, sent);
    before = sent;
    job.run.report({ stage: 'sending', sent, total });
  };
  job.run.report({ stage: 'sending', sent: 0, total });
  try {
    const told = await store.put(job.connection, grant, content, onSent, signal);
    lanes.arrived(total);
    return told;
  } catch (error) {
    noteSlowness(job, error);
    return await settledOr(job, content, error);
  }
}

/** Lets go of connections when the store, or the line to it, cannot keep up. */
export function noteSlowness(job: Job, error: unknown): void {
  if (!(error instanceof AppError) || aftermath[error.failure].again !== 'slower') return;
  job.needs.lanes.slower(error.failure === 'timedOut' || error.failure === 'slowLine');
}

async function settledOr(job: Job, content: PartContent, error: unknown): Promise<Told> {
  const { signal } = job.run;
  const wanted = wantedOf(content);
  // A definite refusal stores nothing, nor does a body without its end.
  if (!wanted || signal.aborted || !mayPass(error)) throw error;
  job.traces.object = wanted;
  job.run.report({ stage: 'verifying' });
  const found = await job.head(signal).catch(() => undefined);
  const { is } = found ? judge(found, wanted) : { is: 'wrong' };
  // What was stored meanwhile is this, even where the store tells no CRC-64: sent again it would be no better.
  if (found && (is === 'right' || (is === 'unknown' && isSince(found, job.beginning)))) return found;
  throw error;
}

function wantedOf({ bytes, sums }: PartContent): Wanted | undefined {
  return sums && { bytes, crc64: String(sums.crc64) };
}
