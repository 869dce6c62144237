import { cancelled } from '../core/cancelled';
import { AppError } from '../core/errors';
import { orCancelled } from '../core/orCancelled';
import type { KnownRates } from '../core/ports/knownRates';
import type { Shipment, Shipped } from '../core/ports/transfer';
import type { ResumePoint } from '../core/ports/uploadJournal';
import type { Cleanups } from './cleanups';
import { endings } from './endings';
import { isSamePlace } from './grantKeeper';
import type { Job } from './job';
import type { Listing } from './landedParts';
import { linePlace } from './linePlace';
import { wholeOf } from './partsUnderway';
import { largestPut, partsOf, planParts, smallestInParts, type Plan } from './planParts';
import { hasProvenParts } from './provenParts';
import { Restart } from './restart';
import { sendParts } from './sendParts';
import { sendWhole, type Sent } from './sendWhole';
import { isSameStored, judge } from './verdict';
import { Waypoint } from './waypoint';

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

  constructor(
    private readonly needs: TripNeeds,
    private readonly shipment: Shipment,
    private readonly job: Job,
  ) {
    const { resume } = shipment;
    this.waypoint = new Waypoint(shipment);
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
      throw this.job.run.signal.aborted ? cancelled() : error;
    }
  }

  /** Leaves what the upload can go on with, and nothing else. Who has cancelled waits for none of it. */
  private async endAfter(error: unknown): Promise<void> {
    const { traces, run } = this.job;
    const { signal } = run;
    const mayGoOn = !signal.aborted && error instanceof AppError && !endings.has(error.failure);
    const isLeft = mayGoOn && error.failure === 'unverified';
    // What may have become the object is found again when the upload goes on; what nobody could tell from it stays.
    const dropped = mayGoOn ? this.waypoint.keep(traces.hasStray) : this.waypoint.drop();
    if (isLeft || this.waypoint.point) traces.object = undefined;
    const cleaned = this.clean();
    const ended = mayGoOn ? dropped : Promise.all([dropped, cleaned]);
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
    const isAlone = async (): Promise<boolean> => (await shipment.isAlone?.(job.keeper.latest)) ?? true;
    const onEnd = (isGone: boolean): Promise<void> => waypoint.dropped(isGone);
    return this.needs.cleanups.start(job, { isAlone, onEnd, ...(kept !== undefined && { kept }) });
  }

  /** A wrong object that is there already is sent again once. */
  private async deliver(): Promise<Shipped> {
    const first = await this.move();
    if (!(await this.wrongness(first))) return this.shipped(first);
    await orCancelled(this.job.run.signal, this.waypoint.forget());
    const second = await this.move();
    const wrong = await this.wrongness(second);
    if (!wrong) return this.shipped(second);
    await orCancelled(this.job.run.signal, this.waypoint.forget());
    throw new AppError('corrupted', wrong);
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
    const { job, waypoint } = this;
    const resume = waypoint.point;
    const plan = await this.plan();
    if (plan.shape === 'whole') return sendWhole(job, plan.source);
    try {
      const onPoint = (point: ResumePoint): Promise<void> => waypoint.reach(point);
      return await sendParts(job, { plan, onPoint, listing: this.needs.listing, ...(resume && { resume }) });
    } catch (error) {
      const { bytes } = job.source;
      if (!this.isShapeRefused(error) || bytes > largestPut) throw error;
      await orCancelled(job.run.signal, waypoint.drop());
      const sent = await sendWhole(job, { from: 'file', start: 0, end: bytes });
      // Only now it is known that parts were what was refused.
      if (error.failure === 'grantRefused') this.needs.wholeOnly.add(this.shipment.application);
      return sent;
    }
  }

  /** Whether it may be parts that are not allowed: once one has arrived they are. */
  private isShapeRefused(error: unknown): error is AppError {
    if (!(error instanceof AppError) || (this.waypoint.point?.arrived.length ?? 0) > 0) return false;
    return error.failure === 'grantRefused' || error.failure === 'notOffered';
  }

  private async plan(): Promise<Plan> {
    const { job } = this;
    const { bytes } = job.source;
    const { rates } = this.needs;
    const { point } = this.waypoint;
    if (!point) {
      // What one PUT cannot take has no other way.
      const mayUseParts = bytes > largestPut || !this.needs.wholeOnly.has(this.shipment.application);
      const bytesPerSecond = job.needs.lanes.bytesPerSecond ?? rates.of(this.line);
      return planParts({ bytes, mayUseParts, bytesPerSecond });
    }
    if (!isSamePlace(point, job.keeper.latest)) {
      throw new AppError('notResumable', 'TEM names another place for it now');
    }
    if (!(await hasProvenParts(job, point))) {
      throw new AppError('notResumable', 'the file has changed since its upload stopped');
    }
    return partsOf(bytes, point.partBytes);
  }

  /**
   * What is wrong with the object that the store has now; `undefined` when it is the file. Throws `unverified` where the
   * store does not tell.
   */
  private async wrongness({ told, wanted }: Sent): Promise<string | undefined> {
    const { job } = this;
    const { signal } = job.run;
    job.run.report({ stage: 'verifying' });
    if (judge(told, wanted).is === 'right') return undefined;
    const found = await job.ask(signal, () => job.look(signal));
    if (!found) return 'the store took the package but does not have it';
    const verdict = judge(found, wanted);
    if (verdict.is === 'right') return undefined;
    if (verdict.is === 'unknown') throw new AppError('unverified', verdict.why);
    // Under the same key there may be somebody else's by now.
    if (isSameStored(told, found)) job.traces.wrong = found;
    return verdict.why;
  }
}
