import { AppError } from '../../core/errors';
import type { StoredSums } from '../../core/ports/objectStore';
import type { CompletedPart } from '../../core/ports/uploadJournal';
import type { Sums } from '../../hashing/runningSums';
import { awaitReads } from './awaitReads';
import { reportSent, type MultipartSession } from './multipartSession';
import type { PartCopies } from './partCopies';
import { partContent } from './partContent';
import { PartQueue } from './partQueue';
import { maxConnections, type PlannedPart } from './planParts';
import { etagToSend, isOfSums } from './storedSums';

const reportMs = 200;

/** Sends and copies the parts that are missing, side by side; resolves once COS has all of them. */
export async function sendParts(session: MultipartSession, copies: PartCopies | undefined): Promise<void> {
  const { context, parts, signal } = session;
  await awaitReads(context, signal);
  const queue = new PartQueue(parts.toSend);
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    session.failing.abort();
  };
  const onCompleted = (part: CompletedPart): void => {
    parts.recordCompleted(part);
    reportSent(session);
    void session.save();
  };
  const onUncopied = (part: PlannedPart): void => {
    parts.recordUncopied(part);
    reportSent(session);
    queue.add(part);
  };
  const worker = async (): Promise<void> => {
    for (let part = await queue.next(); part && !signal.aborted; part = await queue.next()) {
      onCompleted(await sendPart(session, part));
    }
  };
  reportSent(session);
  // Also while the system still holds what it took, and nothing else happens.
  const ticking = setInterval(() => reportSent(session), reportMs);
  const count = Math.min(parts.missing.length, maxConnections);
  const workers = Array.from({ length: count }, () => worker().catch(fail));
  await copies?.run(session, { onCopied: onCompleted, onUncopied }).catch(fail);
  queue.close();
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
function checkedEtag(stored: StoredSums, sums: Sums | undefined, number: number): string {
  if (!sums) {
    throw new AppError('invalidResponse', `UploadPart: COS confirmed part ${number} before all of it was sent`);
  }
  if (isOfSums(stored, sums) !== false) return etagToSend(stored, sums);
  throw new AppError('corrupted', `UploadPart: COS has other sums of part ${number} than the file`);
}
