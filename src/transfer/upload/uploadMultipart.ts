import { setMaxListeners } from 'node:events';
import { AppError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { UploadGrant } from '../../core/model';
import type { CompletedPart, Checkpoint } from '../../core/ports/uploadJournal';
import { completeParts } from './completeParts';
import type { UploadContext } from './uploadContext';
import { findLanded, type Listing } from './landedParts';
import { askHere, report, sendHere, type MultipartUpload } from './multipartUpload';
import { bareMd5, crc64OfParts, PartsUnderway } from './partsUnderway';
import { maxConnections, type Plan, type PlannedPart } from './planParts';
import { isRetryable } from '../../core/retry';
import type { Sums } from '../../hashing/runningSums';
import { noteSlowness, type Sent } from './uploadSinglePut';
import type { Reported, Expected } from './verdict';

/** What sending in parts needs besides the job. */
export interface PartsOrder {
  readonly plan: Extract<Plan, { shape: 'parts' }>;
  readonly resume?: Checkpoint;
  readonly listing: Listing;
  readonly onCheckpoint: (point: Checkpoint) => Promise<void>;
}

/**
 * Stores the file by a multipart upload, many parts at a time. Throws `RestartRequiredError` when what has arrived is worth nothing:
 * the store does not know the upload any more, or a renewed grant names another place.
 */
export async function uploadMultipart(
  job: UploadContext,
  { plan, resume, listing, onCheckpoint }: PartsOrder,
): Promise<Sent> {
  const { uploadId, grant } = resume
    ? { uploadId: resume.uploadId, grant: job.grants.current }
    : await begin(job, plan, onCheckpoint);
  job.leftovers.begun.set(uploadId, grant);
  const underway = new PartsUnderway(uploadId, grant, plan, job.source.mark, job.begunAt, resume?.arrived);
  void onCheckpoint(underway.point);
  const failing = new AbortController();
  const signal = AbortSignal.any([job.run.signal, failing.signal]);
  // Every part listens, and every one that waits for its turn.
  setMaxListeners(0, signal);
  const at: MultipartUpload = { job, underway, grant, failing, signal };
  if (resume) await findLanded(at, listing);
  const sent = await finish(at, onCheckpoint).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.failure !== 'requestRefused' || underway.missing.length > 0) throw error;
    // The store has other parts than were thought: it says itself which, once.
    underway.keep(await askHere(at, (grant_) => job.needs.store.listParts(job.connection, grant_, uploadId, signal)));
    return finish(at, onCheckpoint);
  });
  job.leftovers.begun.delete(uploadId);
  return sent;
}

async function finish(at: MultipartUpload, onCheckpoint: PartsOrder['onCheckpoint']): Promise<Sent> {
  const { job, underway, signal } = at;
  await sendMissing(at, onCheckpoint);
  const parts = underway.inOrder;
  const wanted: Expected = { bytes: job.source.bytes, crc64: crc64OfParts(parts) };
  // Whoever goes on from here must know that nothing but this is left to do.
  await raceAbort(
    signal,
    onCheckpoint(underway.point).then(() => job.source.checkUnchanged()),
  );
  return { wanted, told: await completeParts(at, parts, wanted) };
}

const isRepeatable = /^[\x21-\x7e]{1,256}$/;
const reportMs = 200;

/** The id of a new upload, and the grant that it was begun with. */
async function begin(
  job: UploadContext,
  plan: PartsOrder['plan'],
  onCheckpoint: PartsOrder['onCheckpoint'],
): Promise<{ readonly uploadId: string; readonly grant: UploadGrant }> {
  const { signal } = job.run;
  const beginning = new PartsUnderway('', job.grants.current, plan, job.source.mark, job.begunAt);
  await raceAbort(signal, onCheckpoint(beginning.point));
  return job.ask(signal, async (grant) => {
    const { hasStray } = job.leftovers;
    // Until it is answered: whoever stops waiting does not hear of an id.
    job.leftovers.hasStray = true;
    try {
      const { uploadId, at } = await job.needs.store.beginUpload(job.connection, grant, signal);
      job.leftovers.hasStray = hasStray;
      job.begunAt ||= at ?? 0;
      return { uploadId, grant };
    } catch (error) {
      if (!isRetryable(error) && !signal.aborted) job.leftovers.hasStray = hasStray;
      throw error;
    }
  });
}

async function sendMissing(at: MultipartUpload, onCheckpoint: PartsOrder['onCheckpoint']): Promise<void> {
  const { underway, failing, signal } = at;
  const queue = [...underway.missing];
  const failures: unknown[] = [];
  report(at);
  const worker = async (): Promise<void> => {
    for (let part = queue.shift(); part && !signal.aborted; part = queue.shift()) {
      underway.land(await sendPart(at, part));
      report(at);
      void onCheckpoint(underway.point);
    }
  };
  const workers = Array.from({ length: Math.min(queue.length, maxConnections) }, () =>
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

async function sendPart(at: MultipartUpload, part: PlannedPart): Promise<CompletedPart> {
  const { job, underway, signal } = at;
  const { store, limiter: lanes } = job.needs;
  const { number, source } = part;
  const content = job.part(source);
  const onSent = (sent: number): void => lanes.recordSent(underway.moved(number, sent), sent);
  const etag = await sendHere(at, async (grant) => {
    underway.start(number);
    try {
      const sent = { uploadId: underway.uploadId, number };
      const told = await store.putPart(job.connection, grant, sent, content, onSent, signal);
      lanes.recordStored(content.bytes);
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
function checked({ crc64, etag = '' }: Reported, sums: Sums | undefined, number: number): string {
  if (!sums)
    throw new AppError('invalidResponse', `UploadPart: the store confirmed part ${number} before it had all of it`);
  const isRight = crc64 === undefined ? (bareMd5(etag) ?? sums.md5) === sums.md5 : crc64 === String(sums.crc64);
  if (!isRight) throw new AppError('corrupted', `part ${number} has other sums in the store than in the file`);
  return isRepeatable.test(etag) ? etag : `"${sums.md5}"`;
}
