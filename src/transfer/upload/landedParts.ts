import { AppError, cancelledError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { ListedPart } from '../../core/ports/objectStore';
import { bareMd5 } from './partsUnderway';
import { report, type MultipartUpload } from './multipartUpload';
import type { PlannedPart } from './planParts';

/** Whether the store may be asked for parts, as far as is known. */
export interface Listing {
  readonly isDenied: boolean;
  /** It may not. */
  deny(): void;
}

/**
 * Counts as arrived what the store has of an earlier process that could not note it any more: parts of the planned size whose
 * ETag is the MD5 of the file's bytes. Where the store does not list them they are sent again, and nothing fails.
 */
export async function findLanded(at: MultipartUpload, listing: Listing): Promise<void> {
  const { underway, signal } = at;
  const { missing } = underway;
  if (missing.length === 0 || listing.isDenied) return;
  const listed = new Map((await listParts(at, listing)).map((part) => [part.number, part]));
  for (const part of missing) {
    const found = listed.get(part.number);
    const md5 = found && bareMd5(found.etag);
    if (!md5 || found.bytes !== part.source.end - part.source.start) continue;
    // A drive that does not answer hangs this read alone.
    const sums = await raceAbort(signal, sumsOf(at, part));
    if (sums?.md5 !== md5) continue;
    const { start, end } = part.source;
    underway.land({ number: part.number, etag: found.etag, start, end, crc64: String(sums.crc64) });
    report(at);
  }
}

async function listParts({ job, underway, signal }: MultipartUpload, listing: Listing): Promise<readonly ListedPart[]> {
  const { store } = job.needs;
  try {
    return await job.grants.withGrant(signal, (grant) =>
      store.listParts(job.connection, grant, underway.uploadId, signal),
    );
  } catch (error) {
    if (signal.aborted) throw cancelledError();
    if (error instanceof AppError && error.failure === 'grantRefused') listing.deny();
    return [];
  }
}

async function sumsOf({ job, signal }: MultipartUpload, { source }: PlannedPart) {
  const content = job.part(source);
  for await (const piece of content.pieces()) {
    // It is hashed as it is read.
    if (piece.length === 0 || signal.aborted) break;
  }
  return content.sums;
}
