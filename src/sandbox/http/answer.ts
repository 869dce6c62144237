/** What is sent back. `Content-Length` is added from `body` unless it is given, as HEAD needs it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly Buffer[];
  /** The error code within, for the log. */
  readonly code?: string;
  /** It does not say how long it is. */
  readonly lacksLength?: boolean;
  /** White space goes before the body, in chunks: for so many ms, and until what takes so long is done. */
  readonly spaced?: { readonly ms: number; readonly done: Promise<void> };
}
