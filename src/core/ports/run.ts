/** What a running upload is doing. `sent` and `total` are bytes. */
export type Progress =
  | { readonly stage: 'checking' | 'asking' | 'verifying' }
  | { readonly stage: 'sending'; readonly sent: number; readonly total: number };

/** One run of a use case: it ends early, with `AppError('cancelled')`, when `signal` aborts. */
export interface Run {
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

/** The time of day. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
