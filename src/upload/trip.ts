import { cancelled } from '../core/cancelled';
import { AppError } from '../core/errors';
import { orCancelled } from '../core/orCancelled';
import type { KnownRates } from '../core/ports/knownRates';
import type { Shipment, Shipped } from '../core/ports/transfer';
import type { ResumePoint } from '../core/ports/uploadJournal';
import type { Cleanups } from './cleanups';
import { isEnding } from './isEnding';
import { isSamePlace } from './grantKeeper';
import type { Job } from './job';
import type { Listing } from './landedParts';
import { linePlace } from './linePlace';
import { wholeOf } from './partsUnderway';
import { partsOf, smallestInParts, type Plan } from './planParts';
import { hasProvenParts } from './provenParts';
import { Restart } from './restart';
import { sendParts } from './sendParts';
import { sendWhole, type Sent } from './sendWhole';
import { Shapes } from './shapes';
import { Waypoint } from './waypoint';
import { wrongness } from './wrongness';

/** What the uploads of a `FileTransfer` share beyond their jobs. */
export interface TripNeeds {
  readonly cleanups: Cleanups;
  readonly rates: KnownRates;
  /** Applications whose grants do not allow multipart uploads. */
  readonly wholeOnly: Set<string>;
  readonly listing: Listing;
}

const mostRestarts = 2;

/** One file's way into its object: in which shape, how often, and what is left behind when it ends early. */
export class Trip {
  private readonly waypoint: Waypoint;
  private readonly shapes: Shapes;
  /** Whether a wrong object that this upload has stored was removed. */
  private isWrongGone = false;

  constructor(
    private readonly needs: TripNeeds,
    private readonly shipment: Shipment,
    private readonly job: Job,
  ) {
    const { resume } = shipment;
    this.waypoint = new Waypoint(shipment);
    this.shapes = new Shapes(needs.wholeOnly, shipment.application, job.source.bytes);
    if (!resume) return;
    if (resume.uploadId === '') {
      // Its id was lost with the process that began it.
      job.traces.hasStray = true;
      return;
    }
    if (!isSamePlace(resume, job.keeper.latest)) return;
    job.traces.begun.set(resume.uploadId, job.keeper.latest);
    job.traces.object = wholeOf(resume);
  }

  /** Resolves once the store's CRC-64 equals the file's; throws `AppError` when nothing of it will go on by itself. */
  async go(): Promise<Shipped> {
    const { traces } = this.job;
    try {
      const shipped = await this.deliver();
      traces.object = traces.wrong = undefined;
      // Nothing of this is part of the success: it waits for none of it.
      void this.needs.cleanups.follow(this.waypoint.forget());
      this.rememberRate(shipped);
      void this.clean();
      return shipped;
    } catch (error) {
      await this.endAfter(error);
      if (this.job.run.signal.aborted) throw cancelled();
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
    const { traces, run } = this.job;
    const { signal } = run;
    const mayGoOn = !signal.aborted && error instanceof AppError && !isEnding(error);
    const isLeft = mayGoOn && error.failure === 'unverified';
    // What may have become the object is found again when the upload goes on; what nobody could tell from it stays.
    const dropped = mayGoOn ? this.waypoint.keep(traces.hasStray) : this.waypoint.drop();
    if (isLeft || this.waypoint.point) traces.object = undefined;
    const cleaned = this.clean();
    const waitsForDrop = mayGoOn && error.failure !== 'wrongLeft';
    const ended = waitsForDrop ? dropped : Promise.all([dropped, cleaned]);
    await orCancelled<unknown>(signal, ended).catch(() => undefined);
  }

  private get line(): string {
    return linePlace(this.shipment.connection, this.job.keeper.latest);
  }

  /** A small file says nothing of the line. */
  private rememberRate({ bytes }: Shipped): void {
    const { bytesPerSecond } = this.job.needs.lanes;
    if (bytesPerSecond && bytes >= smallestInParts) void this.needs.rates.note(this.line, bytesPerSecond);
  }

  private clean(): Promise<void> {
    const { waypoint, job, shipment } = this;
    const kept = waypoint.point?.uploadId;
    const { wrong } = job.traces;
    let isOurs = false;
    const isAlone = async (): Promise<boolean> => (isOurs = (await shipment.isAlone?.(job.keeper.latest)) ?? true);
    const onEnd = (isGone: boolean): Promise<void> => {
      this.isWrongGone = wrong !== undefined && isOurs && isGone;
      return waypoint.dropped(isGone);
    };
    return this.needs.cleanups.start(job, { isAlone, onEnd, ...(kept !== undefined && { kept }) });
  }

  /** What is wrong, or not there, is sent again once. */
  private async deliver(): Promise<Shipped> {
    for (let isAgain = false; ; isAgain = true) {
      const sent = await this.move();
      const wrong = await wrongness(this.job, sent);
      if (!wrong) return this.shipped(sent);
      await orCancelled(this.job.run.signal, this.waypoint.forget());
      if (isAgain) throw wrong;
    }
  }

  private shipped({ wanted }: Sent): Shipped {
    const { bucket, key } = this.job.keeper.latest;
    return { bucket, key, bytes: wanted.bytes, crc64: wanted.crc64 };
  }

  /** Sends the file in the shape that the grant allows, and begins again where parts were lost. */
  private async move(): Promise<Sent> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await this.moveOnce();
      } catch (error) {
        if (!(error instanceof Restart)) throw error;
        const { isResumed } = this.waypoint;
        await orCancelled(this.job.run.signal, this.waypoint.drop());
        if (isResumed) throw new AppError('notResumable', 'the parts that had arrived are of no use any more');
        if (restarts === mostRestarts) throw error.cause;
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
        await orCancelled(signal, waypoint.drop());
        return this.moveOnce();
      }
      if (plan.shape === 'whole' || !shapes.isOfParts(error, arrived)) throw error;
      await orCancelled(signal, waypoint.drop());
      const sent = await sendWhole(job, { from: 'file', start: 0, end: job.source.bytes });
      // Only now it is known that parts were what was refused.
      if (error.failure === 'grantRefused') shapes.onlyWhole();
      return sent;
    }
  }

  private sendAs(plan: Plan): Promise<Sent> {
    const { job, waypoint } = this;
    if (plan.shape === 'whole') return sendWhole(job, plan.source);
    const resume = waypoint.point;
    const onPoint = (point: ResumePoint): Promise<void> => waypoint.reach(point);
    return sendParts(job, { plan, onPoint, listing: this.needs.listing, ...(resume && { resume }) });
  }

  private async plan(): Promise<Plan> {
    const { job } = this;
    const { point } = this.waypoint;
    if (!point) {
      const remembered = this.needs.rates.of(this.line);
      if (remembered) job.needs.lanes.expect(remembered);
      return this.shapes.plan(job.needs.lanes.bytesPerSecond ?? remembered);
    }
    if (!isSamePlace(point, job.keeper.latest)) {
      throw new AppError('notResumable', 'TEM names another place for it now');
    }
    if (!(await hasProvenParts(job, point))) {
      throw new AppError('notResumable', 'the file has changed since its upload stopped');
    }
    return partsOf(job.source.bytes, point.partBytes);
  }
}
