import type { DownloadProgress, ProgressContext } from './progressContext';

/** The destination of a download, as it was when a person chose it. */
export interface DownloadTarget {
  /** Absolute. */
  readonly path: string;
  /** Size and time of the file that a person agreed to replace; absent where there was none. */
  readonly replaces?: string;
}

/** One stored package and the file to download it to. */
export interface DownloadRequest {
  /** Identifies the package among those of every account: an earlier run of another package is not resumed. */
  readonly of: string;
  /** Requests a signed URL, which is secret: first when the download starts, again whenever COS refuses the last one. */
  readonly url: (signal: AbortSignal) => Promise<string>;
  /** An existing file is replaced once the whole package has arrived, not before. */
  readonly place: DownloadTarget;
}

/** The downloaded file. `isVerified`: COS reported a CRC-64 in this run and it equals the file's. */
export interface DownloadResult {
  readonly bytes: number;
  readonly isVerified: boolean;
}

/** Downloads one stored package to one file. */
export interface Downloader {
  /** Reads the state of a destination that a person has just chosen. Throws `unwritable` for a link, a folder or a device. */
  lookAt(path: string): Promise<DownloadTarget>;
  /**
   * Downloads the package; resolves once all of it has its final name. Keeps what has arrived beside it when it ends early, and
   * resumes there while COS has the same object. Throws `AppError` only: `placeTaken` while another window downloads to the
   * same destination, `placeChanged` where it no longer is as the person saw it.
   */
  download(request: DownloadRequest, context: ProgressContext<DownloadProgress>): Promise<DownloadResult>;
}
