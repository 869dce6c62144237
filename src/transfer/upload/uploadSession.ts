import { failureConsequences } from '../../core/failureConsequences';
import { AppError, cancelledError } from '../../core/errors';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import type { UploadRequest, UploadResult } from '../../core/ports/uploader';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { CheckpointRecorder } from './checkpointRecorder';
import type { ConnectionLimiter } from './connectionLimiter';
import { findMismatch, type SentObject } from './findMismatch';
import type { ListPartsPermission } from './findStoredParts';
import { isSamePlace } from './grantProvider';
import { LineSpeed } from './lineSpeed';
import { objectOf } from './multipartProgress';
import { MultipartUpload, RestartRequiredError } from './multipartUpload';
import { PlanLimits } from './planLimits';
import type { Plan } from './planParts';
import { isRepeatable } from './storedSums';
import type { UploadCleanup } from './uploadCleanup';
import type { UploadContext } from './uploadContext';
import { uploadMultipart } from './uploadMultipart';
import { UploadPlanner } from './uploadPlanner';
import { uploadSinglePut } from './uploadSinglePut';

/** The collaborators that the uploads of a `FileUploader` share. */
export interface UploadSessionDeps {
  readonly cleanup: UploadCleanup;
  readonly history: ThroughputHistory;
  readonly limiter: ConnectionLimiter;
  /** Applications whose grants do not allow multipart uploads. */
  readonly singlePutOnly: Set<string>;
  readonly permission: ListPartsPermission;
  /** The longest time that the first copy of a part may take. */
  readonly copyPatienceMs: number;
}

const maxRestarts = 2;

/** The upload of one file from plan to verification: restarts, falls back to one PUT, and cleans up when it ends early. */
export class UploadSession {
  private readonly recorder: CheckpointRecorder;
  private readonly limits: PlanLimits;
  private readonly line: LineSpeed;
  private readonly planner: UploadPlanner;
  /** Tells whether a wrong object that this upload has stored was removed. */
  private isWrongGone = false;

  constructor(
    private readonly deps: UploadSessionDeps,
    private readonly request: UploadRequest,
    private readonly context: UploadContext,
  ) {
    const { checkpoint, application } = request;
    const { leftovers, object, file } = context;
    this.recorder = new CheckpointRecorder(request);
    this.limits = new PlanLimits(deps.singlePutOnly, application, file.bytes);
    this.line = new LineSpeed(deps, request.connection, object);
    this.planner = new UploadPlanner({ context, limits: this.limits, line: this.line });
    if (!checkpoint) return;
    if (checkpoint.uploadId === '') {
      // Its id was lost with the process that created it.
      leftovers.hasUnknownUpload = true;
      return;
    }
    if (!isSamePlace(checkpoint, object.grant)) return;
    leftovers.uploads.set(checkpoint.uploadId, MultipartUpload.resume(object, checkpoint.uploadId));
    leftovers.object = objectOf(checkpoint);
  }

  /** Uploads the file; resolves once the CRC-64 that COS reports equals the file's. Throws `AppError`. */
  async run(): Promise<UploadResult> {
    const { leftovers, progress } = this.context;
    try {
      const result = await this.uploadVerified();
      leftovers.object = leftovers.wrongObject = undefined;
      // Nothing of this is part of the success: it waits for none of it.
      void this.deps.cleanup.follow(this.recorder.clear());
      this.line.record(result);
      void this.cleanUp();
      return result;
    } catch (error) {
      await this.endAfter(error);
      if (progress.signal.aborted) throw cancelledError();
      throw error instanceof AppError && error.failure === 'wrongLeft' && this.isWrongGone
        ? new AppError('corrupted', error.detail)
        : error;
    }
  }

  /**
   * Keeps what the upload can resume from and removes the rest. Does not wait for that when the upload was cancelled; waits for
   * all of it when a wrong object may still be there, since a person is told whether it is.
   */
  private async endAfter(error: unknown): Promise<void> {
    const { leftovers, progress } = this.context;
    const { signal } = progress;
    const mayResume = !signal.aborted && error instanceof AppError && failureConsequences[error.failure].isKept;
    // What may have become the object is found again when the upload resumes; what nobody could tell from it stays.
    const saved = mayResume ? this.recorder.keep(leftovers.hasUnknownUpload) : this.recorder.abandon();
    if ((mayResume && isUnverified(error)) || this.recorder.checkpoint) leftovers.object = undefined;
    const cleaned = this.cleanUp();
    const ended = mayResume && error.failure !== 'wrongLeft' ? saved : Promise.all([saved, cleaned]);
    await raceAbort<unknown>(signal, ended).catch(() => undefined);
  }

