import { AppError, cancelledError } from '../../core/errors';
import type { ListedPart } from '../../core/ports/objectStore';
import { raceAbort } from '../../core/raceAbort';
import { reportSent, type MultipartSession } from './multipartSession';
import { sumsOf } from './partContent';
import { md5OfEtag } from './storedSums';

/** Tells whether grants of the application allow ListParts, as far as is known. */
export interface ListPartsPermission {
  readonly isDenied: boolean;
  /** Records that they do not. */
  deny(): void;
}

/**
 * Records as completed the parts that an earlier process sent, or had copied, but could not save: of the planned size, with the MD5 of the
 * file's bytes as their ETag. Fails never: where COS does not list the parts they are sent again.
 */
export async function findStoredParts(session: MultipartSession, permission: ListPartsPermission): Promise<void> {
  const { context, parts, signal } = session;
  const { missing } = parts;
  if (missing.length === 0 || permission.isDenied) return;
  const listed = new Map((await listParts(session, permission)).map((part) => [part.number, part]));
  for (const { number, range, copyFrom } of missing) {
    const found = listed.get(number);
    const md5 = found && md5OfEtag(found.etag);
    if (!md5 || found.bytes !== range.end - range.start) continue;
    // A drive that does not answer hangs this read alone.
    const sums = await raceAbort(signal, sumsOf(context, range, signal));
    if (sums?.md5 !== md5) continue;
    const copied = copyFrom !== undefined && ({ isCopied: true } as const);
    parts.recordCompleted({ number, etag: found.etag, ...range, crc64: String(sums.crc64), ...copied });
    reportSent(session);
  }
}

/** Lists the parts that COS has; none where it does not. */
export async function listParts(
  { upload, signal }: MultipartSession,
  permission: ListPartsPermission,
): Promise<readonly ListedPart[]> {
  try {
    return await upload.listParts({ signal, maxAttempts: 1 });
  } catch (error) {
    if (signal.aborted) throw cancelledError();
    if (error instanceof AppError && error.failure === 'grantRefused') permission.deny();
    return [];
  }
}
