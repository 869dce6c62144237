import { AppError } from '../core/errors';
import type { Job, Told, Wanted } from './job';
import type { PartContent } from './partContent';
import type { PartSource } from './planParts';
import { mayPass } from './retry';

/** What was to be stored, and what the store says that it has. */
export interface Sent {
  readonly wanted: Wanted;
  readonly told: Told;
}

/** Stores the whole file by one PUT; an answer that was lost is settled by asking, not by sending again. */
export async function sendWhole(job: Job, part: PartSource): Promise<Sent> {
  const { signal } = job.run;
  const { store, lanes } = job.needs;
  const content = job.whole(part);
  const total = content.bytes;
  const told = await job.send(signal, async (grant) => {
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
  });
  const wanted = wantedOf(content);
  if (wanted) {
    job.traces.object = wanted;
    return { wanted, told };
  }
  throw new AppError('garbled', 'PutObject: the store confirmed a package before it had all of it');
}

/** Lets go of connections when the store, or the line to it, cannot keep up. */
export function noteSlowness(job: Job, error: unknown): void {
  if (!(error instanceof AppError)) return;
  if (error.failure === 'timedOut' || error.failure === 'throttled') job.needs.lanes.slower();
}

async function settledOr(job: Job, content: PartContent, error: unknown): Promise<Told> {
  const { signal } = job.run;
  const wanted = wantedOf(content);
  // A definite refusal stores nothing, nor does a body without its end.
  if (!wanted || !(mayPass(error) || signal.aborted)) throw error;
  job.traces.object = wanted;
  if (signal.aborted) throw error;
  job.run.report({ stage: 'verifying' });
  const found = await job.settled(wanted, signal);
  if (found) return found;
  throw error;
}

function wantedOf({ bytes, sums }: PartContent): Wanted | undefined {
  return sums && { bytes, crc64: String(sums.crc64) };
}
