import type { DownloadProgress, ProgressContext } from './progressContext';

/** Where a download goes, as it was when a person chose it. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** The file that was there, by size and time, which the person agreed to replace; absent where nothing was. */
  readonly replaces?: string;
}

/** One stored package and the file it is to become. */
export interface DownloadRequest {
  /** Names the package among those of every account: what an earlier run left of another one is not gone on with. */
  readonly of: string;
  /** A signed URL, which is secret: asked for at first, and again whenever the store refuses the last one. */
  readonly url: (signal: AbortSignal) => Promise<string>;
  /** A file that is there is replaced once everything has arrived, and not before. */
  readonly place: Place;
}

/** What has arrived. `isVerified`: the store told a CRC-64 in this run and it is the file's. */
export interface DownloadResult {
  readonly bytes: number;
  readonly isVerified: boolean;
}

/** Moves one stored package into one file. */
export interface Downloader {
  /** Looks at a place that a person has just chosen. Throws `unwritable` for what is no regular file: a link, a folder. */
  lookAt(path: string): Promise<Place>;
  /**
   * Resolves once the whole package is under its name. What has arrived when it ends early stays beside it, and the next
   * run goes on from there as long as the store has the same object. Throws `AppError` only: `placeTaken` while another
   * window downloads to that place, `placeChanged` where another file is there than the person saw.
   */
  download(delivery: DownloadRequest, run: ProgressContext<DownloadProgress>): Promise<DownloadResult>;
}
