import { raceAbort } from '../../core/raceAbort';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import type { UploadContext } from './uploadContext';

/**
 * Whether the file still has the bytes that have arrived: told by its size, time and inode where all are as they were, else
 * by reading those bytes once more, for a network drive changes inodes and a copy the time.
 */
export async function hasProvenParts(job: UploadContext, { file, arrived }: Checkpoint): Promise<boolean> {
  const { mark } = job.source;
  if (file.bytes !== mark.bytes) return false;
  if (file.modifiedNs === mark.modifiedNs && file.inode === mark.inode) return true;
  const { signal } = job.run;
  job.run.report({ stage: 'checking' });
  for (const { start, end, crc64 } of arrived) {
    if ((await raceAbort(signal, crc64Of(job, start, end))) !== crc64) return false;
  }
  return true;
}

async function crc64Of(job: UploadContext, start: number, end: number): Promise<string> {
  const content = job.part({ from: 'file', start, end });
  for await (const piece of content.pieces()) {
    // It is hashed as it is read; on its way to nowhere it ends with the upload.
    if (piece.length === 0 || job.run.signal.aborted) break;
  }
  return String(content.sums?.crc64);
}
