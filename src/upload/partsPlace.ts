import { AppError } from '../core/errors';
import type { UploadGrant } from '../core/model';
import { isSamePlace } from './grantKeeper';
import type { Job } from './job';
import type { PartsUnderway } from './partsUnderway';
import { Restart } from './restart';

/** A multipart upload on its way, and the grant that it was begun with. */
export interface PartsPlace {
  readonly job: Job;
  readonly underway: PartsUnderway;
  readonly grant: UploadGrant;
  /** To be aborted when one part has failed for good. */
  readonly failing: AbortController;
  /** Aborts then, and with the run. */
  readonly signal: AbortSignal;
}

/** Asks where the upload was begun: a grant for another place, or a store that forgot it, means to begin again. */
export function askHere<T>(
  { job, grant: begunWith, signal }: PartsPlace,
  work: (grant: UploadGrant) => Promise<T>,
): Promise<T> {
  return job.ask(signal, async (grant) => {
    if (!isSamePlace(grant, begunWith)) {
      throw new Restart(new AppError('garbled', 'CreateCosToken named another place when it renewed the key'));
    }
    return work(grant).catch((error: unknown) => {
      throw error instanceof AppError && error.failure === 'notFound' ? new Restart(error) : error;
    });
  });
}

/** Tells how far it has come. */
export function report({ job, underway }: PartsPlace): void {
  job.run.report({ stage: 'sending', sent: underway.sent, total: job.source.bytes });
}
