import { setMaxListeners } from 'node:events';
import { AppError } from '../core/errors';
import { orCancelled } from '../core/orCancelled';
import type { UploadGrant } from '../core/model';
import type { ArrivedPart, ResumePoint } from '../core/ports/uploadJournal';
import { completeParts } from './completeParts';
import type { Job } from './job';
import { findLanded, type Listing } from './landedParts';
import { askHere, report, sendHere, type PartsPlace } from './partsPlace';
import { bareMd5, crc64OfParts, PartsUnderway } from './partsUnderway';
import { mostConnections, type Plan, type PlannedPart } from './planParts';
import { mayPass } from './retry';
import type { Sums } from './runningSums';
import { noteSlowness, type Sent } from './sendWhole';
import type { Told, Wanted } from './verdict';

/** What sending in parts needs besides the job. */
export interface PartsOrder {
  readonly plan: Extract<Plan, { shape: 'parts' }>;
  readonly resume?: ResumePoint;
  readonly listing: Listing;
  readonly onPoint: (point: ResumePoint) => Promise<void>;
}

/**
 * Stores the file by a multipart upload, many parts at a time. Throws `Restart` when what has arrived is worth nothing:
 * the store does not know the upload any more, or a renewed grant names another place.
 */
export async function sendParts(job: Job, { plan, resume, listing, onPoint }: PartsOrder): Promise<Sent> {
  const { uploadId, grant } = resume
    ? { uploadId: resume.uploadId, grant: job.keeper.latest }
    : await begin(job, plan, onPoint);
  job.traces.begun.set(uploadId, grant);
  const underway = new PartsUnderway(uploadId, grant, plan, job.source.mark, job.begunAt, resume?.arrived);
  void onPoint(underway.point);
  const failing = new AbortController();
  const signal = AbortSignal.any([job.run.signal, failing.signal]);
  // Every part listens, and every one that waits for its turn.
  setMaxListeners(0, signal);
  const at: PartsPlace = { job, underway, grant, failing, signal };
  if (resume) await findLanded(at, listing);
  const sent = await finish(at, onPoint).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.failure !== 'requestRefused' || underway.missing.length > 0) throw error;
    // The store has other parts than were thought: it says itself which, once.
    underway.keep(await askHere(at, (grant_) => job.needs.store.listParts(job.connection, grant_, uploadId, signal)));
    return finish(at, onPoint);
  });
  job.traces.begun.delete(uploadId);
  return sent;
}

async function finish(at: PartsPlace, onPoint: PartsOrder['onPoint']): Promise<Sent> {
  const { job, underway, signal } = at;
  await sendMissing(at, onPoint);
  const parts = underway.inOrder;
  const wanted: Wanted = { bytes: job.source.bytes, crc64: crc64OfParts(parts) };
  // Whoever goes on from here must know that nothing but this is left to do.
  await orCancelled(
    signal,
    onPoint(underway.point).then(() => job.source.checkUnchanged()),
  );
  return { wanted, told: await completeParts(at, parts, wanted) };
}

const isRepeatable = /^[\x21-\x7e]{1,256}$/;
const reportMs = 200;

/** The id of a new upload, and the grant that it was begun with. */
async function begin(
  job: Job,
  plan: PartsOrder['plan'],
  onPoint: PartsOrder['onPoint'],
): Promise<{ readonly uploadId: string; readonly grant: UploadGrant }> {
  const { signal } = job.run;
  const beginning = new PartsUnderway('', job.keeper.latest, plan, job.source.mark, job.begunAt);
  await orCancelled(signal, onPoint(beginning.point));
  return job.ask(signal, async (grant) => {
    const { hasStray } = job.traces;
    // Until it is answered: whoever stops waiting does not hear of an id.
    job.traces.hasStray = true;
    try {
      const { uploadId, at } = await job.needs.store.beginUpload(job.connection, grant, signal);
      job.traces.hasStray = hasStray;
      job.begunAt ||= at ?? 0;
      return { uploadId, grant };
    } catch (error) {
      if (!mayPass(error) && !signal.aborted) job.traces.hasStray = hasStray;
      throw error;
    }
  });
}

async function sendMissing(at: PartsPlace, onPoint: PartsOrder['onPoint']): Promise<void> {
  const { underway, failing, signal } = at;
  const queue = [...underway.missing];
  const failures: unknown[] = [];
  report(at);
  const worker = async (): Promise<void> => {
    for (let part = queue.shift(); part && !signal.aborted; part = queue.shift()) {
      underway.land(await sendPart(at, part));
      report(at);
      void onPoint(underway.point);
    }
  };
  const workers = Array.from({ length: Math.min(queue.length, mostConnections) }, () =>
    worker().catch((error: unknown) => {
      failures.push(error);
      failing.abort();
    }),
  );
  // Also while the system still holds what it took, and nothing else happens.
  const ticking = setInterval(() => report(at), reportMs);
  await Promise.all(workers);
  clearInterval(ticking);
  if (failures.length > 0) throw failures[0];
}

async function sendPart(at: PartsPlace, part: PlannedPart): Promise<ArrivedPart> {
  const { job, underway, signal } = at;
  const { store, lanes } = job.needs;
  const { number, source } = part;
  const content = job.part(source);
  const onSent = (sent: number): void => lanes.note(underway.moved(number, sent), sent);
  const etag = await sendHere(at, async (grant) => {
    underway.start(number);
    try {
      const sent = { uploadId: underway.uploadId, number };
      const told = await store.putPart(job.connection, grant, sent, content, onSent, signal);
      lanes.arrived(content.bytes);
      return checked(told, content.sums, number);
    } catch (error) {
      noteSlowness(job, error);
      throw error;
    }
  });
  return { number, etag, start: source.start, end: source.end, crc64: String(content.sums?.crc64) };
}

/**
 * The part's ETag, as the store gave it; where it gave none that can be given back, what it most likely is. Throws
 * `corrupted` where the store's CRC-64, or for want of one an MD5, is another; what it does not tell the whole will tell.
 */
function checked({ crc64, etag = '' }: Told, sums: Sums | undefined, number: number): string {
  if (!sums) throw new AppError('garbled', `UploadPart: the store confirmed part ${number} before it had all of it`);
  const isRight = crc64 === undefined ? (bareMd5(etag) ?? sums.md5) === sums.md5 : crc64 === String(sums.crc64);
  if (!isRight) throw new AppError('corrupted', `part ${number} has other sums in the store than in the file`);
  return isRepeatable.test(etag) ? etag : `"${sums.md5}"`;
}
