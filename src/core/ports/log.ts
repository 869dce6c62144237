/** Records what the product does, in English, without secrets, signed URLs and headers. */
export interface Log {
  /** Writes one request, or one retry with its reason. */
  debug(line: string): void;
  /** Writes one upload, download or other session. */
  info(line: string): void;
}

/** A log that records nothing. */
export const noLog: Log = { debug: () => undefined, info: () => undefined };
