/** What is sent back. `Content-Length` is added from `body` unless it is given, as HEAD needs it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly Buffer[];
  /** The error code within, for the log. */
  readonly code?: string;
  /** It does not say how long it is. */
  readonly lacksLength?: boolean;
  /** ms during which white space goes before the body, in chunks. */
  readonly spaced?: number;
}
