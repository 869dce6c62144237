import { AppError, cancelledError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import type { UploadRequest, UploadResult } from '../../core/ports/uploader';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import type { UploadCleanup } from './uploadCleanup';
import { isEnding } from './isEnding';
import { isSamePlace } from './grantProvider';
import type { UploadContext } from './uploadContext';
import type { Listing } from './landedParts';
import { throughputKey } from './throughputKey';
import { wholeOf } from './partsUnderway';
import { partsOf, minMultipartBytes, type Plan } from './planParts';
import { hasProvenParts } from './provenParts';
import { RestartRequiredError } from './restartRequiredError';
import { uploadMultipart } from './uploadMultipart';
import { uploadSinglePut, type Sent } from './uploadSinglePut';
import { Shapes } from './shapes';
import { CheckpointRecorder } from './checkpointRecorder';
import { wrongness } from './wrongness';

/** What the uploads of a `FileUploader` share beyond their jobs. */
export interface UploadSessionDeps {
  readonly cleanups: UploadCleanup;
  readonly rates: ThroughputHistory;
  /** Applications whose grants do not allow multipart uploads. */
  readonly wholeOnly: Set<string>;
  readonly listing: Listing;
}

const maxRestarts = 2;

/** One file's way into its object: in which shape, how often, and what is left behind when it ends early. */
export class UploadSession {
  private readonly waypoint: CheckpointRecorder;
  private readonly shapes: Shapes;
  /** Whether a wrong object that this upload has stored was removed. */
  private isWrongGone = false;

  constructor(
    private readonly needs: UploadSessionDeps,
    private readonly shipment: UploadRequest,
    private readonly job: UploadContext,
  ) {
    const { checkpoint: resume } = shipment;
    this.waypoint = new CheckpointRecorder(shipment);
    this.shapes = new Shapes(needs.wholeOnly, shipment.application, job.source.bytes);
    if (!resume) return;
    if (resume.uploadId === '') {
      // Its id was lost with the process that began it.
      job.leftovers.hasStray = true;
      return;
    }
    if (!isSamePlace(resume, job.grants.current)) return;
    job.leftovers.begun.set(resume.uploadId, job.grants.current);
    job.leftovers.object = wholeOf(resume);
  }

  /** Resolves once the store's CRC-64 equals the file's; throws `AppError` when nothing of it will go on by itself. */
  async go(): Promise<UploadResult> {
    const { leftovers: traces } = this.job;
    try {
      const shipped = await this.deliver();
      traces.object = traces.wrong = undefined;
      // Nothing of this is part of the success: it waits for none of it.
      void this.needs.cleanups.follow(this.waypoint.clear());
      this.rememberRate(shipped);
      void this.clean();
      return shipped;
    } catch (error) {
      await this.endAfter(error);
      if (this.job.run.signal.aborted) throw cancelledError();
      throw error instanceof AppError && error.failure === 'wrongLeft' && this.isWrongGone
        ? new AppError('corrupted', error.detail)
        : error;
    }
  }

  /**
   * Leaves what the upload can go on with, and nothing else. Who has cancelled waits for none of it; who is told of a wrong
   * object waits until it is known whether that is still there.
   */
  private async endAfter(error: unknown): Promise<void> {
    const { leftovers: traces, run } = this.job;
    const { signal } = run;
    const mayGoOn = !signal.aborted && error instanceof AppError && !isEnding(error);
    const isLeft = mayGoOn && error.failure === 'unverified';
    // What may have become the object is found again when the upload goes on; what nobody could tell from it stays.
    const dropped = mayGoOn ? this.waypoint.keep(traces.hasStray) : this.waypoint.abandon();
    if (isLeft || this.waypoint.point) traces.object = undefined;
    const cleaned = this.clean();
    const waitsForDrop = mayGoOn && error.failure !== 'wrongLeft';
    const ended = waitsForDrop ? dropped : Promise.all([dropped, cleaned]);
    await raceAbort<unknown>(signal, ended).catch(() => undefined);
  }

  private get line(): string {
    return throughputKey(this.shipment.connection, this.job.grants.current);
  }

  /** A small file says nothing of the line. */
  private rememberRate({ bytes }: UploadResult): void {
    const { bytesPerSecond } = this.job.needs.limiter;
    if (bytesPerSecond && bytes >= minMultipartBytes) void this.needs.rates.note(this.line, bytesPerSecond);
  }

  private clean(): Promise<void> {
    const { waypoint, job, shipment } = this;
    const kept = waypoint.point?.uploadId;
    const { wrong } = job.leftovers;
    let isOurs = false;
    const isAlone = async (): Promise<boolean> => (isOurs = (await shipment.isAlone?.(job.grants.current)) ?? true);
    const onEnd = (isGone: boolean): Promise<void> => {
      this.isWrongGone = wrong !== undefined && isOurs && isGone;
      return waypoint.dropped(isGone);
    };
    return this.needs.cleanups.start(job, { isAlone, onEnd, ...(kept !== undefined && { kept }) });
  }

  /** What is wrong, or not there, is sent again once. */
  private async deliver(): Promise<UploadResult> {
    for (let isAgain = false; ; isAgain = true) {
      const sent = await this.move();
      const wrong = await wrongness(this.job, sent);
      if (!wrong) return this.shipped(sent);
      await raceAbort(this.job.run.signal, this.waypoint.clear());
      if (isAgain) throw wrong;
    }
  }

  private shipped({ wanted }: Sent): UploadResult {
    const { bucket, key } = this.job.grants.current;
    return { bucket, key, bytes: wanted.bytes, crc64: wanted.crc64 };
  }

  /** Sends the file in the shape that the grant allows, and begins again where parts were lost. */
  private async move(): Promise<Sent> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await this.moveOnce();
      } catch (error) {
        if (!(error instanceof RestartRequiredError)) throw error;
        const { isResumed } = this.waypoint;
        await raceAbort(this.job.run.signal, this.waypoint.abandon());
        if (isResumed) throw new AppError('notResumable', 'the parts that had arrived are of no use any more');
        if (restarts === maxRestarts) throw error.cause;
      }
    }
  }

  private async moveOnce(): Promise<Sent> {
    const { job, shapes, waypoint } = this;
    const { signal } = job.run;
    const plan = await this.plan();
    try {
      return await this.sendAs(plan);
    } catch (error) {
      const arrived = waypoint.point?.arrived ?? [];
      if (shapes.isOfSize(error, plan, arrived)) {
        await raceAbort(signal, waypoint.abandon());
        return this.moveOnce();
      }
      if (plan.shape === 'whole' || !shapes.isOfParts(error, arrived)) throw error;
      await raceAbort(signal, waypoint.abandon());
      const sent = await uploadSinglePut(job, { from: 'file', start: 0, end: job.source.bytes });
      // Only now it is known that parts were what was refused.
      if (error.failure === 'grantRefused') shapes.onlyWhole();
      return sent;
    }
  }

  private sendAs(plan: Plan): Promise<Sent> {
    const { job, waypoint } = this;
    if (plan.shape === 'whole') return uploadSinglePut(job, plan.source);
    const resume = waypoint.point;
    const onCheckpoint = (point: Checkpoint): Promise<void> => waypoint.save(point);
    return uploadMultipart(job, { plan, onCheckpoint, listing: this.needs.listing, ...(resume && { resume }) });
  }

  private async plan(): Promise<Plan> {
    const { job } = this;
    const { point } = this.waypoint;
    if (!point) {
      const remembered = this.needs.rates.of(this.line);
      if (remembered) job.needs.limiter.expect(remembered);
      return this.shapes.plan(job.needs.limiter.bytesPerSecond ?? remembered);
    }
    if (!isSamePlace(point, job.grants.current)) {
      throw new AppError('notResumable', 'TEM names another place for it now');
    }
    if (!(await hasProvenParts(job, point))) {
      throw new AppError('notResumable', 'the file has changed since its upload stopped');
    }
    return partsOf(job.source.bytes, point.partBytes);
  }
}
