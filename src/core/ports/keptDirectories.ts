import type { KeptDirectory } from './archiveRanges';
import type { ObjectPlace } from './uploadJournal';

/** The directory of an uploaded package: `etag` as COS reported it. */
export interface StoredDirectory {
  readonly place: ObjectPlace;
  readonly etag: string;
  readonly directory: KeptDirectory;
}

/** The directories of packages that this machine uploaded, for all windows: the latest ones, some MB in all. */
export interface KeptDirectories {
  /** Keeps a directory, unless it is too large to be kept. Never rejects: one that is lost is read from COS. */
  keep(stored: StoredDirectory): Promise<void>;
  /** Finds the directory of an object with this ETag; `undefined` where none is kept, or it cannot be read. Never rejects. */
  find(place: ObjectPlace, etag: string): Promise<KeptDirectory | undefined>;
}
