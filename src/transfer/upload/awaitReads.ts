import { raceAbort } from '../../core/raceAbort';
import { inTime } from './inTime';
import type { UploadContext } from './uploadContext';

// A drive that takes longer is dead, as the next read will tell.
const maxMs = 30_000;

/**
 * Waits until what was given up reads the file no more: parts that begin meanwhile would find no buffer. Rejects only as `cancelled`,
 * when `signal` aborts.
 */
export async function awaitReads({ reader }: Pick<UploadContext, 'reader'>, signal: AbortSignal): Promise<void> {
  await inTime(maxMs, signal, (inner) => raceAbort(inner, reader.whenIdle())).catch((error: unknown) => {
    if (signal.aborted) throw error;
  });
}
