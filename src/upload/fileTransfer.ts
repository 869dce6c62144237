import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type Failure } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type { ObjectStore, ResumePoint, Run, Shipment, Shipped, Transfer } from '../core/ports';
import { Cleanups } from './cleanups';
import { FileSource } from './fileSource';
import { GrantKeeper, isSamePlace } from './grantKeeper';
import { Hasher } from './hasher';
import { complaint, Job } from './job';
import { Lanes } from './lanes';
import { crc64OfParts } from './partsUnderway';
import { partsOf, planParts, type Plan } from './planParts';
import { Restart } from './restart';
import { cancelled, retry, type Pause } from './retry';
import { sendParts } from './sendParts';
import { sendWhole, type Sent } from './sendWhole';

/** All for tests: other pauses, another clock (epoch ms), other connections. */
export type TransferOptions = Partial<Pause> & { readonly now?: () => number; readonly lanes?: Lanes };

/** After these an upload may go on another day: what has arrived stays in the store. */
const interruptions: ReadonlySet<Failure> = new Set<Failure>([
  'offline',
  'proxy',
  'timedOut',
  'busy',
  'throttled',
  'notSignedIn',
  'expiredKey',
  'grantExpired',
]);
const mostRestarts = 2;
// Whoever is not connected at all should not have to wait for long to hear it.
const mostFirstGrants = 3;

/** One upload under way: its job, and how far it has come where that can be gone on from. */
interface Trip {
  readonly shipment: Shipment;
  readonly job: Job;
  point: ResumePoint | undefined;
}

/** Moves one file into one object, in parts or as a whole, and believes nothing but the store's own CRC-64. */
export class FileTransfer implements Transfer {
  private readonly pause: Pause;
  private readonly lanes: Lanes;
  private readonly cleanups: Cleanups;
  private readonly now: () => number;
  /** Applications whose grants do not allow multipart uploads. */
  private readonly wholeOnly = new Set<string>();

  /** Takes a while and some memory: not before the first upload. */
  private hasher: Hasher | undefined;

  constructor(
    private readonly store: ObjectStore,
    options: TransferOptions = {},
  ) {
    this.pause = {
      sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: options.random ?? Math.random,
    };
    this.lanes = options.lanes ?? new Lanes();
    this.cleanups = new Cleanups(this.pause);
    this.now = options.now ?? Date.now;
  }

  /** Throws `AppError`: the file's failures, the store's, `corrupted`; `cancelled` within moments of the abort. */
  async send(shipment: Shipment, run: Run): Promise<Shipped> {
    if (run.signal.aborted) throw cancelled();
    const source = await FileSource.open(shipment.path);
    try {
      const grant = await retry(this.pause, run.signal, () => shipment.grant(run.signal), mostFirstGrants);
      await this.cleanups.of(grant, run.signal);
      const keeper = new GrantKeeper(grant, shipment.grant, this.now);
      const { store, pause, lanes } = this;
      const hasher = (this.hasher ??= new Hasher());
      const job = new Job({ store, pause, lanes, hasher }, shipment.connection, keeper, source, run);
      const { resume } = shipment;
      if (resume?.uploadId && isSamePlace(resume, grant)) job.traces.begun.set(resume.uploadId, grant);
      // An id was lost with the process that began it.
      if (resume?.uploadId === '') job.traces.hasStray = true;
      return await this.travel({ shipment, job, point: resume?.uploadId ? resume : undefined });
    } finally {
      source.close();
    }
  }

  async discard(connection: Connection, grant: UploadGrant, point: ResumePoint, signal: AbortSignal): Promise<void> {
    if (!isSamePlace(grant, point)) throw new AppError('notFound', 'TEM names another place for this package now');
    const ids = point.uploadId ? [point.uploadId] : await this.store.openUploads(connection, grant, signal);
    await Promise.all(ids.map((id) => this.store.abortUpload(connection, grant, id, signal)));
    if (point.arrived.reduce((sum, { start, end }) => sum + end - start, 0) < point.file.bytes) return;
    // All of it had arrived: whether it became the object before the upload stopped, only the store knows.
    const wanted = { bytes: point.file.bytes, crc64: crc64OfParts(point.arrived) };
    const found = await this.store.head(connection, grant, signal);
    if (found && !complaint(found, wanted)) await this.store.remove(connection, grant, signal);
  }

  /** Resolves when nothing of an ended upload is left to be removed; worth awaiting before the process ends. */
  async settled(): Promise<void> {
    await this.cleanups.all();
  }

