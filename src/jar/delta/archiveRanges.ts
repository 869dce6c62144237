import type { ArchiveRanges } from '../../core/ports/archiveRanges';
import { equalRanges } from './equalRanges';
import { readDirectory } from './readDirectory';

/** The comparison of packages by their ZIP directories: the file's is read, the base's may have been kept. */
export const archiveRanges: ArchiveRanges = { readDirectory, equalRanges };
