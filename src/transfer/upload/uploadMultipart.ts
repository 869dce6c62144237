import { setMaxListeners } from 'node:events';
import { AppError } from '../../core/errors';
import type { CreatedUpload, StoredSums } from '../../core/ports/objectStore';
import type { Checkpoint, CompletedPart } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { isRetryable } from '../../core/retry';
import type { Sums } from '../../hashing/runningSums';
import type { Expected } from './compareStored';
import { completeParts } from './completeParts';
import type { SentObject } from './findMismatch';
import { findStoredParts, type ListPartsPermission } from './findStoredParts';
import { crc64OfParts, md5OfEtag, MultipartProgress } from './multipartProgress';
import { reportSent, type MultipartSession } from './multipartSession';
import { MultipartUpload } from './multipartUpload';
import { partContent } from './partContent';
import { maxConnections, type MultipartPlan, type PlannedPart } from './planParts';
import type { UploadContext } from './uploadContext';

/** The plan of a multipart upload, and the receiver of its checkpoints. */
export interface MultipartInput {
  readonly plan: MultipartPlan;
  /** The end of an earlier run, or of an earlier attempt of this one. */
  readonly checkpoint?: Checkpoint;
  readonly permission: ListPartsPermission;
  readonly onCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
}

type Failing = Pick<AbortController, 'abort'>;

const repeatableEtag = /^[\x21-\x7e]{1,256}$/;
const reportMs = 200;

/**
 * Stores the file by a multipart upload, many parts at a time. Throws `RestartRequiredError` when the parts cannot be used: COS
 * no longer has the upload id, or a renewed grant names another place.
 */
export async function uploadMultipart(context: UploadContext, input: MultipartInput): Promise<SentObject> {
  const { object, file, leftovers, progress, start, stats } = context;
  const { plan, checkpoint, permission, onCheckpoint } = input;
  const upload = checkpoint ? MultipartUpload.resume(object, checkpoint.uploadId) : await create(context, input);
  const { uploadId, grant } = upload;
  leftovers.uploads.set(uploadId, upload);
  const { begunAt } = start;
  const completedParts = checkpoint?.completedParts;
  const parts = new MultipartProgress({ uploadId, grant, plan, file: file.mark, begunAt, completedParts });
  void onCheckpoint(parts.checkpoint);
  const failing = new AbortController();
  const signal = AbortSignal.any([progress.signal, failing.signal]);
  // Every part listens, and every one that waits for its turn.
  setMaxListeners(0, signal);
  const session: MultipartSession = { context, upload, parts, signal };
  if (checkpoint) await findStoredParts(session, permission);
  stats.parts = plan.parts.length;
  stats.resumedParts = parts.completedParts.length;
  const sent = await finish(session, input, failing).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.failure !== 'requestRefused' || parts.missing.length > 0) throw error;
    // COS has other parts than were thought: it says itself which, once.
    parts.keepListed(await upload.listParts({ signal }));
    return finish(session, input, failing);
  });
  leftovers.uploads.delete(uploadId);
  return sent;
}

async function create(context: UploadContext, { plan, onCheckpoint }: MultipartInput): Promise<MultipartUpload> {
  const { object, file, progress, start } = context;
  const { signal } = progress;
  const { begunAt } = start;
  const pending = new MultipartProgress({ uploadId: '', grant: object.grant, plan, file: file.mark, begunAt });
  await raceAbort(signal, onCheckpoint(pending.checkpoint));
  return MultipartUpload.create(object, (request) => observeCreation(context, request), { signal });
}

/** Records that an id may be lost until COS responds: an upload that is stopped meanwhile does not learn it. */
async function observeCreation(
  { leftovers, progress, start }: UploadContext,
  request: () => Promise<CreatedUpload>,
): Promise<CreatedUpload> {
  const { hasUnknownUpload } = leftovers;
  leftovers.hasUnknownUpload = true;
  try {
    const created = await request();
    leftovers.hasUnknownUpload = hasUnknownUpload;
    start.begunAt ||= created.createdAt ?? 0;
    return created;
  } catch (error) {
    if (!isRetryable(error) && !progress.signal.aborted) leftovers.hasUnknownUpload = hasUnknownUpload;
    throw error;
  }
}

async function finish(
  session: MultipartSession,
  { onCheckpoint }: MultipartInput,
  failing: Failing,
): Promise<SentObject> {
  const { context, parts, signal } = session;
  const { damage, file, progress } = context;
  await sendMissing(session, onCheckpoint, failing);
  await damage.checkAll(progress);
  const { completedParts } = parts;
  const expected: Expected = { bytes: file.bytes, crc64: crc64OfParts(completedParts) };
  // A process that resumes here must know that nothing but this is left to do.
  await raceAbort(
    signal,
    onCheckpoint(parts.checkpoint).then(() => file.checkUnchanged()),
  );
  return { expected, reported: await completeParts(session, completedParts, expected) };
}

async function sendMissing(
  session: MultipartSession,
  onCheckpoint: MultipartInput['onCheckpoint'],
  failing: Failing,
): Promise<void> {
  const { parts, signal } = session;
  const queue = [...parts.missing];
  const failures: unknown[] = [];
  reportSent(session);
  const worker = async (): Promise<void> => {
    for (let part = queue.shift(); part && !signal.aborted; part = queue.shift()) {
      parts.recordCompleted(await sendPart(session, part));
      reportSent(session);
      void onCheckpoint(parts.checkpoint);
    }
  };
  const workers = Array.from({ length: Math.min(queue.length, maxConnections) }, () =>
    worker().catch((error: unknown) => {
      failures.push(error);
      failing.abort();
    }),
  );
  // Also while the system still holds what it took, and nothing else happens.
  const ticking = setInterval(() => reportSent(session), reportMs);
  await Promise.all(workers);
  clearInterval(ticking);
  if (failures.length > 0) throw failures[0];
}

async function sendPart(session: MultipartSession, { number, range }: PlannedPart): Promise<CompletedPart> {
  const { context, upload, parts, signal } = session;
  const content = partContent(context, range);
  const etag = await upload.uploadPart(
    {
      number,
      content,
      accept: (sums) => checkedEtag(sums, content.sums, number),
      onStart: () => parts.recordStart(number),
      onSent: (sent) => parts.recordSent(number, sent),
    },
    { signal },
  );
  return { number, etag, ...range, crc64: String(content.sums?.crc64) };
}

/**
 * Checks a stored part and returns its ETag or, where that cannot be sent back, what it most likely is. Throws `corrupted` where
 * the CRC-64 of COS, or for want of one an MD5, is another; what COS does not report the whole will tell.
 */
function checkedEtag({ crc64, etag = '' }: StoredSums, sums: Sums | undefined, number: number): string {
  if (!sums) {
    throw new AppError('invalidResponse', `UploadPart: COS confirmed part ${number} before all of it was sent`);
  }
  const isRight = crc64 === undefined ? (md5OfEtag(etag) ?? sums.md5) === sums.md5 : crc64 === String(sums.crc64);
  if (!isRight) throw new AppError('corrupted', `UploadPart: COS has other sums of part ${number} than the file`);
  return repeatableEtag.test(etag) ? etag : `"${sums.md5}"`;
}
