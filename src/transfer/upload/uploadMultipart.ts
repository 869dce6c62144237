import { setMaxListeners } from 'node:events';
import type { CreatedUpload } from '../../core/ports/objectStore';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { isRetryable } from '../../core/retry';
import type { SentObject } from './findMismatch';
import { findStoredParts, type ListPartsPermission } from './findStoredParts';
import { joinParts } from './joinParts';
import { MultipartProgress } from './multipartProgress';
import type { MultipartSession } from './multipartSession';
import { MultipartUpload } from './multipartUpload';
import { PartCopies, type PartCopiesDeps } from './partCopies';
import type { MultipartPlan } from './planParts';
import type { UploadContext } from './uploadContext';
import { isInBucket } from './uploadPlanner';

/** The plan of a multipart upload, and the receiver of its checkpoints. */
export interface MultipartInput {
  readonly plan: MultipartPlan;
  /** The end of an earlier run, or of an earlier attempt of this one. */
  readonly checkpoint?: Checkpoint;
  readonly permission: ListPartsPermission;
  readonly onCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  readonly copying: Omit<PartCopiesDeps, 'base'>;
}

/**
 * Stores the file by a multipart upload, many parts at a time, some of them copied. Throws `RestartRequiredError` when the parts
 * cannot be used: COS no longer has the upload id, or a renewed grant names another place.
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
  const save = (): Promise<void> => onCheckpoint(parts.checkpoint);
  void save();
  const failing = new AbortController();
  const signal = AbortSignal.any([progress.signal, failing.signal]);
  // Every part listens, and every one that waits for its turn.
  setMaxListeners(0, signal);
  const session: MultipartSession = { context, upload, parts, signal, failing, save };
  const copies = copiesOf(session, input);
  if (checkpoint) await findStoredParts(session, permission);
  stats.parts = plan.parts.length;
  stats.resumedParts = parts.completedParts.length;
  const sent = await joinParts(session, { copies, permission });
  leftovers.uploads.delete(uploadId);
  return sent;
}

/** Prepares the copies that a plan has; all parts are sent where the base is in another bucket. */
function copiesOf(
  { parts, upload }: MultipartSession,
  { plan, checkpoint, copying }: MultipartInput,
): PartCopies | undefined {
  if (!plan.delta) return undefined;
  const { base } = plan.delta;
  if (!isInBucket(base, upload.grant)) {
    parts.toCopy.forEach((part) => parts.recordUncopied(part));
    return undefined;
  }
  // An earlier run may have been killed while they were pending, and what it sent instead be replaced yet.
  const copied = new Set(parts.completedParts.flatMap(({ number, isCopied }) => (isCopied ? [number] : [])));
  const maybePending = plan.parts.filter(({ number, copyFrom }) => copyFrom !== undefined && !copied.has(number));
  return new PartCopies({ base, ...copying }, checkpoint ? maybePending.map(({ number }) => number) : []);
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
