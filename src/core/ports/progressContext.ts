/**
 * The stage of a running upload, in bytes. `total`: of the file, without the `reused` ones, which COS copies from another object;
 * it grows when they must be sent after all. `copying`: of the reused ones, those that are still to be copied.
 */
export type Progress =
  | { readonly stage: 'checking' | 'asking' | 'verifying' }
  | {
      readonly stage: 'sending';
      readonly sent: number;
      readonly total: number;
      readonly reused?: number;
      readonly copying?: number;
    };

/** The stage of a running download. `received` and `total` are bytes; those of an earlier run count as received. */
export type DownloadProgress =
  | { readonly stage: 'asking' | 'verifying' }
  | { readonly stage: 'receiving'; readonly received: number; readonly total: number };

/** The run of a use case, which rejects early as `cancelled` when `signal` aborts. */
export interface ProgressContext<P = Progress> {
  readonly signal: AbortSignal;
  report(progress: P): void;
}
