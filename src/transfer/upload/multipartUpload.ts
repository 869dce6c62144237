import { AppError } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import { isSamePlace } from './grantProvider';
import type { UploadContext } from './uploadContext';
import type { PartsUnderway } from './partsUnderway';
import { RestartRequiredError } from './restartRequiredError';

/** A multipart upload on its way, and the grant that it was begun with. */
export interface MultipartUpload {
  readonly job: UploadContext;
  readonly underway: PartsUnderway;
  readonly grant: UploadGrant;
  /** To be aborted when one part has failed for good. */
  readonly failing: AbortController;
  /** Aborts then, and with the run. */
  readonly signal: AbortSignal;
}

type Work<T> = (grant: UploadGrant) => Promise<T>;

/** Asks where the upload was begun: a grant for another place, or a store that forgot it, means to begin again. */
export function askHere<T>(at: MultipartUpload, work: Work<T>): Promise<T> {
  return at.job.ask(at.signal, orRestart(at, work));
}

/** Sends there, on one of the shared connections. */
export function sendHere<T>(at: MultipartUpload, work: Work<T>): Promise<T> {
  return at.job.send(at.signal, orRestart(at, work));
}

function orRestart<T>({ grant: begunWith }: MultipartUpload, work: Work<T>): Work<T> {
  return async (grant) => {
    if (!isSamePlace(grant, begunWith)) {
      throw new RestartRequiredError(
        new AppError('invalidResponse', 'CreateCosToken named another place when it renewed the key'),
      );
    }
    return work(grant).catch((error: unknown) => {
      throw isGoneThere(error) ? new RestartRequiredError(error) : error;
    });
  };
}

/** Whether the store has nothing of what was begun there. */
export function isGoneThere(error: unknown): error is AppError {
  return error instanceof AppError && (error.failure === 'uploadGone' || error.failure === 'notFound');
}

/** Tells how far it has come. */
export function report({ job, underway }: MultipartUpload): void {
  job.run.report({ stage: 'sending', sent: underway.sent, total: job.source.bytes });
}
