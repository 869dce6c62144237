import type { Checkpoint } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { sumsOf } from './partContent';
import type { UploadContext } from './uploadContext';

/**
 * Tells whether the file still has the bytes of the completed parts: by its size, time and inode where all are unchanged, else by
 * reading those bytes once more, for a network drive changes inodes and a copy the time.
 */
export async function hasUnchangedParts(
  context: UploadContext,
  { file, completedParts }: Checkpoint,
): Promise<boolean> {
  const { mark } = context.file;
  if (file.bytes !== mark.bytes) return false;
  if (file.modifiedNs === mark.modifiedNs && file.inode === mark.inode) return true;
  const { signal } = context.progress;
  context.progress.report({ stage: 'checking' });
  for (const { start, end, crc64 } of completedParts) {
    const sums = await raceAbort(signal, sumsOf(context, { start, end }, signal));
    if (String(sums?.crc64) !== crc64) return false;
  }
  return true;
}
