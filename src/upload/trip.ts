import { cancelled } from '../core/cancelled';
import { AppError } from '../core/errors';
import type { KnownRates } from '../core/ports/knownRates';
import type { Shipment, Shipped } from '../core/ports/transfer';
import type { ResumePoint } from '../core/ports/uploadJournal';
import type { Cleanups } from './cleanups';
import { isSamePlace } from './grantKeeper';
import { interruptions } from './interruptions';
import { complaint, type Job } from './job';
import { linePlace } from './linePlace';
import { wholeOf } from './partsUnderway';
import { largestPut, partsOf, planParts, smallestInParts, type Plan } from './planParts';
import { Restart } from './restart';
import { sendParts } from './sendParts';
import { sendWhole, type Sent } from './sendWhole';
import { Waypoint } from './waypoint';

/** What the uploads of a `FileTransfer` share beyond their jobs. */
export interface TripNeeds {
  readonly cleanups: Cleanups;
  readonly rates: KnownRates;
  /** Applications whose grants do not allow multipart uploads. */
  readonly wholeOnly: Set<string>;
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
    const whole = wholeOf(resume);
    if (whole) job.traces.object = whole;
  }

  /** Resolves once the store's CRC-64 equals the file's; throws `AppError` when nothing of it will go on by itself. */
  async go(): Promise<Shipped> {
    const { traces, run } = this.job;
    try {
      const shipped = await this.deliver();
      delete traces.object;
      traces.isWrong = false;
      await this.waypoint.forget();
      this.rememberRate(shipped);
      await this.clean(true);
      return shipped;
    } catch (error) {
      const isStopped = run.signal.aborted;
      const mayGoOn = !isStopped && error instanceof AppError && interruptions.has(error.failure);
      const dropped = mayGoOn ? undefined : this.waypoint.drop();
      // Who has cancelled does not wait for a slow folder of the journal.
      if (!isStopped) await dropped;
      // What may have become the object is found again when the upload goes on.
      if (this.waypoint.point) delete traces.object;
      await this.clean(isStopped || mayGoOn);
      throw isStopped ? cancelled() : error;
    }
  }

  private get line(): string {
    return linePlace(this.shipment.connection, this.job.keeper.latest);
  }

  /** A small file says nothing of the line. */
  private rememberRate({ bytes }: Shipped): void {
    const { bytesPerSecond } = this.job.needs.lanes;
    if (bytesPerSecond && bytes >= smallestInParts) void this.needs.rates.note(this.line, bytesPerSecond);
  }

  private clean(isHurried: boolean): Promise<void> {
    const { waypoint, job, shipment } = this;
    const kept = waypoint.point?.uploadId;
    const isAlone = async (): Promise<boolean> => (await shipment.isAlone?.(job.keeper.latest)) ?? true;
    const onEnd = (isGone: boolean): Promise<void> => waypoint.dropped(isGone);
    return this.needs.cleanups.start(job, { isHurried, isAlone, onEnd, ...(kept !== undefined && { kept }) });
  }

  /** A wrong object that is there already is sent again once. */
  private async deliver(): Promise<Shipped> {
    const first = await this.move();
    if (!(await this.wrongness(first))) return this.shipped(first);
    this.job.traces.isWrong = true;
    await this.waypoint.forget();
    const second = await this.move();
    const wrong = await this.wrongness(second);
    if (!wrong) return this.shipped(second);
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
        await this.waypoint.drop();
        if (isResumed) throw new AppError('notResumable', 'the parts that had arrived are of no use any more');
        if (restarts === mostRestarts) throw error.cause;
      }
    }
  }

  private async moveOnce(): Promise<Sent> {
    const { job, waypoint } = this;
    const resume = waypoint.point;
    const plan = this.plan();
    if (plan.shape === 'whole') return sendWhole(job, plan.source);
    try {
      const onPoint = (point: ResumePoint): Promise<void> => waypoint.reach(point);
      return await sendParts(job, { plan, onPoint, ...(resume && { resume }) });
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'grantRefused') throw error;
      await waypoint.drop();
      const { bytes } = job.source;
      if (bytes > largestPut) throw error;
      const sent = await sendWhole(job, { from: 'file', start: 0, end: bytes });
      // Only now it is known that parts were what was refused.
      this.needs.wholeOnly.add(this.shipment.application);
      return sent;
    }
  }

  private plan(): Plan {
    const { source, keeper, needs } = this.job;
    const { rates } = this.needs;
    const { bytes, mark } = source;
    const { point } = this.waypoint;
    if (!point) {
      const mayUseParts = !this.needs.wholeOnly.has(this.shipment.application);
      return planParts({ bytes, mayUseParts, bytesPerSecond: needs.lanes.bytesPerSecond ?? rates.of(this.line) });
    }
    const { file, partBytes } = point;
    const isSame = file.bytes === mark.bytes && file.modifiedNs === mark.modifiedNs && file.inode === mark.inode;
    if (!isSame) throw new AppError('notResumable', 'the file has changed since its upload stopped');
    if (!isSamePlace(point, keeper.latest)) {
      throw new AppError('notResumable', 'TEM names another place for it now');
    }
    return partsOf(bytes, partBytes);
  }

  /** What is wrong with the object that the store has now; `undefined` when it is the file. */
  private async wrongness({ told, wanted }: Sent): Promise<string | undefined> {
    const { signal } = this.job.run;
    this.job.run.report({ stage: 'verifying' });
    if (!complaint(told, wanted)) return undefined;
    const found = await this.job.ask(signal, () => this.job.head(signal));
    return found ? complaint(found, wanted) : 'the store took the package but does not have it';
  }
}
