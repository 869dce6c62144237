import type { DownloadProgress, Run } from './run';

/** One stored package and the file it is to become. */
export interface Delivery {
  /** Names the package among those of every account: what an earlier run left of another one is not gone on with. */
  readonly of: string;
  /** A signed URL, which is secret: asked for at first, and again whenever the store refuses the last one. */
  readonly url: (signal: AbortSignal) => Promise<string>;
  /** Absolute. A file that is there is replaced once everything has arrived, and not before. */
  readonly path: string;
}

/** What has arrived. `isVerified`: the store told a CRC-64 and it is the file's. */
export interface Delivered {
  readonly bytes: number;
  readonly isVerified: boolean;
}

/** Moves one stored package into one file. */
export interface Receiver {
  /**
   * Resolves once the whole package is under its name. What has arrived when it ends early stays beside it, and the next
   * run goes on from there as long as the store has the same object. Throws `AppError` only.
   */
  receive(delivery: Delivery, run: Run<DownloadProgress>): Promise<Delivered>;
}