  private async travel(trip: Trip): Promise<Shipped> {
    const { job } = trip;
    try {
      const shipped = await this.deliver(trip);
      delete job.traces.object;
      job.traces.isWrong = false;
      await this.note(trip, undefined);
      await this.cleanups.start(job, { isHurried: true });
      return shipped;
    } catch (error) {
      const isStopped = job.run.signal.aborted;
      const mayGoOn = !isStopped && error instanceof AppError && interruptions.has(error.failure);
      if (!mayGoOn) await this.note(trip, undefined);
      const kept = trip.point?.uploadId;
      // What may have become the object is found again when the upload goes on.
      if (kept !== undefined) delete job.traces.object;
      await this.cleanups.start(job, { ...(kept !== undefined && { kept }), isHurried: isStopped || mayGoOn });
      throw isStopped ? cancelled() : error;
    }
  }

  private async deliver(trip: Trip): Promise<Shipped> {
    const { job } = trip;
    const first = await this.move(trip);
    if (!(await this.wrongness(job, first))) return this.shipped(job, first);
    job.traces.isWrong = true;
    await this.note(trip, undefined);
    const second = await this.move(trip);
    const stillWrong = await this.wrongness(job, second);
    if (!stillWrong) return this.shipped(job, second);
    throw new AppError('corrupted', stillWrong);
  }

  private shipped({ keeper, source }: Job, { wanted }: Sent): Shipped {
    const { bucket, key } = keeper.latest;
    return { bucket, key, bytes: source.bytes, crc64: wanted.crc64 };
  }

  /** Sends the file in the shape that the grant allows, and begins again where parts were lost. */
  private async move(trip: Trip): Promise<Sent> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await this.moveOnce(trip);
      } catch (error) {
        if (!(error instanceof Restart)) throw error;
        const wasResumed = trip.point !== undefined && trip.point.uploadId === trip.shipment.resume?.uploadId;
        await this.note(trip, undefined);
        if (wasResumed) throw new AppError('notResumable', 'the store no longer has the parts that had arrived');
        if (restarts === mostRestarts) throw error.cause;
      }
    }
  }

  private async moveOnce(trip: Trip): Promise<Sent> {
    const { job, shipment } = trip;
    const plan = this.plan(trip);
    if (plan.shape === 'whole') return sendWhole(job, plan.source);
    try {
      const onPoint = (point: ResumePoint): Promise<void> => this.note(trip, point);
      return await sendParts(job, { plan, onPoint, ...(trip.point && { resume: trip.point }) });
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'grantRefused') throw error;
      await this.note(trip, undefined);
      const whole = planParts({ bytes: job.source.bytes, mayUseParts: false, bytesPerSecond: undefined });
      if (whole.shape !== 'whole') throw error;
      const sent = await sendWhole(job, whole.source);
      // Only now it is known that parts were what was refused.
      this.wholeOnly.add(shipment.application);
      return sent;
    }
  }

  private plan({ job, shipment, point }: Trip): Plan {
    const { bytes, mark } = job.source;
    if (!point) {
      const { bytesPerSecond } = this.lanes;
      return planParts({ bytes, mayUseParts: !this.wholeOnly.has(shipment.application), bytesPerSecond });
    }
    const { file, partBytes } = point;
    const isSame = file.bytes === mark.bytes && file.modifiedNs === mark.modifiedNs && file.inode === mark.inode;
    if (!isSame) throw new AppError('notResumable', 'the file has changed since its upload stopped');
    if (!isSamePlace(point, job.keeper.latest))
      throw new AppError('notResumable', 'TEM names another place for it now');
    return partsOf(bytes, partBytes);
  }

  private async note(trip: Trip, point: ResumePoint | undefined): Promise<void> {
    const { onPoint, resume } = trip.shipment;
    const isKnown = point === trip.point && !(point === undefined && resume?.uploadId === '');
    trip.point = point;
    if (!isKnown) await onPoint?.(point);
  }

  /** What is wrong with the object that the store has now; `undefined` when it is the file. */
  private async wrongness(job: Job, { told, wanted }: Sent): Promise<string | undefined> {
    const { signal } = job.run;
    job.run.report({ stage: 'verifying' });
    if (!complaint(told, wanted)) return undefined;
    const found = await job.ask(signal, () => job.head(signal));
    return found ? complaint(found, wanted) : 'the store took the package but does not have it';
  }
}
