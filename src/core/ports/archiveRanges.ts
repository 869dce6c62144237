import type { EqualRange } from '../delta/deltaPlan';
import type { ByteSource } from './packageReader';

/** The end of a package, from its ZIP directory on. `start`: its position in the package, which has `packageBytes` bytes. */
export interface KeptDirectory {
  readonly packageBytes: number;
  readonly start: number;
  readonly tail: Uint8Array;
}

/** Compares packages by their ZIP directories. */
export interface ArchiveRanges {
  /**
   * Reads the directory of a package: two or three reads. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, the last also
   * for a directory that is too large to be of use.
   */
  readDirectory(source: ByteSource): Promise<KeptDirectory>;
  /**
   * Finds the ranges of `file` that stand in `base` as well, as far as the directories tell; reads some local headers of `file`.
   * No ranges where `base`, which may have been kept by anybody, is no directory.
   */
  equalRanges(file: ByteSource, directory: KeptDirectory, base: KeptDirectory): Promise<readonly EqualRange[]>;
}