  private cleanUp(): Promise<void> {
    const { recorder, context, request } = this;
    const kept = recorder.checkpoint?.uploadId;
    const { wrongObject } = context.leftovers;
    let isOurs = false;
    const isAlone = async (): Promise<boolean> => (isOurs = (await request.isAlone?.(context.object.grant)) ?? true);
    const onEnd = (isGone: boolean): Promise<void> => {
      this.isWrongGone = wrongObject !== undefined && isOurs && isGone;
      return recorder.recordCleanup(isGone);
    };
    return this.deps.cleanup.start(context, { isAlone, onEnd, ...(kept !== undefined && { kept }) });
  }

  /** Uploads the file, and once more, without copies, where the object is missing, not the file, or copied and unverified. */
  private async uploadVerified(): Promise<UploadResult> {
    const { context, recorder } = this;
    for (let isAgain = false; ; isAgain = true) {
      const sent = await this.uploadWithRestarts();
      const mismatch = await findMismatch(context, sent).catch((error: unknown) => {
        // COS has no CRC-64 of an object that has none of one of its parts, and the base may be that old.
        if (isAgain || !sent.copiedBytes || !isUnverified(error)) throw error;
        return error;
      });
      if (!mismatch) return this.resultOf(sent);
      await raceAbort(context.progress.signal, recorder.clear());
      if (isAgain) throw mismatch;
    }
  }

  private resultOf({ expected: { bytes, crc64 }, reported: { etag }, copiedBytes }: SentObject): UploadResult {
    const { bucket, key } = this.context.object.grant;
    const known = etag !== undefined && isRepeatable(etag) && { etag };
    return { bucket, key, bytes, crc64, ...known, ...(copiedBytes && { copiedBytes }) };
  }

  private async uploadWithRestarts(): Promise<SentObject> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await this.uploadAsAllowed();
      } catch (error) {
        if (!(error instanceof RestartRequiredError)) throw error;
        const { isResumed } = this.recorder;
        await raceAbort(this.context.progress.signal, this.recorder.abandon());
        // Only copies are new to COS: without them nobody has to be asked whether to begin again.
        if (isResumed && !error.isOfCopies)
          throw new AppError('notResumable', 'the completed parts cannot be used any more');
        if (restarts === maxRestarts) throw error.cause;
      }
    }
  }

  /** Uploads in smaller parts, or by one PUT, where that is what refusals call for. */
  private async uploadAsAllowed(): Promise<SentObject> {
    const { context, limits, recorder } = this;
    const { signal } = context.progress;
    await raceAbort(signal, context.damage.checkSoFar());
    const plan = await this.planner.plan(recorder.checkpoint);
    try {
      return await this.uploadAs(plan);
    } catch (error) {
      const completedParts = recorder.checkpoint?.completedParts ?? [];
      if (limits.recordTooLarge(error, plan, completedParts)) {
        await raceAbort(signal, recorder.abandon());
        return this.uploadAsAllowed();
      }
      if (plan.kind === 'singlePut' || !limits.isMultipartRefused(error, completedParts)) throw error;
      await raceAbort(signal, recorder.abandon());
      const sent = await uploadSinglePut(context, { start: 0, end: context.file.bytes });
      // Only now it is known that parts were what was refused, unless some have been copied.
      if (error.failure === 'grantRefused' && completedParts.length === 0) limits.recordMultipartRefused();
      return sent;
    }
  }

  private async uploadAs(plan: Plan): Promise<SentObject> {
    const { context, recorder } = this;
    if (plan.kind === 'singlePut') return uploadSinglePut(context, plan.range);
    const { checkpoint } = recorder;
    const onCheckpoint = (next: Checkpoint): Promise<void> => recorder.save(next);
    const { permission, copyPatienceMs: patienceMs } = this.deps;
    let isRefused = false;
    const isAllowed = this.request.mayCopy?.() ?? true;
    const copying = { patienceMs, line: this.line, isAllowed, onRefused: () => void (isRefused = true) };
    const input = { plan, onCheckpoint, permission, copying, ...(checkpoint && { checkpoint }) };
    const sent = await uploadMultipart(context, input);
    // Where other requests are refused as well, it says nothing of copies.
    if (isRefused) this.request.onCopyRefused?.();
    return sent;
  }
}

function isUnverified(error: unknown): error is AppError {
  return error instanceof AppError && error.failure === 'unverified';
}
