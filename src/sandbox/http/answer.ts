/** A response to send. `Content-Length` is added from `body` unless `headers` have it, as HEAD needs. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly Buffer[];
  /** The error code of the response, for the log. */
  readonly code?: string;
  /** True for a response that does not tell its length. */
  readonly lacksLength?: boolean;
  /** White space before the body, in chunks: for `ms` ms, and until the slow work resolves `done`. */
  readonly spaced?: { readonly ms: number; readonly done: Promise<void> };
}
