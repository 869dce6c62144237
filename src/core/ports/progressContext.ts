/** What a running upload is doing. `sent` and `total` are bytes. */
export type Progress =
  | { readonly stage: 'checking' | 'asking' | 'verifying' }
  | { readonly stage: 'sending'; readonly sent: number; readonly total: number };

/** What a running download is doing. `received` and `total` are bytes; those of an earlier run count as received. */
export type DownloadProgress =
  | { readonly stage: 'asking' | 'verifying' }
  | { readonly stage: 'receiving'; readonly received: number; readonly total: number };

/** One run of a use case: it ends early, with `AppError('cancelled')`, when `signal` aborts. */
export interface ProgressContext<P = Progress> {
  readonly signal: AbortSignal;
  report(progress: P): void;
}
